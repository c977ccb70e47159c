import { createStore } from '../ui/store';
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
}

export function createHostList(storage: HostListStorage): HostList {
  const store = createStore<{ hosts: readonly string[] }>({ hosts: readHosts(storage) });
  let session: HostGranter | null = null;

  function update(hosts: readonly string[]): void {
    const sorted = [...hosts].sort();
    store.update({ hosts: sorted });
    storage.write(STORED_NAME, JSON.stringify(sorted));
  }

  return {
    store,
    connect: (next) => {
      session = next;
      for (const host of store.get().hosts) {
        try {
          next.allowHost(host);
        } catch {
          // Damaged, or written by another version: what is no host grants nothing.
        }
      }
      update(next.allowedHosts);
    },
    add: (host) => {
      if (!session) throw new Error('Python has not loaded yet');
      session.allowHost(host.trim());
      update(session.allowedHosts);
    },
    remove: (host) => {
      session?.disallowHost(host);
      update(store.get().hosts.filter((other) => other !== host));
    },
  };
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
