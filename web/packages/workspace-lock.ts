import type { PackageLock, Session } from '../../src/index';

const STORED_NAME = 'packages';

/** Where the lock is kept; `write` answers whether that worked. */
export interface LockStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
}

export interface WorkspaceLock {
  /**
   * Installs into a new session what the workspace had, and keeps its lock up to date from then on.
   * Resolves with what went wrong, for people; null when all is there.
   */
  connect: (session: Pick<Session, 'packages'>) => Promise<string | null>;
}

/** The packages of this workspace survive a reload: their exact versions are kept, and their wheels. */
export function createWorkspaceLock(storage: LockStorage): WorkspaceLock {
  return {
    connect: async ({ packages }) => {
      const stored = readLock(storage);
      const problem = stored === null ? null : await restore(packages, stored);
      packages.observe(() => {
        const lock = packages.lock();
        if (lock.packages.length === 0) storage.remove(STORED_NAME);
        else storage.write(STORED_NAME, JSON.stringify(lock));
      });
      return problem;
    },
  };
}

async function restore(packages: Session['packages'], lock: PackageLock): Promise<string | null> {
  try {
    await packages.restore(lock);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const names = lock.packages.map(({ name }) => name).join(', ');
    return `The packages of this workspace (${names}) could not be installed again: ${reason}`;
  }
}

/** Damaged, or written by another version: then there is nothing to install. */
function readLock(storage: LockStorage): PackageLock | null {
  try {
    const lock: unknown = JSON.parse(storage.read(STORED_NAME) ?? 'null');
    return lock as PackageLock | null;
  } catch {
    return null;
  }
}
