import { completed, databaseNames, openDatabase, removeDatabase, settled } from './database';
import { openBelow, openPrivateFiles } from './private-files';
import { DIRECTORY_PART, FILES_PART } from './site-names';
import type { SiteNames } from './site-names';

/** A file of a folder, or a folder in it, whose path then ends with a slash. */
export interface StoredFile {
  path: string;
  content: Blob;
  /** Milliseconds since the Unix epoch. */
  modifiedAt: number;
}

/** The folders of all mounts that last, by name, without a session. */
export interface StoredFiles {
  folders: () => Promise<string[]>;
  read: (folder: string) => Promise<StoredFile[]>;
  /** Into a folder that no session has open. */
  write: (folder: string, files: AsyncIterable<Omit<StoredFile, 'modifiedAt'>>) => Promise<void>;
  remove: (folder: string) => Promise<void>;
}

const OBJECT_STORE = 'files';
/** Beside it are half-written files, once there was a session. */
const CONTENT = 'files';

interface DatabaseEntry {
  content: Uint8Array<ArrayBuffer> | null;
  modifiedAt: number;
}

export function storedFiles(names: SiteNames): StoredFiles {
  async function folders(): Promise<string[]> {
    const found = new Set<string>();
    const root = await openBelow(await openPrivateFiles(), [names.root]);
    if (root !== null) {
      for await (const name of root.keys()) {
        if (name.startsWith(DIRECTORY_PART)) {
          found.add(decodeURIComponent(name.slice(DIRECTORY_PART.length)));
        }
      }
    }
    const prefix = names.prefix + FILES_PART;
    for (const name of await databaseNames(prefix)) found.add(name.slice(prefix.length));
    return [...found].sort();
  }

  async function read(folder: string): Promise<StoredFile[]> {
    const found: StoredFile[] = [];
    const path = [names.root, names.filesDirectory(folder), CONTENT];
    const content = await openBelow(await openPrivateFiles(), path);
    if (content !== null) await collect(content, '', found);
    const database = names.filesDatabase(folder);
    if ((await databaseNames(database)).includes(database))
      found.push(...(await readAll(database)));
    return found;
  }

  async function write(
    folder: string,
    files: AsyncIterable<Omit<StoredFile, 'modifiedAt'>>,
  ): Promise<void> {
    // The same question as a session's (src/fs/tree-store.page.ts), so that it looks where we have written.
    const privateFiles = canReplaceFiles() ? await openPrivateFiles() : null;
    if (privateFiles === null) {
      await writeDatabase(names.filesDatabase(folder), files);
      return;
    }
    const root = await privateFiles.getDirectoryHandle(names.root, { create: true });
    const parent = await root.getDirectoryHandle(names.filesDirectory(folder), { create: true });
    const content = await parent.getDirectoryHandle(CONTENT, { create: true });
    for await (const { path, content: blob } of files) await writeFile(content, path, blob);
  }

  async function remove(folder: string): Promise<void> {
    const root = await openBelow(await openPrivateFiles(), [names.root]);
    const directory = names.filesDirectory(folder);
    if ((await openBelow(root, [directory])) !== null) {
      await root?.removeEntry(directory, { recursive: true });
    }
    const database = names.filesDatabase(folder);
    if ((await databaseNames(database)).includes(database)) await removeDatabase(database);
  }

  return { folders, read, write, remove };
}

function canReplaceFiles(): boolean {
  const { FileSystemFileHandle: handle } = window as Partial<
    Pick<typeof globalThis, 'FileSystemFileHandle'>
  >;
  return handle !== undefined && 'createWritable' in handle.prototype && 'move' in handle.prototype;
}

async function collect(
  directory: FileSystemDirectoryHandle,
  prefix: string,
  found: StoredFile[],
): Promise<void> {
  for await (const [name, handle] of directory.entries()) {
    // What the browser is just writing.
    if (name.endsWith('.crswap')) continue;
    const path = prefix + name;
    if (handle instanceof FileSystemDirectoryHandle) {
      found.push({ path: `${path}/`, content: new Blob(), modifiedAt: Date.now() });
      await collect(handle, `${path}/`, found);
    } else {
      const file = await handle.getFile();
      found.push({ path, content: file, modifiedAt: file.lastModified });
    }
  }
}

async function writeFile(
  directory: FileSystemDirectoryHandle,
  path: string,
  content: Blob,
): Promise<void> {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  let parent = directory;
  for (const segment of segments) {
    parent = await parent.getDirectoryHandle(segment, { create: true });
  }
  if (name === '') return;
  const handle = await parent.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(content);
  await writable.close();
}

async function readAll(name: string): Promise<StoredFile[]> {
  const database = await openDatabase(name, OBJECT_STORE);
  try {
    const store = database.transaction(OBJECT_STORE).objectStore(OBJECT_STORE);
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys() as IDBRequest<string[]>),
      settled(store.getAll() as IDBRequest<DatabaseEntry[]>),
    ]);
    return values.map(({ content, modifiedAt }, at) => ({
      path: (keys[at] ?? '') + (content === null ? '/' : ''),
      content: new Blob(content === null ? [] : [content]),
      modifiedAt,
    }));
  } finally {
    database.close();
  }
}

async function writeDatabase(
  name: string,
  files: AsyncIterable<Omit<StoredFile, 'modifiedAt'>>,
): Promise<void> {
  const database = await openDatabase(name, OBJECT_STORE);
  try {
    for await (const { path, content } of files) {
      const bytes = new Uint8Array(await content.arrayBuffer());
      const transaction = database.transaction(OBJECT_STORE, 'readwrite');
      const store = transaction.objectStore(OBJECT_STORE);
      const modifiedAt = Date.now();
      const segments = path.split('/').slice(0, -1);
      for (const at of segments.keys()) {
        const folder = segments.slice(0, at + 1).join('/');
        store.put({ content: null, modifiedAt } satisfies DatabaseEntry, folder);
      }
      if (!path.endsWith('/')) {
        store.put({ content: bytes, modifiedAt } satisfies DatabaseEntry, path);
      }
      await completed(transaction);
    }
  } finally {
    database.close();
  }
}
