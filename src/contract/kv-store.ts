import type { Limits } from './limits';

export interface KvEntry {
  key: string;
  /** The value as JSON text. Numbers too large for JavaScript are whole in it. */
  json: string;
  /** UTF-8 of key and JSON: what counts against `limits.kv.totalBytes`. */
  bytes: number;
}

export interface KvUsage {
  entries: number;
  bytes: number;
}

export interface KvStoreOptions {
  /** The name of a session's `kv: { store }`. Default: the store of `kv: true`. */
  store?: string;
  /** Default: those of `DEFAULT_LIMITS.kv`. */
  limits?: Partial<Limits['kv']>;
}

/**
 * A store of `kv`, for the page's own use: the very one that programs see. Made by `openKvStore`.
 *
 * Fails with a `GoruError`: `limit` and `invalid-argument` in the words a program would get
 * (`key too large` …), `disk-full` when the browser gives no more storage, `storage` when it fails.
 */
export interface KvStore {
  /** Everything in it, sorted by key. */
  entries(): Promise<readonly KvEntry[]>;
  /** Stores JSON text. Resolves when it is durable; the old value stays when it fails. */
  set(key: string, json: string): Promise<void>;
  /** Removes an entry; fine when there is none. */
  delete(key: string): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
  usage(): Promise<KvUsage>;
  /**
   * Calls back after every change, by a program, the page, or another tab of this site. Returns
   * what ends that.
   */
  onChange(listener: () => void): () => void;
  /** Why entries will be gone with the page (the browser refuses storage); null when they will not. */
  readonly problem: string | null;
}
