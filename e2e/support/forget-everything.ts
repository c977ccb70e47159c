/** Runs in a page: all storage of its origin is empty afterwards, except for the cache of the interpreter. */
export async function forgetEverything(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  for (const { name } of await indexedDB.databases()) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name ?? '');
      request.onsuccess = () => {
        resolve();
      };
      request.onblocked = () => {
        reject(new Error(`another tab still has ${String(name)} open`));
      };
      request.onerror = () => {
        reject(request.error ?? new Error(`${String(name)} cannot be deleted`));
      };
    });
  }
  // WebKitGTK has none in its private windows.
  const { storage } = navigator as { storage?: StorageManager };
  const root = await storage?.getDirectory();
  if (root === undefined) return;
  for await (const name of root.keys()) {
    // A worker that has just ended lets go of its files a moment later.
    for (let left = 20; ; left -= 1) {
      try {
        await root.removeEntry(name, { recursive: true });
        break;
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
