/** What is written down of each workspace, each under a name of its own: no tab can write over what another one adds. */
export interface WorkspaceRecord {
  readonly id: string;
  /** Empty: nobody has given it one. */
  readonly name: string;
  /** Milliseconds since the Unix epoch; 0: never. */
  readonly usedAt: number;
  /** When it was deleted; null: it is there. Its files stay until it is purged. */
  readonly deletedAt: number | null;
  /** The fragment of the link that it was made for: the same link leads there again. Empty: a link too long to keep. */
  readonly link: string | null;
}

/** Small texts by their names, as the page's storage has them. */
export interface RecordStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
  names: () => readonly string[];
}

/** The one that was there before there could be several: its texts, files and values have no prefix. */
export const FIRST_ID = 'first';
const FIRST: WorkspaceRecord = {
  id: FIRST_ID,
  name: '',
  usedAt: 0,
  deletedAt: null,
  link: null,
};
export const NAME_MAX_LENGTH = 60;
/** Longer ones are opened in a new workspace each time. */
const LINK_MAX_LENGTH = 10_000;
const RECORD_PREFIX = 'workspace:';
const UNFINISHED_PREFIX = 'unfinished:';
const ID = /^[a-z0-9]{3,20}$/;

/** The name of its text. */
export function recordName(id: string): string {
  return RECORD_PREFIX + id;
}

export function readRecord(storage: RecordStorage, id: string): WorkspaceRecord | null {
  const text = ID.test(id) ? storage.read(recordName(id)) : null;
  if (text === null) return id === FIRST_ID ? FIRST : null;
  return parseRecord(id, text);
}

export function writeRecord(storage: RecordStorage, record: WorkspaceRecord): boolean {
  const { id, name, usedAt, deletedAt, link } = record;
  return storage.write(recordName(id), JSON.stringify({ name, usedAt, deletedAt, link }));
}

export function removeRecord(storage: RecordStorage, id: string): void {
  storage.remove(recordName(id));
}

/** Something of it is about to be stored before its record: what is left of it, if that never comes, is nobody's. */
export function markUnfinished(storage: RecordStorage, id: string): void {
  storage.write(UNFINISHED_PREFIX + id, '');
}

export function unmarkUnfinished(storage: RecordStorage, id: string): void {
  storage.remove(UNFINISHED_PREFIX + id);
}

/** Those that were never finished, or are being made. */
export function unfinishedIds(storage: RecordStorage): readonly string[] {
  const ids = storage
    .names()
    .flatMap((name) =>
      name.startsWith(UNFINISHED_PREFIX) ? [name.slice(UNFINISHED_PREFIX.length)] : [],
    );
  return ids.filter((id) => ID.test(id) && id !== FIRST_ID);
}

/** All of them, the deleted ones, too; the one used last comes first. */
export function listRecords(storage: RecordStorage): readonly WorkspaceRecord[] {
  const ids = storage
    .names()
    .flatMap((name) => (name.startsWith(RECORD_PREFIX) ? [name.slice(RECORD_PREFIX.length)] : []));
  return [...new Set([FIRST_ID, ...ids])]
    .map((id) => readRecord(storage, id))
    .filter((record) => record !== null)
    .sort((a, b) => b.usedAt - a.usedAt);
}

export function newRecord(name: string, link: string | null = null): WorkspaceRecord {
  const digits = crypto.getRandomValues(new Uint8Array(12));
  const id = Array.from(digits, (digit) => (digit % 36).toString(36)).join('');
  return {
    id,
    name,
    usedAt: Date.now(),
    deletedAt: null,
    link: link !== null && link.length > LINK_MAX_LENGTH ? '' : link,
  };
}

/** One line of at most `NAME_MAX_LENGTH` characters, without what would disturb the text around it. */
export function shortName(typed: string): string {
  const name = typed.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return Array.from(name === '' ? 'Untitled' : name)
    .slice(0, NAME_MAX_LENGTH)
    .join('');
}

function parseRecord(id: string, text: string): WorkspaceRecord {
  const fallback: WorkspaceRecord = { ...FIRST, id };
  try {
    const { name, usedAt, deletedAt, link } = JSON.parse(text) as Partial<
      Record<keyof WorkspaceRecord, unknown>
    >;
    return {
      id,
      name: typeof name === 'string' && name !== '' ? shortName(name) : '',
      usedAt: typeof usedAt === 'number' ? usedAt : 0,
      deletedAt: typeof deletedAt === 'number' ? deletedAt : null,
      link: typeof link === 'string' ? link : null,
    };
  } catch {
    // Damaged: what is in the workspace is worth more than its name.
    return fallback;
  }
}
