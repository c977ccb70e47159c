import { PYTHON_VERSIONS } from '../../src/index';
import { createStore } from '../ui/store';
import { messageOf } from '../ui/message-of';
import { isLock } from './is-lock';
import { mergeChanges } from './merge-locks';
import { words } from '../words/page';
import type {
  PackageInstallOptions,
  LockedPackage,
  MissingPackage,
  PackageLock,
  PackageProgress,
  Session,
  SessionPackages,
} from '../../src/index';
import type { Store } from '../ui/store';

/** Where locks are kept; `write` answers whether that worked. */
export interface LockStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
}

export interface WorkspaceLockState {
  /** What this workspace has and this session has not, or in another version. */
  absent: readonly LockedPackage[];
  /** Why these could not be installed again; null: nobody tried, another tab has brought them. */
  problem: string | null;
  /** Bytes of what is being installed again; null: nothing is. */
  restoring: PackageProgress | null;
  /** What the workspace has for another Python, while it has nothing for this one. */
  elsewhere: PackageLock | null;
  /** False: the browser keeps nothing of it. */
  isKept: boolean;
}

export interface WorkspaceLock {
  readonly store: Store<WorkspaceLockState>;
  /**
   * Installs into a new session what the workspace had, and keeps its lock up to date from then on.
   * Resolves with what went wrong, for people; null when all is there.
   */
  connect: (session: Pick<Session, 'packages'>) => Promise<string | null>;
  /** Installs what is absent; rejects when that fails again. */
  retry: (options?: PackageInstallOptions) => Promise<void>;
  /** The workspace does without what is absent. */
  forget: () => void;
  /** Everything the workspace has, for every Python: whose wheels are needed. */
  all: () => readonly PackageLock[];
  /** Another tab may have changed the storage. */
  lookAgain: () => void;
}

const NOTHING: WorkspaceLockState = {
  absent: [],
  problem: null,
  restoring: null,
  elsewhere: null,
  isKept: true,
};

/**
 * The packages of this workspace survive a reload: their exact versions are kept, one lock per
 * Python, and their wheels. What a session could not get stays in the lock.
 */
export function createWorkspaceLock(storage: LockStorage): WorkspaceLock {
  const store = createStore(NOTHING);
  let packages: SessionPackages | null = null;
  /** What the session had when the lock was last written: the difference to that is its own doing. */
  let written: PackageLock | null = null;
  /** What the session was restored from; as long as nobody has changed that, all of it fits together. */
  let restoredFrom: PackageLock | null = null;

  function lookAgain(): void {
    if (packages === null) return;
    const own = packages.lock();
    const stored = readLock(storage, own.python);
    const has = new Set(own.packages.map(({ sha256 }) => sha256));
    const absent = (stored?.packages ?? [])
      .filter(({ sha256 }) => !has.has(sha256))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const isEmpty = own.packages.length + absent.length === 0;
    store.update({
      absent,
      elsewhere: isEmpty ? readElsewhere(storage, own.python) : null,
      ...(absent.length === 0 ? { problem: null } : {}),
    });
  }

  function keep(lock: PackageLock): void {
    const name = storedName(lock.python);
    let isKept = true;
    if (lock.packages.length === 0) storage.remove(name);
    else isKept = storage.write(name, JSON.stringify(lock));
    store.update({ isKept });
    lookAgain();
  }

  function keepChanges(session: SessionPackages): void {
    if (session !== packages || written === null) return;
    const after = session.lock();
    // Read again: another tab may have written since.
    const stored = readLock(storage, after.python) ?? { ...after, requirements: [], packages: [] };
    const merged = mergeChanges(stored, { before: written, after });
    written = after;
    keep(merged);
  }

  const onProgress = (restoring: PackageProgress): void => {
    store.update({ restoring });
  };

  async function restore(session: SessionPackages, stored: PackageLock): Promise<string | null> {
    try {
      return describeMissing(await session.restore(stored, { onProgress, allowMissing: true }));
    } catch (error) {
      return messageOf(error);
    } finally {
      store.update({ restoring: null });
    }
  }

  return {
    store,
    lookAgain,
    connect: async ({ packages: session }) => {
      packages = session;
      written = null;
      const stored = readLock(storage, session.lock().python);
      const problem = stored === null ? null : await restore(session, stored);
      restoredFrom = stored;
      written = session.lock();
      session.observe(() => {
        keepChanges(session);
      });
      store.update({ problem });
      lookAgain();
      if (stored === null || problem === null) return null;
      const names = store
        .get()
        .absent.map(({ name }) => name)
        .join(', ');
      return words().notInstalledAgain(names, problem);
    },
    retry: async (options) => {
      const own = packages?.lock();
      const stored = own === undefined ? null : readLock(storage, own.python);
      if (packages === null || own === undefined || stored === null) return;
      try {
        // Exactly what was kept, also offline; but what two sessions have chosen has to be made to fit.
        if (own.packages.length === 0 || isSame(stored, restoredFrom)) {
          const missing = await packages.restore(stored, { ...options, allowMissing: true });
          const problem = describeMissing(missing);
          if (problem !== null) throw new Error(problem);
        } else await packages.install(stored.requirements, options);
      } catch (error) {
        store.update({ problem: messageOf(error) });
        throw error;
      } finally {
        lookAgain();
      }
    },
    forget: () => {
      if (packages !== null) keep(packages.lock());
    },
    all: () =>
      PYTHON_VERSIONS.flatMap((python) => {
        const lock = readLock(storage, python);
        return lock === null ? [] : [lock];
      }),
  };
}

function isSame(a: PackageLock, b: PackageLock | null): boolean {
  const content = ({ packages, requirements }: PackageLock): string =>
    [...packages.map(({ sha256 }) => sha256), ...requirements].sort().join('\n');
  return b !== null && content(a) === content(b);
}

/** Why what could be had is not all; null where it is. */
function describeMissing(missing: readonly MissingPackage[]): string | null {
  if (missing.length === 0) return null;
  return missing.map(({ name, version, reason }) => `${name} ${version}: ${reason}`).join('\n');
}

function storedName(python: string): string {
  return `packages-${python}`;
}

function readElsewhere(storage: LockStorage, python: string): PackageLock | null {
  const others = PYTHON_VERSIONS.filter((version) => version !== python);
  return others.map((version) => readLock(storage, version)).find((lock) => lock !== null) ?? null;
}

/** Damaged, written by another version, or brought by somebody as none: then there is nothing to install. */
function readLock(storage: LockStorage, python: string): PackageLock | null {
  try {
    const lock: unknown = JSON.parse(storage.read(storedName(python)) ?? 'null');
    return isLock(lock) && lock.python === python ? lock : null;
  } catch {
    return null;
  }
}
