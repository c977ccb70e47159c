import { folderOf, kvStoreOf, textPrefix } from '../current-workspace';
import { words } from '../../words/workspaces';
import { discard } from '../discard';
import { newRecord, writeRecord } from '../workspace-records';
import { CODE_TEXT, isPackageLock } from './archive-format';
import type { WorkspaceStores } from '../discard';
import type { WorkspaceRecord } from '../workspace-records';
import type { Archive, ArchivedWorkspace } from './read-archive';

export interface RestoreChoice {
  /** Those that go to the deleted ones, from where they can be brought back. */
  replaces: readonly WorkspaceRecord[];
  withSettings: boolean;
  /** Their packages are fetched again, from where the archive says: that is for a person to allow. */
  withPackages: boolean;
}

/**
 * Each archived workspace becomes a new one, beside what is there: nothing is written over. Only when all of them are
 * stored do they get their records, which makes them exist; a failure before that leaves everything as it was.
 */
export async function restoreArchive(
  { workspaces, settings }: Pick<Archive, 'workspaces' | 'settings'>,
  target: WorkspaceStores,
  { replaces, withSettings, withPackages }: RestoreChoice,
): Promise<readonly WorkspaceRecord[]> {
  const { storage } = target;
  const made = workspaces.map((archived) => ({
    archived: withPackages ? archived : withoutPackages(archived),
    record: newRecord(archived.name),
  }));
  try {
    for (const { archived, record } of made) await storeContents(archived, record.id, target);
    for (const { record } of made) requireKept(writeRecord(storage, record));
  } catch (error) {
    for (const { record } of made) await discard(record.id, target);
    throw error;
  }
  const deletedAt = Date.now();
  for (const record of replaces) writeRecord(storage, { ...record, deletedAt });
  if (withSettings) for (const [name, text] of settings) storage.write(name, text);
  return made.map(({ record }) => record);
}

function withoutPackages(archived: ArchivedWorkspace): ArchivedWorkspace {
  const texts = new Map([...archived.texts].filter(([name]) => !isPackageLock(name)));
  return { ...archived, texts };
}

async function storeContents(
  { code, texts, values, files }: ArchivedWorkspace,
  id: string,
  target: WorkspaceStores,
): Promise<void> {
  const { storage } = target;
  const prefix = textPrefix(id);
  if (code !== null) requireKept(storage.write(prefix + CODE_TEXT, code));
  for (const [name, text] of texts) requireKept(storage.write(prefix + name, text));
  await target.values.write(kvStoreOf(id), values);
  await target.files.write(folderOf(id), contentsOf(files));
}

async function* contentsOf(
  files: ArchivedWorkspace['files'],
): AsyncGenerator<{ path: string; content: Blob }> {
  for (const { path, read } of files) yield { path, content: await read() };
}

function requireKept(isKept: boolean): void {
  if (!isKept) throw new Error(words().noRoom);
}
