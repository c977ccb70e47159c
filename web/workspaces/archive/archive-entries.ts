import { readEntry, zipEntries } from '../../ui/zip-entries';
import { words } from '../../words/workspaces';
import { shortName } from '../workspace-records';
import { ARCHIVE_LIMITS, isSafePath } from './archive-format';
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-reader.js';

/** The archive is none, is damaged, or is more than this page takes in. Its message is for people. */
export class ArchiveProblem extends Error {}

/** By their names. Folders are null. */
export type Entries = ReadonlyMap<string, FileEntry | null>;

/** The index of a zip whose names and sizes this page takes in; nothing is unpacked. */
export async function listEntries(file: Blob): Promise<Entries> {
  const entries = new Map<string, FileEntry | null>();
  let total = 0;
  let folders = 0;
  try {
    for await (const entry of zipEntries(file, { strictness: 'strict' })) {
      const { filename, uncompressedSize } = entry;
      if (!isSafePath(filename)) throw new ArchiveProblem(words().badName(shown(filename)));
      if (entries.has(filename)) throw new ArchiveProblem(words().twice(shown(filename)));
      if (entry.encrypted) throw new ArchiveProblem(words().encrypted);
      total += uncompressedSize;
      folders += filename.split('/').length;
      const isTooMuch =
        entries.size >= ARCHIVE_LIMITS.entries
        || folders > ARCHIVE_LIMITS.folders
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
    for (const parent of parentsOf(name)) {
      if (entries.has(parent)) throw new ArchiveProblem(words().fileAndFolder(shown(parent)));
    }
  }
  return entries;
}

/** Null where the archive has no such file. Fails when it is larger than a text may be. */
export function textEntry(entries: Entries, name: string): FileEntry | null {
  const entry = entries.get(name) ?? null;
  if (entry !== null && entry.uncompressedSize > ARCHIVE_LIMITS.textBytes) {
    throw new ArchiveProblem(words().tooLarge(shown(name)));
  }
  return entry;
}

export async function readText(entries: Entries, name: string): Promise<string | null> {
  const entry = textEntry(entries, name);
  if (entry === null) return null;
  const bytes = await contentOf(entry);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ArchiveProblem(words().noText(shown(name)), { cause });
  }
}

export async function readJson(entries: Entries, name: string): Promise<unknown> {
  const text = await readText(entries, name);
  try {
    return text === null ? null : JSON.parse(text);
  } catch (cause) {
    throw new ArchiveProblem(words().damaged(shown(name)), { cause });
  }
}

export async function contentOf(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readEntry(entry);
  } catch (cause) {
    throw new ArchiveProblem(words().damaged(shown(entry.filename)), { cause });
  }
}

/** A name or key of somebody else's, for people. */
export function shown(name: string): string {
  return shortName(name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?'));
}

/** Up to the last folder; not the whole of it. */
function* parentsOf(path: string): Generator<string> {
  const end = path.replace(/\/$/, '').length;
  for (let at = path.indexOf('/'); at !== -1 && at < end; at = path.indexOf('/', at + 1)) {
    yield path.slice(0, at);
  }
}
