import { isUntouched, textPrefix } from './current-workspace';
import { discard } from './discard';
import { listRecords, readRecord, recordName } from './workspace-records';
import type { WorkspaceStores } from './discard';
import type { HeldTexts } from './held-texts';
import type { WorkspaceLocks } from './workspace-locks';
import type { RecordStorage, WorkspaceRecord } from './workspace-records';

/** What all workspaces together may take that links have brought and nobody has done anything with. */
export const LINK_ROOM = {
  workspaces: 20,
  /** Of the browser's storage for texts, which is some ten million and is everybody's. */
  bytes: 2_000_000,
} as const;

export interface LinkRoomOptions {
  storage: RecordStorage;
  /** The workspace that the link was opened in. */
  record: WorkspaceRecord;
  texts: HeldTexts;
  /** Takes a workspace away if it still may go; false when a tab has it open. */
  remove: (id: string) => Promise<boolean>;
}

/**
 * Lets what a link has brought into the storage. For that, what other links have brought and nobody has touched goes,
 * the oldest first; what somebody has touched, or has open, never goes. False: it remains in memory.
 */
export async function makeLinkRoom(options: LinkRoomOptions): Promise<boolean> {
  const { storage, record, texts, remove } = options;
  const own = weighLinked(storage, record.id, texts.held());
  let others = untouchedLinks(storage)
    .filter(({ id }) => id !== record.id)
    .map(({ id }) => ({ id, bytes: weighLinked(storage, id) }));
  const canFit = own <= LINK_ROOM.bytes;
  const fits = (): boolean =>
    others.length < LINK_ROOM.workspaces
    && others.reduce((sum, { bytes }) => sum + bytes, own) <= LINK_ROOM.bytes;

  if (canFit) {
    for (const { id } of others) {
      // Within what links may take there may still be no room: the rest of the storage is full.
      if (fits() && texts.release()) return true;
      if (await remove(id)) others = others.filter((other) => other.id !== id);
    }
    if (fits() && texts.release()) return true;
  }
  texts.refuse();
  return false;
}

/** The one that was looked at longest ago comes first. */
export function untouchedLinks(storage: RecordStorage): readonly WorkspaceRecord[] {
  return listRecords(storage)
    .filter((record) => isUntouched(storage, record))
    .reverse();
}

/** What a workspace's texts take in the storage, with those that are still to come. */
function weighLinked(
  storage: RecordStorage,
  id: string,
  held: ReadonlyMap<string, string | null> = new Map(),
): number {
  const prefix = textPrefix(id);
  const all = new Map<string, string | null>([[recordName(id), storage.read(recordName(id))]]);
  for (const name of storage.names()) {
    if (name.startsWith(prefix)) all.set(name, storage.read(name));
  }
  for (const [name, text] of held) all.set(prefix + name, text);
  let length = 0;
  for (const [name, text] of all) if (text !== null) length += name.length + text.length;
  // As browsers count them.
  return 2 * length;
}

/** Takes a workspace away that nobody has touched since, and no page has open. Resolves with whether it is gone. */
export async function removeUntouched(
  id: string,
  stores: WorkspaceStores,
  locks: Pick<WorkspaceLocks, 'whileClosed'>,
): Promise<boolean> {
  const { storage } = stores;
  const mayGo = (): boolean => {
    const record = readRecord(storage, id);
    return record !== null && isUntouched(storage, record);
  };
  try {
    // Asked once more when nobody can have it open.
    await locks.whileClosed(id, async () => (mayGo() ? discard(id, stores) : undefined));
  } catch {
    // A part of it refuses to go; the next one may not.
  }
  return readRecord(storage, id) === null;
}
