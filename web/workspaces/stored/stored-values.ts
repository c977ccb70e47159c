import { completed, databaseNames, openDatabase, removeDatabase, settled } from './database';
import { KV_PART } from './site-names';
import type { SiteNames } from './site-names';

/** The values of kv in each of the site's stores, as the JSON texts that they are kept as. */
export interface StoredValues {
  stores: () => Promise<string[]>;
  read: (store: string) => Promise<Map<string, string>>;
  /** Into a store that is empty: all of them or none. */
  write: (store: string, values: ReadonlyMap<string, string>) => Promise<void>;
  remove: (store: string) => Promise<void>;
}

const OBJECT_STORE = 'kv';
/** Where src/kv/indexed-db-storage.ts keeps what all entries weigh: every other key is a text. */
const USAGE_KEY = 0;

export function storedValues(names: SiteNames): StoredValues {
  const isThere = async (database: string): Promise<boolean> =>
    (await databaseNames(database)).includes(database);

  async function read(store: string): Promise<Map<string, string>> {
    const values = new Map<string, string>();
    const name = names.kvDatabase(store);
    if (!(await isThere(name))) return values;
    const database = await openDatabase(name, OBJECT_STORE);
    try {
      const entries = database.transaction(OBJECT_STORE).objectStore(OBJECT_STORE);
      const [keys, texts] = await Promise.all([
        settled(entries.getAllKeys()),
        settled<unknown[]>(entries.getAll()),
      ]);
      for (const [at, key] of keys.entries()) {
        const text = texts[at];
        if (typeof key === 'string' && typeof text === 'string') values.set(key, text);
      }
      return values;
    } finally {
      database.close();
    }
  }

  async function write(store: string, values: ReadonlyMap<string, string>): Promise<void> {
    if (values.size === 0) return;
    const database = await openDatabase(names.kvDatabase(store), OBJECT_STORE);
    try {
      const transaction = database.transaction(OBJECT_STORE, 'readwrite');
      const entries = transaction.objectStore(OBJECT_STORE);
      for (const [key, json] of values) entries.put(json, key);
      entries.put({ entries: values.size, bytes: weigh(values) }, USAGE_KEY);
      await completed(transaction);
    } finally {
      database.close();
    }
  }

  return {
    stores: async () => {
      const prefix = names.prefix + KV_PART;
      const found = await databaseNames(prefix);
      return found.map((name) => decodeURIComponent(name.slice(prefix.length))).sort();
    },
    read,
    write,
    remove: async (store) => {
      const name = names.kvDatabase(store);
      if (await isThere(name)) await removeDatabase(name);
    },
  };
}

/** UTF-8 of keys and values, which is what counts against the limit. */
export function weigh(values: ReadonlyMap<string, string>): number {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const [key, json] of values) {
    bytes += encoder.encode(key).length + encoder.encode(json).length;
  }
  return bytes;
}
