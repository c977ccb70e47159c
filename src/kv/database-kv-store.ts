import { GoruError } from '../contract/goru-error';
import type { KvEntry, KvStore, KvUsage } from '../contract/kv-store';
import { compactJson } from './json-text';
import type { KvDatabase } from './kv-database';
import { checkKey, checkRoom, checkValueSize, type KvLimits } from './kv-limits';
import { entryBytes, utf8Bytes } from './kv-storage';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A database under the limits of one session, or of the page. */
export class DatabaseKvStore implements KvStore {
  readonly #database: KvDatabase;
  readonly #limits: KvLimits;

  constructor(database: KvDatabase, limits: KvLimits) {
    this.#database = database;
    this.#limits = limits;
  }

  get problem(): string | null {
    return this.#database.problem;
  }

  /** The JSON stored under `key`. */
  async get(key: string): Promise<string | undefined> {
    checkKey(key, this.#limits);
    return (await this.#database.storage()).get(key);
  }

  async has(key: string): Promise<boolean> {
    checkKey(key, this.#limits);
    return (await this.#database.storage()).has(key);
  }

  async keys(): Promise<string[]> {
    return (await this.#database.storage()).keys();
  }

  async entries(): Promise<KvEntry[]> {
    const entries = await (await this.#database.storage()).entries();
    return entries.map(([key, json]) => ({ key, json, bytes: entryBytes(key, json) }));
  }

  async usage(): Promise<KvUsage> {
    return (await this.#database.storage()).usage();
  }

  async set(key: string, json: string): Promise<void> {
    checkKey(key, this.#limits);
    const compact = compactJson(json);
    checkValueSize(utf8Bytes(compact), this.#limits);
    const storage = await this.#database.storage();
    await storage.set(key, compact, (change) => {
      checkRoom(change, this.#limits);
    });
    this.#database.announceChange();
  }

  /** `set` for a program's bytes: what is too large is refused before anybody reads it. */
  async setBytes(key: string, utf8: Uint8Array): Promise<void> {
    checkKey(key, this.#limits);
    checkValueSize(utf8.length, this.#limits);
    let json: string;
    try {
      json = decoder.decode(utf8);
    } catch (cause) {
      throw new GoruError('protocol', 'malformed host call: the value is not UTF-8', { cause });
    }
    await this.set(key, json);
  }

  async delete(key: string): Promise<void> {
    checkKey(key, this.#limits);
    await (await this.#database.storage()).delete(key);
    this.#database.announceChange();
  }

  async clear(): Promise<void> {
    await (await this.#database.storage()).clear();
    this.#database.announceChange();
  }

  onChange(listener: () => void): () => void {
    return this.#database.onChange(listener);
  }
}
