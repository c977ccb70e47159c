import { words } from '../../words/workspaces';
import { shortName } from '../workspace-records';
import {
  ArchiveProblem,
  contentOf,
  listEntries,
  readJson,
  readText,
  textEntry,
  shown,
} from './archive-entries';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_LIMITS,
  ARCHIVE_VERSION,
  FILES_FOLDER,
  isSetting,
  isWorkspaceText,
  MAIN_FILE,
  MANIFEST_FILE,
  SETTINGS_FILE,
  TEXTS_FILE,
  VALUES_FILE,
} from './archive-format';
import { checkTexts } from './check-texts';
import { asRecord, isJson } from './json-values';
import { packageHostsOf } from './package-hosts';
import type { Entries } from './archive-entries';

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
  for (const file of [MAIN_FILE, TEXTS_FILE, VALUES_FILE]) textEntry(entries, `${folder}/${file}`);
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
  const texts = pick(await readJson(entries, `${folder}/${TEXTS_FILE}`), isWorkspaceText);
  checkTexts(texts);
  return texts;
}

function checkValues(value: unknown): ReadonlyMap<string, string> {
  const encoder = new TextEncoder();
  const values = new Map<string, string>();
  let bytes = 0;
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
    bytes += encoder.encode(key).length + encoder.encode(json).length;
  }
  const isTooMuch = values.size > ARCHIVE_LIMITS.values || bytes > ARCHIVE_LIMITS.valuesBytes;
  if (isTooMuch) throw new ArchiveProblem(words().tooManyValues);
  return values;
}

function pick(value: unknown, isWanted: (name: string) => boolean): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, text] of Object.entries(asRecord(value))) {
    if (isWanted(name) && typeof text === 'string') texts.set(name, text);
  }
  return texts;
}
