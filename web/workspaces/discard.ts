import { folderOf, kvStoreOf, textPrefix } from './current-workspace';
import {
  FIRST_ID,
  readRecord,
  removeRecord,
  unmarkUnfinished,
  writeRecord,
} from './workspace-records';
import type { StoredFiles } from './stored/stored-files';
import type { StoredValues } from './stored/stored-values';
import type { RecordStorage } from './workspace-records';

/** Where workspaces are kept, all of them and their parts. */
export interface WorkspaceStores {
  storage: RecordStorage;
  files: Pick<StoredFiles, 'read' | 'write' | 'remove'>;
  values: Pick<StoredValues, 'read' | 'write' | 'remove'>;
}

/** When the record of the first one says that it is gone for good: it had no record before it was deleted. */
export const GONE_AT = 0;

/** The texts that every workspace has of its own; those of the first one are among the site's. */
const OWN_TEXT =
  /^(?:code|code-tab|opened|put-aside|previous-code|files|used|brought|allowed-hosts|allowed-packages|link-unconfirmed|packages-[\d.]+)$/;

export function ownTexts(storage: RecordStorage, id: string): string[] {
  const prefix = textPrefix(id);
  return storage
    .names()
    .filter((name) => name.startsWith(prefix) && (id !== FIRST_ID || OWN_TEXT.test(name)));
}

/**
 * Makes workspaces, all of them or none, and fails for the reason that they could not be made: what refuses to go again is
 * marked as unfinished, for the next sweep.
 */
export async function orDiscard<T>(
  ids: readonly string[],
  stores: WorkspaceStores,
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    for (const id of ids) await discard(id, stores).catch(() => undefined);
    throw error;
  }
}

/** Takes away everything of a workspace, for good. */
export async function discard(id: string, stores: WorkspaceStores): Promise<void> {
  const { storage, files, values } = stores;
  // What may still be open in a tab refuses to go, so it goes first, and the rest stays until that has worked.
  await values.remove(kvStoreOf(id));
  await files.remove(folderOf(id));
  for (const name of ownTexts(storage, id)) storage.remove(name);
  unmarkUnfinished(storage, id);
  const first = id === FIRST_ID ? readRecord(storage, id) : null;
  if (first === null) removeRecord(storage, id);
  else writeRecord(storage, { ...first, deletedAt: GONE_AT });
}
