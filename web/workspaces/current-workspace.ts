import { FIRST_ID, listRecords, newRecord, readRecord, writeRecord } from './workspace-records';
import type { RecordStorage, WorkspaceRecord } from './workspace-records';

/** Which workspace a tab has: its own choice is in the tab's storage, that of new tabs in the shared one. */
const CHOICE_NAME = 'workspace';
/** Says that there may be values or files, which nobody can ask for before the workspace is chosen. */
const USED_NAME = 'used';
/** Which files a link has brought besides main.py: that they are there does not mean that somebody has used it. */
export const BROUGHT_NAME = 'brought';
/** A link that carries a program, of every version; told from others before anything can read it. */
const LINK = /^#(?:.*&)?(?:g\d+|code)=./s;

export interface WorkspaceStorages {
  /** Shared by all tabs. */
  storage: RecordStorage;
  /** This tab's own. */
  tabStorage: RecordStorage;
}

/**
 * The workspace that this page shows, chosen before anything else is done: folder, kv, grants and texts are all its own.
 * A program from a link gets a workspace for itself, where there is nothing of the person's that it could read.
 */
export function chooseWorkspace(storages: WorkspaceStorages, hash: string): WorkspaceRecord {
  const { storage, tabStorage } = storages;
  const current = lastWorkspace(storages);
  const chosen = isLink(hash) ? workspaceForLink(storage, current, hash) : current;
  const used = { ...chosen, usedAt: Date.now() };
  // The first one needs no record as long as it is the only one.
  if (chosen.id !== FIRST_ID || chosen.usedAt !== 0) writeRecord(storage, used);
  if (chosen.id !== current.id) rememberWorkspace(storages, chosen.id);
  // Whatever other tabs choose, a reload of this one stays where it is.
  tabStorage.write(CHOICE_NAME, chosen.id);
  return used;
}

/** From the next load on; false when the browser does not keep it. */
export function rememberWorkspace({ storage, tabStorage }: WorkspaceStorages, id: string): boolean {
  storage.write(CHOICE_NAME, id);
  return tabStorage.write(CHOICE_NAME, id);
}

/** In the workspace with these texts something is about to run, or a file or value has come. */
export function markUsed(texts: RecordStorage): void {
  if (texts.read(USED_NAME) === null) texts.write(USED_NAME, 'yes');
}

/** Also one that is written so that only some of its readers take it for one: `#?code=`, or with `%63` for `c`. */
export function isLink(hash: string): boolean {
  const read = [...new URLSearchParams(hash.replace(/^#/, ''))];
  return (
    LINK.test(hash) || read.some(([name, value]) => /^(?:g\d+|code)$/.test(name) && value !== '')
  );
}

/** The texts of one workspace, in a storage that has those of all. */
export function scopeStorage(storage: RecordStorage, id: string): RecordStorage {
  if (id === FIRST_ID) return storage;
  const prefix = textPrefix(id);
  return {
    read: (name) => storage.read(prefix + name),
    write: (name, text) => storage.write(prefix + name, text),
    remove: (name) => {
      storage.remove(prefix + name);
    },
    names: () =>
      storage
        .names()
        .flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
  };
}

export function textPrefix(id: string): string {
  return id === FIRST_ID ? '' : `in-${id}:`;
}

/** The name of its folder among the site's. */
export function folderOf(id: string): string {
  return id === FIRST_ID ? 'workspace' : `workspace-${id}`;
}

/** The name of its store of kv. */
export function kvStoreOf(id: string): string {
  return id === FIRST_ID ? 'default' : `workspace-${id}`;
}

function lastWorkspace({ storage, tabStorage }: WorkspaceStorages): WorkspaceRecord {
  for (const id of [tabStorage.read(CHOICE_NAME), storage.read(CHOICE_NAME)]) {
    const record = id === null ? null : readRecord(storage, id);
    if (record?.deletedAt === null) return record;
  }
  const [latest] = listRecords(storage).filter(({ deletedAt }) => deletedAt === null);
  return latest ?? makeWorkspace(storage, newRecord(''));
}

function workspaceForLink(
  storage: RecordStorage,
  current: WorkspaceRecord,
  link: string,
): WorkspaceRecord {
  const known = listRecords(storage).find(
    (record) => record.link === link && record.deletedAt === null,
  );
  if (known !== undefined) return known;
  if (isForAnyLink(storage, current)) return current;
  const own = newRecord('', link);
  // Also where it cannot be written down: a full storage, which links could fill, must not lead them to what is here.
  writeRecord(storage, own);
  return own;
}

/** Nobody has ever written anything here: a first visit, which has nothing to keep apart. */
export function isForAnyLink(storage: RecordStorage, { id, link }: WorkspaceRecord): boolean {
  return link === null && isUnused(storage, id);
}

/** Without storage there is only the first one. */
function makeWorkspace(storage: RecordStorage, record: WorkspaceRecord): WorkspaceRecord {
  const first = readRecord(storage, FIRST_ID);
  return writeRecord(storage, record) || first === null ? record : first;
}

/** Whether a link has brought it, and nobody has done anything with it: it is what the link is, which can come again. */
export function isUntouched(storage: RecordStorage, record: WorkspaceRecord): boolean {
  const { id, link, name, deletedAt } = record;
  if (link === null || name !== '' || deletedAt !== null) return false;
  const texts = scopeStorage(storage, id);
  if (texts.read(USED_NAME) !== null || texts.read('put-aside') !== null) return false;
  if (isGranted(texts)) return false;
  // From before the page wrote down that somebody has typed into one of several files.
  if (hasFiles(texts) && texts.read(BROUGHT_NAME) === null) return false;
  try {
    // As web/workspace/workspace.ts writes it.
    const { code } = JSON.parse(texts.read('opened') ?? '{}') as { code?: unknown };
    return withPlainEnds(texts.read('code')) === withPlainEnds(code ?? null);
  } catch {
    return false;
  }
}

/** An editor writes every end of a line in the same way, which is nobody's doing. */
export function withPlainEnds<T>(text: T): T | string {
  return typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : text;
}

/** The journal of web/workspace/journal.ts, which is there from the first visit on, has files besides main.py. */
function hasFiles(texts: RecordStorage): boolean {
  try {
    const { files } = JSON.parse(texts.read('files') ?? '{}') as { files?: unknown };
    return Object.keys(files ?? {}).some((name) => name !== 'main.py');
  } catch {
    return true;
  }
}

/**
 * Nothing was changed in the editor, nothing has run, no file or value has come in another way (`markUsed`), nothing was
 * granted or installed.
 */
function isUnused(storage: RecordStorage, id: string): boolean {
  const texts = scopeStorage(storage, id);
  const isThere = (name: string): boolean => texts.read(name) !== null;
  return !hasFiles(texts) && !['code', 'put-aside', USED_NAME].some(isThere) && !isGranted(texts);
}

/** Somebody has allowed something here, or installed it. */
function isGranted(texts: RecordStorage): boolean {
  // A session writes these lists down when they are empty, too.
  const isList = (name: string): boolean => ![null, '[]'].includes(texts.read(name));
  return (
    ['allowed-hosts', 'allowed-packages'].some(isList)
    || texts.names().some((name) => name.startsWith('packages-'))
  );
}
