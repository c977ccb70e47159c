import { IndexedDbWheelStore } from './indexed-db-wheel-store';
import { MemoryWheelStore } from './memory-wheel-store';
import { DEFAULT_WHEEL_STORE_BYTES, type WheelStore } from './wheel-store';

/** What may stay in memory when the browser refuses storage. */
const MEMORY_BYTES = 100 * 1024 * 1024;

/**
 * The store that lasts, or one in memory where the browser refuses storage; `problem` then says
 * so. Never rejects.
 *
 * @param database its name, which contains the site's path
 */
export async function openWheelStore(
  database: string,
  limitBytes = DEFAULT_WHEEL_STORE_BYTES,
): Promise<WheelStore> {
  try {
    const store = new IndexedDbWheelStore({ database, limitBytes });
    await store.open();
    return store;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new MemoryWheelStore({
      limitBytes: Math.min(limitBytes, MEMORY_BYTES),
      problem: `the browser refuses storage (${reason}): packages are downloaded again on the next visit`,
    });
  }
}

const stores = new Map<string, Promise<WheelStore>>();

/** One page has one store, whoever uses it. */
export function openWheelStoreOnce(database: string): Promise<WheelStore> {
  const opening = stores.get(database) ?? openWheelStore(database);
  stores.set(database, opening);
  return opening;
}
