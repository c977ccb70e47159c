/**
 * Everything that a site keeps in this browser, found by its names alone: for a page that must work when nothing else
 * of the site does. Other sites of the origin are left alone; whatever this one keeps has its path in the name.
 */
export interface SiteData {
  /** The service worker and the saved files: all that comes again from the server. */
  removeApplication: () => Promise<void>;
  /** What somebody has made here. */
  removeOwn: () => Promise<void>;
  /** Texts, by their names. */
  readTexts: () => Map<string, string>;
  readFiles: () => Promise<{ name: string; file: File }[]>;
  /** The entries of each kv store. */
  readValues: () => Promise<Map<string, Record<string, unknown>>>;
}

export function siteData(siteUrl: URL): SiteData {
  const prefix = `goru:${siteUrl.pathname}:`;

  async function removeApplication(): Promise<void> {
    // Absent in a page that came over plain http, whatever the types say.
    const { serviceWorker } = navigator as Partial<Navigator>;
    for (const registration of (await serviceWorker?.getRegistrations()) ?? []) {
      if (registration.scope === siteUrl.href) await registration.unregister();
    }
    const { caches } = window as Partial<Pick<Window, 'caches'>>;
    for (const name of (await caches?.keys()) ?? []) {
      if (name.startsWith(prefix)) await caches?.delete(name);
    }
    localStorage.removeItem(`${prefix}interpreter`);
  }

  async function removeOwn(): Promise<void> {
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix)) storage.removeItem(key);
      }
    }
    for (const name of await databaseNames()) await removeDatabase(name);
    const root = await openRoot();
    for (const name of await folderNames(root)) await root?.removeEntry(name, { recursive: true });
  }

  function readTexts(): Map<string, string> {
    const texts = new Map<string, string>();
    // A tab goes on with its own version, which is the newer one.
    for (const storage of [localStorage, sessionStorage]) {
      for (const [key, text] of Object.entries(storage) as [string, string][]) {
        if (key.startsWith(prefix)) texts.set(key.slice(prefix.length), text);
      }
    }
    return texts;
  }

  async function readFiles(): Promise<{ name: string; file: File }[]> {
    const root = await openRoot();
    const files: { name: string; file: File }[] = [];
    for (const name of await folderNames(root)) {
      const folder = await root?.getDirectoryHandle(name);
      if (folder !== undefined) await collectFiles(folder, '', files);
    }
    return files;
  }

  async function readValues(): Promise<Map<string, Record<string, unknown>>> {
    const stores = new Map<string, Record<string, unknown>>();
    for (const name of await databaseNames()) {
      if (!name.startsWith(`${prefix}kv:`)) continue;
      stores.set(decodeURIComponent(name.slice(`${prefix}kv:`.length)), await readDatabase(name));
    }
    return stores;
  }

  async function databaseNames(): Promise<string[]> {
    const databases = await indexedDB.databases();
    return databases.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : []));
  }

  /** A folder's name cannot have a slash: the path is encoded in it. */
  async function folderNames(root: FileSystemDirectoryHandle | undefined): Promise<string[]> {
    const names: string[] = [];
    if (root === undefined) return names;
    for await (const name of root.keys()) {
      const isOurs =
        name.startsWith('goru-') && decodeURIComponent(name.slice(5)) === siteUrl.pathname;
      if (isOurs) names.push(name);
    }
    return names;
  }

  return { removeApplication, removeOwn, readTexts, readFiles, readValues };
}

/** Undefined where the browser has no private file system, as in some private windows. */
async function openRoot(): Promise<FileSystemDirectoryHandle | undefined> {
  const { storage } = navigator as Partial<Navigator>;
  try {
    return await storage?.getDirectory();
  } catch {
    return undefined;
  }
}

async function collectFiles(
  folder: FileSystemDirectoryHandle,
  path: string,
  files: { name: string; file: File }[],
): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (handle instanceof FileSystemDirectoryHandle) {
      await collectFiles(handle, `${path}${name}/`, files);
    } else {
      files.push({ name: path + name, file: await handle.getFile() });
    }
  }
}

function removeDatabase(name: string): Promise<void> {
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

async function readDatabase(name: string): Promise<Record<string, unknown>> {
  const database = await settled(indexedDB.open(name));
  const entries: Record<string, unknown> = {};
  for (const storeName of database.objectStoreNames) {
    const store = database.transaction(storeName).objectStore(storeName);
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys()),
      settled(store.getAll()),
    ]);
    for (const [at, key] of keys.entries()) entries[JSON.stringify(key)] = values[at];
  }
  database.close();
  return entries;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database cannot be read'));
    };
  });
}
