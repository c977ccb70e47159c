import { createStore } from '../ui/store';
import type { Session, SessionPackages } from '../../src/index';
import type { Store } from '../ui/store';

const STORED_NAME = 'allowed-packages';

/** Where the list is kept; `write` answers whether that worked. */
export interface PackageListStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

/** The packages this workspace's programs may install unasked: what was answered with “always”. */
export interface PackageList {
  readonly store: Store<{ names: readonly string[] }>;
  /** What is taken off the list is taken from this session. */
  connect: (session: { packages: Pick<SessionPackages, 'disallow'> }) => void;
  add: (names: readonly string[]) => void;
  remove: (name: string) => void;
  /** Another tab has changed the storage: what it took off the list is off here, too. */
  lookAgain: () => void;
}

export function createPackageList(storage: PackageListStorage): PackageList {
  const store = createStore({ names: readNames(storage) });
  let packages: Pick<Session['packages'], 'disallow'> | null = null;
  let isKept = true;

  function update(names: readonly string[]): void {
    store.update({ names });
    isKept = storage.write(STORED_NAME, JSON.stringify(names));
  }

  function lookAgain(): void {
    // What could not be written is here alone.
    if (!isKept) return;
    const stored = readNames(storage);
    for (const name of store.get().names) if (!stored.includes(name)) packages?.disallow(name);
    store.update({ names: stored });
  }

  return {
    store,
    lookAgain,
    connect: (session) => {
      ({ packages } = session);
    },
    add: (more) => {
      lookAgain();
      update([...new Set([...store.get().names, ...more])].sort());
    },
    remove: (name) => {
      lookAgain();
      packages?.disallow(name);
      update(store.get().names.filter((other) => other !== name));
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
