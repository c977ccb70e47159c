import { loaded } from '../ui/not-loaded';
import { saveFile } from '../ui/save-file';
import { ARCHIVE_NAME } from './archive/archive-format';
import { siteData } from './stored/site-data';
import { siteNames } from './stored/site-names';
import { shownName } from './shown-name';
import { createWorkspaceList } from './workspace-list';
import { workspaceLocks } from './workspace-locks';
import { words as pageWords } from '../words/page';
import { words } from '../words/workspaces';
import type { Archive } from './archive/read-archive';
import type { RestoreChoice } from './archive/restore-archive';
import type { WorkspaceList } from './workspace-list';
import type { RecordStorage, WorkspaceRecord } from './workspace-records';

/** What can be done with workspaces from the page of one of them. */
export interface Workspaces {
  readonly list: WorkspaceList;
  readonly currentId: string;
  /** The page begins anew with it. */
  readonly open: (id: string) => void;
  readonly create: (name: string) => void;
  readonly rename: (id: string, name: string) => void;
  readonly duplicate: (id: string) => Promise<WorkspaceRecord>;
  /** It can be brought back for some days. Of the one that is open, the page goes on with another. */
  readonly remove: (id: string) => void;
  /** One zip with all workspaces and settings; resolves with what to tell of it. */
  readonly exportAll: () => Promise<Exported>;
  /** Reads such a zip and changes nothing. Rejects with what is wrong with it, for people. */
  readonly readArchive: (file: Blob) => Promise<Archive>;
  /** All of it or nothing; then the page begins anew with the first of the new workspaces. */
  readonly restore: (archive: Archive, choice: RestoreOptions) => Promise<void>;
}

export interface Exported {
  text: string;
  /** False when it is without what other tabs have and the browser does not keep. */
  isWhole: boolean;
}

export interface RestoreOptions extends Omit<RestoreChoice, 'replaces'> {
  /** What is here now goes to the deleted ones. */
  replacesAll: boolean;
}

export interface WorkspacesOptions {
  current: WorkspaceRecord;
  storage: RecordStorage;
  siteUrl: URL;
  /** Remembers the choice and loads the page again; false when the browser keeps nothing. */
  open: (id: string) => boolean;
  /** False while the browser refuses to keep something. */
  isAllKept: () => boolean;
  /** What was typed and not stored yet is stored. */
  saveAll: () => Promise<void>;
  onRename: (name: string) => void;
  /** Before the page leaves a workspace that was deleted, so that the next one can tell. */
  onDeleted: (record: WorkspaceRecord) => void;
}

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { current, storage, siteUrl, saveAll } = options;
  const data = siteData(siteUrl);
  const locks = workspaceLocks(siteNames(siteUrl.pathname));
  const stores = { storage, files: data.files, values: data.values };
  const list = createWorkspaceList({ ...stores, locks });

  function open(id: string): void {
    if (options.open(id)) return;
    throw new Error(words().notKept);
  }

  function remove(id: string): void {
    if (id !== current.id) {
      list.remove(id);
      return;
    }
    const other = list.store.get().workspaces.find((record) => record.id !== id);
    // There is always one to work in.
    const next = other ?? list.create(pageWords().myWorkspace);
    list.remove(id);
    options.onDeleted(current);
    open(next.id);
  }

  async function exportAll(): Promise<Exported> {
    await saveAll();
    if (!options.isAllKept()) throw new Error(words().notAllKept);
    list.lookAgain();
    const { writeArchive } = await loaded(import('./archive/write-archive'));
    const { workspaces } = list.store.get();
    const unkeptIds = await locks.unkeptIds();
    const unkept = workspaces.filter(({ id }) => unkeptIds.has(id)).map(shownName);
    const { zip, fileCount } = await writeArchive({
      workspaces,
      texts: data.readTexts(),
      files: data.files,
      values: data.values,
    });
    saveFile(ARCHIVE_NAME, zip);
    const text = words().exported(fileCount);
    return unkept.length === 0
      ? { text, isWhole: true }
      : { text: `${text} ${words().leftOut(unkept.join(', '))}`, isWhole: false };
  }

  async function restore(
    archive: Archive,
    { replacesAll, ...choice }: RestoreOptions,
  ): Promise<void> {
    const { restoreArchive } = await loaded(import('./archive/restore-archive'));
    await saveAll();
    list.lookAgain();
    const replaces = replacesAll ? list.store.get().workspaces : [];
    const [first] = await restoreArchive(archive, { ...stores, locks }, { ...choice, replaces });
    list.lookAgain();
    if (first !== undefined) open(first.id);
  }

  return {
    list,
    currentId: current.id,
    open,
    create: (name) => {
      open(list.create(name).id);
    },
    rename: (id, name) => {
      list.rename(id, name);
      const renamed = list.store.get().workspaces.find((record) => record.id === id);
      if (id === current.id && renamed !== undefined) options.onRename(shownName(renamed));
    },
    duplicate: async (id) => {
      if (id === current.id) await saveAll();
      return list.duplicate(id);
    },
    remove,
    exportAll,
    readArchive: async (file) => {
      const { readArchive } = await loaded(import('./archive/read-archive'));
      return readArchive(file);
    },
    restore,
  };
}
