import { createStore, type UseStore } from 'idb-keyval';

/**
 * One object store in IndexedDB. Every operation is one transaction, which the browser serialises against those of other
 * tabs. Fails with the browser's own errors.
 */
export class DurableStore {
  readonly #open: () => UseStore;
  #use: UseStore;

  constructor(database: string, objectStore: string) {
    this.#open = () => createStore(database, objectStore);
    this.#use = this.#open();
  }

  read<Result>(work: (store: IDBObjectStore) => Promise<Result>): Promise<Result> {
    return this.#transact('readonly', work);
  }

  /**
   * Resolves when the transaction is complete: what it wrote survives the browser's death. Where `work` fails, nothing
   * of it stays.
   */
  write(work: (store: IDBObjectStore) => void | Promise<void>): Promise<void> {
    return this.#transact('readwrite', async (store) => {
      const { transaction } = store;
      const completed = completion(transaction);
      try {
        await work(store);
        // Says that nothing follows, which saves waiting for the answers of the writes.
        transaction.commit();
      } catch (error) {
        // Its completion fails, too, for the same reason, which is told here.
        completed.catch(() => undefined);
        abort(transaction);
        throw error;
      }
      await completed;
    });
  }

  async #transact<Result>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.#use(mode, work);
    } catch (error) {
      // The browser closed the connection (site data cleared, Safari's memory pressure).
      if (!isCalled(error, 'InvalidStateError')) throw error;
      this.#use = this.#open();
      return this.#use(mode, work);
    }
  }
}

/**
 * Not idb-keyval's `promisifyRequest`: a failing request's `error` event reaches the transaction
 * before the transaction itself has an `error`, and the reason (the quota, say) would be lost.
 */
export function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the browser gave the transaction up'));
    };
  });
}

/** What the browser has ended already need not be aborted. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!isCalled(error, 'InvalidStateError')) throw error;
  }
}

/** Browsers tell their errors apart by name. */
export function isCalled(
  error: unknown,
  name:
    'InvalidStateError' | 'NotFoundError' | 'QuotaExceededError' | 'SecurityError' | 'UnknownError',
): boolean {
  return error instanceof Error && error.name === name;
}
