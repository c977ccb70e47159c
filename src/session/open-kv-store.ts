import { GoruError } from '../contract/goru-error';
import { DEFAULT_LIMITS, type Limits } from '../contract/limits';
import type { KvStore, KvStoreOptions } from '../contract/kv-store';
import type { SessionOptions } from '../contract/options';
import { DatabaseKvStore } from '../kv/database-kv-store';
import { IndexedDbStorage } from '../kv/indexed-db-storage';
import { KvDatabase } from '../kv/kv-database';
import { MemoryStorage } from '../kv/memory-storage';
import { siteUrl } from './site-url';

/** The store of `kv: true`. */
const DEFAULT_STORE = 'default';

/** One page has one `KvDatabase` for each name, whoever uses it. */
const databases = new Map<string, KvDatabase>();

/**
 * Opens a store of `kv` for the page's own use, say to show what programs keep there. No session
 * is needed. Never rejects because storage is refused: then `problem` says so, and the store is the
 * one in memory that this page's sessions use too.
 *
 * @throws GoruError (`invalid-argument`) for an empty name.
 * @example
 * const store = await openKvStore();
 * for (const { key, json } of await store.entries()) console.log(key, json);
 */
export async function openKvStore({
  store = DEFAULT_STORE,
  limits,
}: KvStoreOptions = {}): Promise<KvStore> {
  const database = databaseOf(store);
  await database.storage();
  return new DatabaseKvStore(database, { ...DEFAULT_LIMITS.kv, ...limits });
}

/** The store of a session's `kv` option; undefined when it is off. Opened when first used. */
export function sessionKvStore(
  option: SessionOptions['kv'],
  limits: Limits['kv'],
): DatabaseKvStore | undefined {
  if (option === undefined || option === false) return undefined;
  const name = option === true ? DEFAULT_STORE : option.store;
  return new DatabaseKvStore(databaseOf(name), limits);
}

function databaseOf(store: string): KvDatabase {
  if (store === '' || !store.isWellFormed()) {
    throw new GoruError('invalid-argument', `kv.store is "${store}"; give it a name`);
  }
  // Encoded, a store's name has no ':' and cannot make one site's database another's.
  const name = `goru:${siteUrl().pathname}:kv:${encodeURIComponent(store)}`;
  let database = databases.get(name);
  if (database === undefined) {
    database = new KvDatabase({
      openStorage: async () => {
        const storage = new IndexedDbStorage(name);
        await storage.open();
        return storage;
      },
      createFallback: () => new MemoryStorage(),
      createChannel: () => new BroadcastChannel(name),
    });
    databases.set(name, database);
  }
  return database;
}
