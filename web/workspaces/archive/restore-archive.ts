import { folderOf, kvStoreOf, textPrefix } from '../current-workspace';
import { words } from '../../words/workspaces';
import { orDiscard } from '../discard';
import { markUnfinished, newRecord, unmarkUnfinished, writeRecord } from '../workspace-records';
import { CODE_TEXT, isPackageLock } from './archive-format';
import { packageHostsOf } from './package-hosts';
import type { WorkspaceStores } from '../discard';
import type { WorkspaceLocks } from '../workspace-locks';
import type { WorkspaceRecord } from '../workspace-records';
import type { Archive, ArchivedContents, ArchivedWorkspace } from './read-archive';

export interface RestoreChoice {
  /** Those that go to the deleted ones, from where they can be brought back. */
  replaces: readonly WorkspaceRecord[];
  withSettings: boolean;
  /** Their packages are fetched again, from where the archive says: that is for a person to allow. */
  withPackages: boolean;
}

/**
 * Each archived workspace becomes a new one, beside what is there: nothing is written over. They are read, checked and
 * stored one after the other, and only when all of them are stored do they get their records, which makes them exist: a
 * bad entry, however late it is found, leaves everything as it was, and its message names it.
 */
export async function restoreArchive(
  { workspaces, settings, packageHosts }: Pick<Archive, 'workspaces' | 'settings' | 'packageHosts'>,
  target: WorkspaceStores & { locks: Pick<WorkspaceLocks, 'holdWhile'> },
  { replaces, withSettings, withPackages }: RestoreChoice,
): Promise<readonly WorkspaceRecord[]> {
  const { storage } = target;
  const made = workspaces.map((archived) => ({ archived, record: newRecord(archived.name) }));
  const ids = made.map(({ record }) => record.id);
  await target.locks.holdWhile(ids, () => orDiscard(ids, target, storeAll));
  const deletedAt = Date.now();
  for (const record of replaces) writeRecord(storage, { ...record, deletedAt });
  if (withSettings) for (const [name, text] of settings) storage.write(name, text);
  return made.map(({ record }) => record);

  async function storeAll(): Promise<void> {
    for (const { archived, record } of made) {
      markUnfinished(storage, record.id);
      const contents = await archived.read();
      // The file may be another one than it was when somebody was asked.
      if (withPackages) requireKnown(packageHostsOf(contents.texts), packageHosts);
      const texts = withPackages ? contents.texts : withoutLocks(contents.texts);
      await storeContents({ ...contents, texts }, archived.files, record.id, target);
    }
    for (const { record } of made) requireKept(writeRecord(storage, record));
    for (const id of ids) unmarkUnfinished(storage, id);
  }
}

function withoutLocks(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...texts].filter(([name]) => !isPackageLock(name)));
}

function requireKnown(hosts: ReadonlySet<string>, known: readonly string[]): void {
  for (const host of hosts) if (!known.includes(host)) throw new Error(words().hasChanged);
}

async function storeContents(
  { code, texts, values }: ArchivedContents,
  files: ArchivedWorkspace['files'],
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
