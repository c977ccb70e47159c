import { freeName, joinPath, nameOf, parentOf } from './paths';
import type { SessionFiles } from '../../src/index';

/** A file from the person's disk and where it goes, relative to the folder it is put into. */
export interface Upload {
  path: string;
  content: Blob;
}

/** What to do with files that are there already. */
export type ConflictChoice = 'replace' | 'keep-both';

/** The files of an `<input type="file">`, with their folders when a folder was chosen. */
export function uploadsOfInput(files: Iterable<File>): Upload[] {
  return Array.from(files, (file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    content: file,
  }));
}

/**
 * What was dropped, folders with everything in them. To be called in the event itself: later the
 * items are gone.
 */
export async function uploadsOfDrop(items: Iterable<DataTransferItem>): Promise<Upload[]> {
  // What comes from no disk, such as a picture of another page, is a file and has no entry.
  const dropped = Array.from(items, (item) => item.webkitGetAsEntry() ?? item.getAsFile()).filter(
    (each) => each !== null,
  );
  const found: Upload[] = [];
  for (const each of dropped) {
    if (each instanceof File) found.push({ path: each.name, content: each });
    else await collect(each, each.name, found);
  }
  return found;
}

/** The uploads that would replace a file in the folder. */
export async function findConflicts(
  files: Pick<SessionFiles, 'list'>,
  folder: string,
  uploads: readonly Upload[],
): Promise<Upload[]> {
  const listings = new Map<string, Promise<ReadonlySet<string>>>();
  const conflicts: Upload[] = [];
  for (const upload of uploads) {
    const path = joinPath(folder, upload.path);
    if ((await namesIn(files, parentOf(path), listings)).has(nameOf(path))) conflicts.push(upload);
  }
  return conflicts;
}

/** Writes one file after the other, so that a failure leaves whole files and a clear place. */
export async function writeUploads(options: {
  files: Pick<SessionFiles, 'list' | 'write'>;
  folder: string;
  uploads: readonly Upload[];
  onConflict: ConflictChoice;
  onProgress: (done: number) => void;
}): Promise<void> {
  const { files, folder, uploads, onConflict, onProgress } = options;
  for (const [done, { path, content }] of uploads.entries()) {
    onProgress(done);
    const wanted = joinPath(folder, path);
    const target = onConflict === 'replace' ? wanted : await freePath(files, wanted);
    await files.write(target, new Uint8Array(await content.arrayBuffer()));
  }
}

async function freePath(files: Pick<SessionFiles, 'list'>, path: string): Promise<string> {
  const parent = parentOf(path);
  return joinPath(parent, freeName(nameOf(path), await namesIn(files, parent, new Map())));
}

function namesIn(
  files: Pick<SessionFiles, 'list'>,
  folder: string,
  listings: Map<string, Promise<ReadonlySet<string>>>,
): Promise<ReadonlySet<string>> {
  const known = listings.get(folder);
  if (known) return known;
  const names = files.list(folder).then(
    (entries) => new Set(entries.map(({ name }) => name)),
    // Not there yet: nothing in it is in the way. A real failure comes back when it is written.
    () => new Set<string>(),
  );
  listings.set(folder, names);
  return names;
}

async function collect(entry: FileSystemEntry, path: string, found: Upload[]): Promise<void> {
  if (isFile(entry)) {
    const content = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    found.push({ path, content });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // The reader gives a hundred at a time, and none at the end.
      const children = await new Promise<FileSystemEntry[]>((resolve, reject) => {
        reader.readEntries(resolve, reject);
      });
      if (children.length === 0) return;
      for (const child of children) await collect(child, `${path}/${child.name}`, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
