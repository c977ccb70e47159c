import { unkeptLockName, workspaceLockName } from '../hold-workspace';

/**
 * The names under which a site keeps things in this browser. Other sites of the origin share its storage, so each has
 * the site's path in it. They are those of web/workspace/page-storage.ts, src/session/mount-storage.ts and
 * src/session/open-kv-store.ts: here by heart, because the page that resets the application uses nothing of it.
 */
export interface SiteNames {
  /** Of texts, databases, caches and locks. */
  readonly prefix: string;
  /** The folder of the private file system that has the folders of all mounts. */
  readonly root: string;
  readonly kvDatabase: (store: string) => string;
  readonly filesDatabase: (folder: string) => string;
  readonly filesDirectory: (folder: string) => string;
  /** Held by whoever may change the folder. */
  readonly filesLock: (folder: string) => string;
  readonly workspaceLock: (id: string) => string;
  /** Held while a page has something of the workspace that is stored nowhere. */
  readonly unkeptLock: (id: string) => string;
}

export const KV_PART = 'kv:';
export const FILES_PART = 'files:';
export const DIRECTORY_PART = 'files-';

export function siteNames(sitePath: string): SiteNames {
  const prefix = `goru:${sitePath}:`;
  return {
    prefix,
    root: `goru-${safeName(sitePath)}`,
    kvDatabase: (store) => prefix + KV_PART + encodeURIComponent(store),
    filesDatabase: (folder) => prefix + FILES_PART + folder,
    filesDirectory: (folder) => DIRECTORY_PART + safeName(folder),
    filesLock: (folder) => prefix + FILES_PART + folder,
    workspaceLock: (id) => workspaceLockName(sitePath, id),
    unkeptLock: (id) => unkeptLockName(sitePath, id),
  };
}

function safeName(text: string): string {
  return encodeURIComponent(text).replace(
    /[.!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
