import type { KvUsage } from '../contract/kv-store';

/** What a write would change. `after` is the usage it would leave. */
export interface KvChange {
  before: KvUsage;
  after: KvUsage;
}

/** Where a store's entries are: JSON texts under keys. Keys come sorted by UTF-16 code unit. */
export interface KvStorage {
  get(key: string): Promise<string | undefined>;
  has(key: string): Promise<boolean>;
  keys(): Promise<string[]>;
  entries(): Promise<[key: string, json: string][]>;
  usage(): Promise<KvUsage>;
  /**
   * Writes one entry and resolves when it is durable. `check` throws to refuse the change; check
   * and write are one step, so that nobody else can write in between.
   */
  set(key: string, json: string, check: (change: KvChange) => void): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
}

export const NO_USAGE: KvUsage = { entries: 0, bytes: 0 };

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** Bytes that an entry takes of the store's total. */
export function entryBytes(key: string, json: string): number {
  return utf8Bytes(key) + utf8Bytes(json);
}

/** The usage once `key` has `after` (undefined: nothing) instead of `before`. */
export function changedUsage(
  usage: KvUsage,
  key: string,
  { before, after }: { before: string | undefined; after: string | undefined },
): KvUsage {
  const bytesOf = (json: string | undefined): number =>
    json === undefined ? 0 : entryBytes(key, json);
  return {
    entries: usage.entries + Number(after !== undefined) - Number(before !== undefined),
    bytes: usage.bytes + bytesOf(after) - bytesOf(before),
  };
}
