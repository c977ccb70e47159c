/** Where the page keeps small texts. `false` means: not kept. */
export interface PageStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
  /** The names of everything in it. */
  names: () => readonly string[];
}

/**
 * Names carry the site's base path: several sites may share one origin, and with it one storage.
 * Reading or even touching the storage may throw (blocked cookies, private windows).
 */
export function createPageStorage(
  basePath: string,
  openStorage: () => Storage = () => window.localStorage,
): PageStorage {
  const prefix = `goru:${basePath}:`;
  const keyOf = (name: string): string => prefix + name;
  return {
    read: (name) => {
      try {
        return openStorage().getItem(keyOf(name));
      } catch {
        // No storage is an empty storage; writing will tell the person.
        return null;
      }
    },
    write: (name, text) => {
      try {
        openStorage().setItem(keyOf(name), text);
        return true;
      } catch {
        // Full, or not allowed: the caller shows it.
        return false;
      }
    },
    remove: (name) => {
      try {
        openStorage().removeItem(keyOf(name));
      } catch {
        // What cannot be opened holds nothing of ours.
      }
    },
    names: () => {
      try {
        const keys = Object.keys(openStorage());
        return keys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
      } catch {
        return [];
      }
    },
  };
}

/** The path under which this site lives: `/` or `/some/folder/`. */
export function siteBasePath(baseUri: string): string {
  return new URL('.', baseUri).pathname;
}
