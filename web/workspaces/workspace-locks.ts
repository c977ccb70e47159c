import { folderOf } from './current-workspace';
import type { SiteNames } from './stored/site-names';

/** Keeps a workspace from being taken away under somebody: tabs know of each other by locks alone. */
export interface WorkspaceLocks {
  /** Whether anybody can tell what is open or being made. */
  readonly areThere: boolean;
  /** While they are made. */
  readonly holdWhile: <T>(ids: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Resolves with false, without doing the work, while a page shows it or somebody makes it. */
  readonly whileClosed: (id: string, work: () => Promise<void>) => Promise<boolean>;
  /** Those of which a page has something that is stored nowhere: it is there that it has to be taken out. */
  readonly unkeptIds: () => Promise<ReadonlySet<string>>;
}

/** Where the browser has no locks (a page that came over plain http) nobody is held up. */
export function workspaceLocks(
  names: Pick<SiteNames, 'workspaceLock' | 'filesLock' | 'unkeptLock'>,
  locks = (navigator as Partial<Navigator>).locks,
): WorkspaceLocks {
  return {
    areThere: locks !== undefined,
    unkeptIds: async () => {
      const prefix = names.unkeptLock('');
      // Where they are refused, no page can hold one.
      const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
      return new Set(
        held.flatMap(({ name = '' }) =>
          name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
        ),
      );
    },
    holdWhile: (ids, work) => {
      if (locks === undefined) return work();
      const holdAlso = (next: typeof work, id: string) => () =>
        locks.request(names.workspaceLock(id), { mode: 'shared' }, next);
      return ids.reduce(holdAlso, work)();
    },
    whileClosed: async (id, work) => {
      if (locks === undefined) {
        await work();
        return true;
      }
      return locks.request(names.workspaceLock(id), { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        // A page of an earlier version holds only this one.
        const { held = [] } = await locks.query();
        if (held.some(({ name }) => name === names.filesLock(folderOf(id)))) return false;
        await work();
        return true;
      });
    },
  };
}
