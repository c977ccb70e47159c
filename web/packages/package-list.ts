const STORED_NAME = 'allowed-packages';

/** Where the list is kept; `write` answers whether that worked. */
export interface PackageListStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

/** The packages this workspace's programs may install unasked, as requirements. */
export interface PackageList {
  readonly names: readonly string[];
  add: (names: readonly string[]) => void;
}

export function createPackageList(storage: PackageListStorage): PackageList {
  let names = readNames(storage);
  return {
    get names() {
      return names;
    },
    add: (more) => {
      // Another tab may have added to it.
      names = [...new Set([...readNames(storage), ...names, ...more])].sort();
      storage.write(STORED_NAME, JSON.stringify(names));
    },
  };
}

/** Damaged, or written by another version: what is no name grants nothing. */
function readNames(storage: PackageListStorage): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage.read(STORED_NAME) ?? '[]');
    return Array.isArray(stored) ? stored.filter((name) => isName(name)) : [];
  } catch {
    return [];
  }
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}
