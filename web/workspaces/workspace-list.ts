import { createStore } from '../ui/store';
import { folderOf, isUntouched, kvStoreOf, textPrefix } from './current-workspace';
import { discard, GONE_AT, orDiscard, ownTexts } from './discard';
import { shownName } from './shown-name';
import { InUse } from './stored/database';
import {
  listRecords,
  markUnfinished,
  newRecord,
  readRecord,
  shortName,
  unfinishedIds,
  unmarkUnfinished,
  writeRecord,
} from './workspace-records';
import { words } from '../words/workspaces';
import type { Store } from '../ui/store';
import type { WorkspaceStores } from './discard';
import type { WorkspaceLocks } from './workspace-locks';
import type { WorkspaceRecord } from './workspace-records';

/** So long a deleted workspace can be brought back. */
export const DELETED_DAYS = 7;
const DELETED_MS = DELETED_DAYS * 24 * 60 * 60 * 1_000;

export interface WorkspacesState {
  /** The one used last comes first. */
  workspaces: readonly WorkspaceRecord[];
  deleted: readonly WorkspaceRecord[];
}

/** All workspaces of this browser. What is done here is seen by other tabs when they look again. */
export interface WorkspaceList {
  readonly store: Store<WorkspacesState>;
  create: (name: string) => WorkspaceRecord;
  rename: (id: string, name: string) => void;
  /** A copy of everything in it, with a name of its own. What programs may touch is granted anew. */
  duplicate: (id: string) => Promise<WorkspaceRecord>;
  remove: (id: string) => void;
  bringBack: (id: string) => void;
  /** Deletes for good. Fails while a tab has it open. */
  purge: (id: string) => Promise<void>;
  /**
   * Deletes for good what was deleted long ago, what links have brought that nobody has run or changed since, and what
   * is left of workspaces that a tab had no time to make or to take away. What refuses to go keeps none of the others;
   * it fails with the first reason.
   */
  sweep: () => Promise<void>;
  lookAgain: () => void;
}

export interface WorkspaceListOptions extends WorkspaceStores {
  now?: () => number;
  locks: WorkspaceLocks;
}

/** Nothing that grants anything, and nothing that says which tab wrote last. */
const COPIED_TEXT = /(?:^|:)(?:code|opened|put-aside|files|packages-[\d.]+)$/;

export function createWorkspaceList(options: WorkspaceListOptions): WorkspaceList {
  const { storage, files, values, locks, now = Date.now } = options;
  const store = createStore<WorkspacesState>(read());

  function read(): WorkspacesState {
    const records = listRecords(storage);
    return {
      workspaces: records.filter(({ deletedAt }) => deletedAt === null),
      deleted: records.filter(({ deletedAt }) => deletedAt !== null && deletedAt !== GONE_AT),
    };
  }

  function lookAgain(): void {
    store.update(read());
  }

  function keep(record: WorkspaceRecord): WorkspaceRecord {
    const isKept = writeRecord(storage, record);
    lookAgain();
    if (!isKept) throw new Error(words().notKept);
    return record;
  }

  function change(id: string, part: Partial<WorkspaceRecord>): void {
    const record = readRecord(storage, id);
    if (record !== null) keep({ ...record, ...part });
  }

  function freeName(wanted: string): string {
    const taken = new Set(read().workspaces.map(shownName));
    let name = shortName(wanted);
    for (let i = 2; taken.has(name); i += 1) name = `${shortName(wanted)} (${String(i)})`;
    return name;
  }

  async function duplicate(id: string): Promise<WorkspaceRecord> {
    const source = readRecord(storage, id);
    if (source === null) throw new Error(words().notThere);
    if ((await locks.unkeptIds()).has(id)) throw new Error(words().notCopied);
    const record = newRecord(freeName(words().copyOf(shownName(source))));
    return locks.holdWhile([record.id], () => copy(id, record));
  }

  async function copy(id: string, record: WorkspaceRecord): Promise<WorkspaceRecord> {
    markUnfinished(storage, record.id);
    return orDiscard([record.id], options, async () => {
      for (const name of ownTexts(storage, id).filter((each) => COPIED_TEXT.test(each))) {
        const text = storage.read(name) ?? '';
        const copied = textPrefix(record.id) + name.slice(textPrefix(id).length);
        if (!storage.write(copied, text)) throw new Error(words().notKept);
      }
      await values.write(kvStoreOf(record.id), await values.read(kvStoreOf(id)));
      await files.write(folderOf(record.id), each(await files.read(folderOf(id))));
      keep(record);
      unmarkUnfinished(storage, record.id);
      return record;
    });
  }

  async function purge(id: string): Promise<void> {
    const isGone = await locks
      .whileClosed(id, () => discard(id, options))
      .catch((error: unknown) => {
        if (error instanceof InUse) return false;
        throw error;
      });
    lookAgain();
    const record = readRecord(storage, id);
    if (!isGone && record !== null) throw new Error(words().openElsewhere(shownName(record)));
  }

  /** Whether nobody can want it any more. */
  function isOver(id: string): boolean {
    const isOld = (time: number): boolean => now() - time > DELETED_MS;
    const record = readRecord(storage, id);
    if (record === null || record.deletedAt === GONE_AT) return false;
    const { deletedAt, usedAt } = record;
    return deletedAt === null ? isOld(usedAt) && isUntouched(storage, record) : isOld(deletedAt);
  }

  async function sweep(): Promise<void> {
    const failures: unknown[] = [];
    const whileClosed = async (id: string, work: () => Promise<void>): Promise<void> => {
      try {
        await locks.whileClosed(id, work);
      } catch (error) {
        failures.push(error);
      }
    };
    for (const { id } of listRecords(storage).filter((record) => isOver(record.id))) {
      await whileClosed(id, async () => {
        // A tab may have brought it back while others were cleared away.
        if (isOver(id)) await discard(id, options);
      });
    }
    // Without locks, one that another tab is just making looks the same.
    for (const id of locks.areThere ? unfinishedIds(storage) : []) {
      await whileClosed(id, async () => {
        if (readRecord(storage, id) === null) await discard(id, options);
        else unmarkUnfinished(storage, id);
      });
    }
    lookAgain();
    if (failures.length > 0) throw failures[0];
  }

  return {
    store,
    lookAgain,
    create: (name) => keep(newRecord(freeName(name.trim() === '' ? words().unnamed : name))),
    rename: (id, name) => {
      change(id, { name: shortName(name) });
    },
    duplicate,
    remove: (id) => {
      change(id, { deletedAt: now() });
    },
    bringBack: (id) => {
      change(id, { deletedAt: null });
    },
    purge,
    sweep,
  };
}

// oxlint-disable-next-line typescript/require-await -- a list as what can also come bit by bit
async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}
