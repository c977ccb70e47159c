import type { KvUsage } from '../contract/kv-store';
import { changedUsage, type KvChange, type KvStorage, NO_USAGE } from './kv-storage';

/** Entries that are gone with the page: for browsers that refuse storage. */
export class MemoryStorage implements KvStorage {
  readonly #entries = new Map<string, string>();
  #usage = NO_USAGE;

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#entries.get(key));
  }

  has(key: string): Promise<boolean> {
    return Promise.resolve(this.#entries.has(key));
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#entries.keys()].sort());
  }

  async entries(): Promise<[string, string][]> {
    const keys = await this.keys();
    return keys.map((key) => [key, this.#entries.get(key) ?? '']);
  }

  usage(): Promise<KvUsage> {
    return Promise.resolve(this.#usage);
  }

  // oxlint-disable-next-line typescript/require-await -- what `check` throws must reject
  async set(key: string, json: string, check: (change: KvChange) => void): Promise<void> {
    const before = this.#usage;
    const after = changedUsage(before, key, { before: this.#entries.get(key), after: json });
    check({ before, after });
    this.#entries.set(key, json);
    this.#usage = after;
  }

  delete(key: string): Promise<void> {
    const before = this.#entries.get(key);
    this.#usage = changedUsage(this.#usage, key, { before, after: undefined });
    this.#entries.delete(key);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.#entries.clear();
    this.#usage = NO_USAGE;
    return Promise.resolve();
  }
}
