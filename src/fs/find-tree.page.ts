import { FILES_FOLDER } from '../contract/stored-tree';
import type { TreeStore } from './tree-store.page';

/** A mount's two possible places. */
export interface TreePlaces {
  /** From the root of the private file system. */
  directory: readonly string[];
  databaseName: string;
}

/**
 * Where the files of a mount are; null for a new one. They stay there: a browser that offers the other place from some
 * version on would show an empty folder.
 */
export async function findTree(places: TreePlaces): Promise<TreeStore['kind'] | null> {
  if (await hasDirectory(places.directory)) return 'opfs';
  return (await hasDatabase(places.databaseName)) ? 'indexeddb' : null;
}

async function hasDirectory(path: readonly string[]): Promise<boolean> {
  try {
    let directory = await navigator.storage.getDirectory();
    // Without the last one somebody has only begun to make a mount.
    for (const name of [...path, FILES_FOLDER])
      directory = await directory.getDirectoryHandle(name);
    return true;
  } catch {
    // Nothing there, or no such file system: private modes say SecurityError, WebKitGTK UnknownError.
    return false;
  }
}

async function hasDatabase(wanted: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === wanted);
  } catch {
    // Firefox before 126 lists none, and has always had the private file system.
    return false;
  }
}
