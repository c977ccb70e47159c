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

export interface ArchivedWorkspace {
  name: string;
  code: string | null;
  texts: ReadonlyMap<string, string>;
  values: ReadonlyMap<string, string>;
  /** Relative to the workspace's folder; a folder's path ends with a slash. Read when they are asked for. */
  files: readonly { path: string; bytes: number; read: () => Promise<Blob> }[];
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
 * Reads an archive as what it is: a file that anybody can have made. Names, sizes and everything but the contents of
 * the files are checked before anything is changed; the contents are checked against their checksums when they are read.
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
    workspaces.push(await readWorkspace(entries, name, folder));
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
    packageHosts: hostsOf(workspaces),
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

async function readWorkspace(
  entries: Entries,
  name: string,
  folder: string,
): Promise<ArchivedWorkspace> {
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
  return {
    name: shortName(name),
    code: await readText(entries, `${folder}/${MAIN_FILE}`),
    texts: pick(await readJson(entries, `${folder}/${TEXTS_FILE}`), isWorkspaceText),
    values: checkValues(await readJson(entries, `${folder}/${VALUES_FILE}`)),
    files,
  };
}

/**
 * A lock is read by the library when it is used; here it is only said where that would lead. Read as the library reads
 * it, or an address could be written so that only one of the two takes it for one.
 */
function hostsOf(workspaces: readonly ArchivedWorkspace[]): string[] {
  const hosts = new Set<string>();
  for (const [name, text] of workspaces.flatMap(({ texts }) => [...texts])) {
    if (!isPackageLock(name) || !isJson(text)) continue;
    const { packages, requirements } = asRecord(JSON.parse(text));
    const addresses = [
      ...listOf(packages).map((locked) => asRecord(locked)['url']),
      // `name @ https://host/file.whl`
      ...listOf(requirements).map((one) => (typeof one === 'string' ? afterAt(one) : null)),
    ];
    for (const address of addresses) {
      const url = typeof address === 'string' ? URL.parse(address) : null;
      if (url !== null && /^https?:$/.test(url.protocol)) hosts.add(url.host);
    }
  }
  // Nobody reads more than that before agreeing to them.
  const { packageHosts, hostLength } = ARCHIVE_LIMITS;
  if (hosts.size > packageHosts || [...hosts].some(({ length }) => length > hostLength)) {
    throw new ArchiveProblem(words().tooMuch);
  }
  return [...hosts].sort();
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
async function readText(entries: Entries, name: string): Promise<string | null> {
  const entry = entries.get(name) ?? null;
  if (entry === null) return null;
  if (entry.uncompressedSize > ARCHIVE_LIMITS.textBytes) {
    throw new ArchiveProblem(words().tooLarge(shown(name)));
  }
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
