/** The few things that are done with databases here, as promises. */

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database cannot be read'));
    };
  });
}

/**
 * Empty where the browser has no databases, refuses them as some private windows do, or lists none (Firefox before 126).
 * Fails where it fails to list them: what is in them would be taken for nothing.
 */
export async function databaseNames(prefix: string): Promise<string[]> {
  try {
    const { indexedDB } = globalThis as { indexedDB?: Partial<IDBFactory> };
    const databases = (await indexedDB?.databases?.()) ?? [];
    return databases.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : []));
  } catch (error) {
    if (error instanceof Error && error.name === 'SecurityError') return [];
    throw error;
  }
}

/** Opens one that has, or then has, this object store. */
export async function openDatabase(name: string, objectStore: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(objectStore);
  };
  return settled(request);
}

/** So long a page or a worker that is just ending may hold a database: on a slow machine that takes some seconds. */
const ENDING_MS = 5_000;

/** A page has the database open, so it cannot go. Whoever tells people of it has the words. */
export class InUse extends Error {
  constructor(database: string) {
    super(`${database} is open in another page`);
  }
}

/**
 * The browser erases a database that is open as soon as it is closed, and takes no such request back: so one that is held
 * by what is just ending is waited for, rather than called open and then erased all the same.
 */
export function removeDatabase(name: string, { endingMs = ENDING_MS } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onblocked = () => {
      setTimeout(() => {
        reject(new InUse(name));
      }, endingMs);
    };
    request.onerror = () => {
      reject(request.error ?? new Error(`${name} cannot be erased`));
    };
  });
}

/**
 * Resolves when all of it is stored. The `error` of a request reaches the transaction before that knows of it itself, so
 * only `abort` tells the reason: a full disk, say.
 */
export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the browser has not stored it'));
    };
  });
}
