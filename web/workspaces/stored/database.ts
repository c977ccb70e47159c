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

/** Empty where the browser refuses databases, as some private windows do. */
export async function databaseNames(prefix: string): Promise<string[]> {
  try {
    const databases = await indexedDB.databases();
    return databases.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : []));
  } catch {
    return [];
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

export function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onblocked = () => {
      reject(new Error('another tab of the playground is open; close it and try again'));
    };
    request.onerror = () => {
      reject(new Error(`${name} cannot be erased`));
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
