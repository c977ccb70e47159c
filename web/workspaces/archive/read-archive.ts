import { type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { words } from '../../words/workspaces';
import { shortName } from '../workspace-records';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_LIMITS,
  ARCHIVE_VERSION,
  FILES_FOLDER,
  isPackageLock,
  isSetting,
  isWorkspaceText,
  MAIN_FILE,
  MANIFEST_FILE,
  isSafePath,
  SETTINGS_FILE,
  TEXTS_FILE,
  VALUES_FILE,
} from './archive-format';
import { BlobBytes, readEntry } from './zip-entry';

/** What the index says of a workspace. */
export interface ArchivedWorkspace {
  name: string;
  /** Relative to the workspace's folder; a folder's path ends with a slash. Read when they are asked for. */
  files: readonly { path: string; bytes: number; read: () => Promise<Blob> }[];
  /** Reads and checks all else, which nobody holds on to but who has asked for it. */
  read: () => Promise<ArchivedContents>;
}

export interface ArchivedContents {
  code: string | null;
  texts: ReadonlyMap<string, string>;
  values: ReadonlyMap<string, string>;
}

export interface Archive {
  /** As it says itself. */
  createdAt: string;
  workspaces: readonly ArchivedWorkspace[];
  settings: ReadonlyMap<string, string>;
  /** All files, unpacked. */
  fileBytes: number;
  fileCount: number;
  /** Where the packages of its workspaces would be fetched from again. */
  packageHosts: readonly string[];
}

/** The archive is none, is damaged, or is more than this page takes in. Its message is for people. */
export class ArchiveProblem extends Error {}

/**
 * Reads of an archive what somebody has to know before they take it in, and treats it as what it is: a file that anybody
 * can have made. Names, sizes and the lists of packages are checked, one workspace after the other, and nothing of it
 * stays in memory but its index. Contents are read and checked when each workspace's turn comes (`restoreArchive`).
 */
export async function readArchive(file: Blob): Promise<Archive> {
  const entries = await listEntries(file);
  const manifest = asRecord(await readJson(entries, MANIFEST_FILE));
  if (manifest['format'] !== ARCHIVE_FORMAT) {
    throw new ArchiveProblem(words().noArchive(MANIFEST_FILE));
  }
  if (manifest['version'] !== ARCHIVE_VERSION) {
    throw new ArchiveProblem(words().otherVersion);
  }
  const listed: unknown = manifest['workspaces'];
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > ARCHIVE_LIMITS.workspaces) {
    throw new ArchiveProblem(words().namesNone);
  }
  const workspaces: ArchivedWorkspace[] = [];
  const seen = new Set<string>();
  for (const each of listed) {
    const { name, folder } = asRecord(each);
    if (typeof name !== 'string' || typeof folder !== 'string' || seen.has(folder)) {
      throw new ArchiveProblem(words().listDamaged);
    }
    seen.add(folder);
    workspaces.push(listWorkspace(entries, name, folder));
  }
  const hosts = new Set<string>();
  for (const folder of seen) {
    for (const host of packageHostsOf(await readTexts(entries, folder))) hosts.add(host);
    // Nobody reads more than that before agreeing to them.
    if (hosts.size > ARCHIVE_LIMITS.packageHosts) throw new ArchiveProblem(words().tooMuch);
  }
  const { createdAt } = manifest;
  const files = workspaces.flatMap((workspace) => workspace.files);
  return {
    createdAt: typeof createdAt === 'string' ? createdAt : '',
    workspaces,
    settings: new Map(
      [...pick(await readJson(entries, SETTINGS_FILE), isSetting)].filter(
        // A longer one is none of ours, and would take the room of what somebody types.
        ([, text]) => text.length <= ARCHIVE_LIMITS.settingLength,
      ),
    ),
    fileBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    fileCount: files.filter(({ path }) => !path.endsWith('/')).length,
    packageHosts: [...hosts].sort(),
  };
}

type Entries = ReadonlyMap<string, FileEntry | null>;

/** Folders are null. */
async function listEntries(file: Blob): Promise<Entries> {
  const entries = new Map<string, FileEntry | null>();
  let total = 0;
  try {
    const reader = new ZipReader(new BlobBytes(file), {
      // What two tools could read differently is refused.
      strictness: 'strict',
      // Our own check says what is wrong with a name.
      filenameValidation: 'tolerant',
      checkOverlappingEntry: true,
      useWebWorkers: false,
    });
    for await (const entry of reader.getEntriesGenerator()) {
      const { filename, uncompressedSize } = entry;
      if (!isSafePath(filename)) throw new ArchiveProblem(words().badName(shown(filename)));
      if (entries.has(filename)) throw new ArchiveProblem(words().twice(shown(filename)));
      if (entry.encrypted) throw new ArchiveProblem(words().encrypted);
      total += uncompressedSize;
      const isTooMuch =
        entries.size >= ARCHIVE_LIMITS.entries
        || uncompressedSize > ARCHIVE_LIMITS.fileBytes
        || total > ARCHIVE_LIMITS.totalBytes;
      if (isTooMuch) throw new ArchiveProblem(words().tooMuch);
      entries.set(filename, entry.directory ? null : entry);
    }
  } catch (cause) {
    if (cause instanceof ArchiveProblem) throw cause;
    throw new ArchiveProblem(words().noZip, { cause });
  }
  for (const name of entries.keys()) {
    const inFile = parentsOf(name).find((parent) => entries.has(parent));
    if (inFile !== undefined) throw new ArchiveProblem(words().fileAndFolder(shown(inFile)));
  }
  return entries;
}

function listWorkspace(entries: Entries, name: string, folder: string): ArchivedWorkspace {
  if (folder === '' || folder.includes('/')) throw new ArchiveProblem(words().listDamaged);
  const prefix = `${folder}/${FILES_FOLDER}`;
  const files = Array.from(entries).flatMap(([path, entry]) => {
    if (!path.startsWith(prefix) || path === prefix) return [];
    return [
      {
        path: path.slice(prefix.length),
        bytes: entry?.uncompressedSize ?? 0,
        read: async () => (entry === null ? new Blob() : new Blob([await contentOf(entry)])),
      },
    ];
  });
  for (const file of [MAIN_FILE, TEXTS_FILE, VALUES_FILE])
    requireText(entries, `${folder}/${file}`);
  return {
    name: shortName(name),
    files,
    read: async () => ({
      code: await readText(entries, `${folder}/${MAIN_FILE}`),
      texts: await readTexts(entries, folder),
      values: checkValues(await readJson(entries, `${folder}/${VALUES_FILE}`)),
    }),
  };
}

async function readTexts(entries: Entries, folder: string): Promise<ReadonlyMap<string, string>> {
  return pick(await readJson(entries, `${folder}/${TEXTS_FILE}`), isWorkspaceText);
}

/**
 * Where a workspace's packages would be fetched from. A lock is read by the library when it is used; here it is only
 * said where that would lead. Read as the library reads it, or an address could be written so that only one of the two
 * takes it for one.
 */
export function packageHostsOf(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const [name, text] of texts) {
    if (!isPackageLock(name) || !isJson(text)) continue;
    const { packages, requirements } = asRecord(JSON.parse(text));
    const addresses = [
      ...listOf(packages).map((locked) => asRecord(locked)['url']),
      // `name @ https://host/file.whl`
      ...listOf(requirements).map((one) => (typeof one === 'string' ? afterAt(one) : null)),
    ];
    for (const address of addresses) {
      const url = typeof address === 'string' ? URL.parse(address) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) continue;
      if (url.host.length > ARCHIVE_LIMITS.hostLength) throw new ArchiveProblem(words().tooMuch);
      hosts.add(url.host);
    }
  }
  return hosts;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function afterAt(requirement: string): string {
  return requirement.slice(requirement.indexOf('@') + 1);
}

function checkValues(value: unknown): ReadonlyMap<string, string> {
  const encoder = new TextEncoder();
  const values = new Map<string, string>();
  for (const [key, json] of Object.entries(asRecord(value))) {
    const isPossible =
      typeof json === 'string'
      && key !== ''
      && key.isWellFormed()
      && encoder.encode(key).length <= ARCHIVE_LIMITS.keyBytes
      && encoder.encode(json).length <= ARCHIVE_LIMITS.valueBytes
      && isJson(json);
    if (!isPossible) throw new ArchiveProblem(words().badValue(shown(key)));
    values.set(key, json);
  }
  if (values.size > ARCHIVE_LIMITS.values) throw new ArchiveProblem(words().tooManyValues);
  return values;
}

function pick(value: unknown, isWanted: (name: string) => boolean): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, text] of Object.entries(asRecord(value))) {
    if (isWanted(name) && typeof text === 'string') texts.set(name, text);
  }
  return texts;
}

/** Null where the archive has no such file. */
function requireText(entries: Entries, name: string): FileEntry | null {
  const entry = entries.get(name) ?? null;
  if (entry !== null && entry.uncompressedSize > ARCHIVE_LIMITS.textBytes) {
    throw new ArchiveProblem(words().tooLarge(shown(name)));
  }
  return entry;
}

async function readText(entries: Entries, name: string): Promise<string | null> {
  const entry = requireText(entries, name);
  if (entry === null) return null;
  const bytes = await contentOf(entry);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ArchiveProblem(words().noText(shown(name)), { cause });
  }
}

async function readJson(entries: Entries, name: string): Promise<unknown> {
  const text = await readText(entries, name);
  try {
    return text === null ? null : JSON.parse(text);
  } catch (cause) {
    throw new ArchiveProblem(words().damaged(shown(name)), { cause });
  }
}

async function contentOf(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readEntry(entry);
  } catch (cause) {
    throw new ArchiveProblem(words().damaged(shown(entry.filename)), { cause });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parentsOf(path: string): string[] {
  const segments = path.replace(/\/$/, '').split('/');
  return segments.slice(1).map((_, at) => segments.slice(0, at + 1).join('/'));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function shown(name: string): string {
  return shortName(name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?'));
}
