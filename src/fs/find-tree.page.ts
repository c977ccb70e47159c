import { FILES_FOLDER } from '../contract/stored-tree';
import { isCalled } from '../database/durable-store';
import type { TreeStore } from './tree-store.page';

/** A mount's two possible places. */
export interface TreePlaces {
  /** From the root of the private file system. */
  directory: readonly string[];
  databaseName: string;
}

/** A browser that is just doing something else (waking up, tidying its storage) has answered by then. */
const SECOND_TRY_MS = 200;

/**
 * Where the files of a mount are; null for a new one. They stay there: a browser that offers the other place from some
 * version on, or fails for a moment, would show an empty folder. Fails where that cannot be found out.
 */
export async function findTree(places: TreePlaces): Promise<TreeStore['kind'] | null> {
  if (await hasDirectory(places.directory)) return 'opfs';
  return (await hasDatabase(places.databaseName)) ? 'indexeddb' : null;
}

async function hasDirectory(path: readonly string[]): Promise<boolean> {
  const root = await openRoot();
  if (root === null) return false;
  return askTwice(async () => {
    let directory = root;
    try {
      // Without the last one somebody has only begun to make a mount.
      for (const name of [...path, FILES_FOLDER])
        directory = await directory.getDirectoryHandle(name);
      return true;
    } catch (error) {
      if (isCalled(error, 'NotFoundError')) return false;
      throw error;
    }
  });
}

/** Null where there is no private file system, and therefore never anything in it. */
async function openRoot(): Promise<FileSystemDirectoryHandle | null> {
  const storage = storageOfBrowser();
  // An older browser, or WebKitGTK.
  if (storage?.getDirectory === undefined) return null;
  const { getDirectory } = storage;
  try {
    return await askTwice(() => getDirectory.call(storage));
  } catch (error) {
    // The private windows of Firefox, and those of Safari, whose root fails as often as it is asked for. Whatever fails
    // below a root is no such refusal.
    if (isCalled(error, 'SecurityError') || isCalled(error, 'UnknownError')) return null;
    throw error;
  }
}

async function hasDatabase(wanted: string): Promise<boolean> {
  try {
    // Firefox before 126 lists none, and has always had the private file system.
    if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return false;
    const databases = await askTwice(() => indexedDB.databases());
    return databases.some(({ name }) => name === wanted);
  } catch (error) {
    if (isCalled(error, 'SecurityError')) return false;
    throw error;
  }
}

async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    // The person's settings say no, and go on saying it.
    if (isCalled(error, 'SecurityError')) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
  return ask();
}

function storageOfBrowser(): Partial<StorageManager> | undefined {
  const { navigator } = globalThis as { navigator?: { storage?: Partial<StorageManager> } };
  return navigator?.storage;
}
