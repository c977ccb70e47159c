import { createStore } from '../ui/store';
import { words } from '../words/page';
import type { Session } from '../../src/index';
import type { Store } from '../ui/store';

const STORED_NAME = 'allowed-hosts';

/** Where the list is kept; `write` answers whether that worked. */
export interface HostListStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

/** What the list needs of a session: it alone decides what a host is and how it is written. */
export type HostGranter = Pick<Session, 'allowedHosts' | 'allowHost' | 'disallowHost'>;

/**
 * The hosts this workspace's programs may reach. Kept in the page's storage; nothing in an address
 * or a program can change it.
 */
export interface HostList {
  readonly store: Store<{ hosts: readonly string[] }>;
  /** Grants the list to a new session. */
  connect: (session: HostGranter) => void;
  /** Throws a `GoruError` with the runtime's own words when it is no host. */
  add: (host: string) => void;
  remove: (host: string) => void;
  /** Another tab has changed the storage: what it took off the list is off here, too. */
  lookAgain: () => void;
}

export function createHostList(storage: HostListStorage): HostList {
  const store = createStore<{ hosts: readonly string[] }>({ hosts: readHosts(storage) });
  let session: HostGranter | null = null;
  let isKept = true;

  function update(hosts: readonly string[]): void {
    const sorted = [...hosts].sort();
    store.update({ hosts: sorted });
    isKept = storage.write(STORED_NAME, JSON.stringify(sorted));
  }

  /** The list belongs to the workspace, not to a tab: another one may have changed it since. */
  function lookAgain(): void {
    const stored = readHosts(storage);
    // What could not be written is here alone.
    if (session === null || !isKept || String(stored) === String(store.get().hosts)) return;
    for (const host of session.allowedHosts) session.disallowHost(host);
    for (const host of stored) grant(session, host);
    store.update({ hosts: [...session.allowedHosts].sort() });
  }

  return {
    store,
    lookAgain,
    connect: (next) => {
      session = next;
      for (const host of store.get().hosts) grant(next, host);
      update(next.allowedHosts);
    },
    add: (host) => {
      if (!session) throw new Error(words().pythonNotLoaded);
      lookAgain();
      session.allowHost(host.trim());
      update(session.allowedHosts);
    },
    remove: (host) => {
      lookAgain();
      session?.disallowHost(host);
      update(store.get().hosts.filter((other) => other !== host));
    },
  };
}

function grant(session: HostGranter, host: string): void {
  try {
    session.allowHost(host);
  } catch {
    // Damaged, or written by another version: what is no host grants nothing.
  }
}

function readHosts(storage: HostListStorage): string[] {
  try {
    const parsed: unknown = JSON.parse(storage.read(STORED_NAME) ?? '[]');
    return Array.isArray(parsed) ? parsed.filter((host) => typeof host === 'string') : [];
  } catch {
    // Damaged: the safe list is the empty one.
    return [];
  }
}
