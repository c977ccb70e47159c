/** Where the page keeps the files of a mount that the worker holds in memory only. */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { GoruError } from '../contract/goru-error';
import { joinBytes } from '../contract/join-bytes';
import type { StoredChange, TreeEntry } from '../contract/stored-tree';
import { completion, isCalled } from '../database/durable-store';
import { abi, ErrnoError, fail } from '../wasi/errno';
import { runSteps, settled } from '../wasi/maybe-async';
import type { OpfsDirectoryHandle } from './opfs-api';
import { OpfsVolume } from './opfs-volume';
import { readFile } from './targets';
import { contentOf, type StorageDirectory } from './storage-directory';

export interface StoredTree {
  entries: TreeEntry[];
  content: Uint8Array<ArrayBuffer>;
}

export interface TreeStore {
  readonly kind: 'opfs' | 'indexeddb';
  readAll(): Promise<StoredTree>;
  /** Whole or not at all; resolves when it is stored. `GoruError` `disk-full` when it cannot be. */
  apply(change: StoredChange): Promise<void>;
}

const NS_PER_MS = 1_000_000n;
const NOT_STORED = 'a file could not be stored';

/** The same files that a worker with real blocking works on. Fails where the browser has none. */
export async function openOpfsTree(
  directory: readonly string[],
  access: 'own' | 'view',
): Promise<TreeStore> {
  const root = (await navigator.storage.getDirectory()) as unknown as OpfsDirectoryHandle;
  // A page has no synchronous handles; without these two nothing can be replaced in one step.
  const { prototype } = FileSystemFileHandle;
  if (!('createWritable' in prototype && 'move' in prototype)) {
    throw new GoruError('unsupported', 'the private file system cannot replace files here');
  }
  const volume = await translate(
    'a folder could not be opened',
    OpfsVolume.open(
      // The page's own lock is enough: there is no other thread that writes.
      { root: () => Promise.resolve(root), claim: () => Promise.resolve() },
      { directory, access },
    ),
  );
  return {
    kind: 'opfs',
    readAll: () => readTree(volume.root),
    apply: (change) => translate(NOT_STORED, applyTo(volume.root, change)),
  };
}

async function readTree(root: StorageDirectory): Promise<StoredTree> {
  const entries: TreeEntry[] = [];
  const parts: Uint8Array[] = [];
  const visit = async (directory: StorageDirectory, prefix: string): Promise<void> => {
    for (const { name, isDirectory, modifiedNs } of await directory.entries()) {
      const path = prefix + name;
      const node = await directory.lookup(name);
      const modifiedAt = Number(modifiedNs / NS_PER_MS);
      if (node?.kind === 'file') {
        const bytes = await runSteps(readFile(node, Infinity));
        parts.push(bytes);
        entries.push({ path, isDirectory, bytes: bytes.length, modifiedAt });
      } else if (node?.kind === 'directory') {
        entries.push({ path, isDirectory, bytes: 0, modifiedAt });
        await visit(node, `${path}/`);
      }
    }
  };
  await visit(root, '');
  return { entries, content: joinBytes(parts) };
}

async function applyTo(root: StorageDirectory, change: StoredChange): Promise<void> {
  const at = async (path: string): Promise<{ directory: StorageDirectory; name: string }> => {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    let directory = root;
    for (const segment of segments) {
      const next = await directory.lookup(segment);
      if (next?.kind !== 'directory') fail(abi.ERRNO_NOENT);
      directory = next;
    }
    return { directory, name };
  };
  if (change.kind === 'rename') {
    const [from, to] = [await at(change.from), await at(change.to)];
    await from.directory.rename(from.name, to.directory, to.name);
    return;
  }
  const { directory, name } = await at(change.path);
  switch (change.kind) {
    case 'write':
      await directory.replaceFile(name, contentOf(change.content));
      break;
    case 'create-directory':
      await directory.createDirectory(name);
      break;
    case 'remove': {
      const node = await directory.lookup(name);
      await runSteps(
        settled(
          node?.kind === 'directory' ? directory.removeDirectory(name) : directory.unlink(name),
        ),
      );
    }
  }
}

/** What one key holds: a folder has no content. */
interface StoredEntry {
  content: Uint8Array<ArrayBuffer> | null;
  modifiedAt: number;
}

/** For browsers without the private file system. Each change is one transaction. */
export function openIndexedDbTree(databaseName: string): TreeStore {
  const store = createStore(databaseName, 'files');
  return {
    kind: 'indexeddb',
    readAll: () => readAllEntries(store),
    apply: (change) => translate(NOT_STORED, applyInTransaction(store, change)),
  };
}

async function readAllEntries(store: UseStore): Promise<StoredTree> {
  const entries: TreeEntry[] = [];
  const parts: Uint8Array[] = [];
  await store('readonly', async (files) => {
    const [keys, values] = await Promise.all([
      // We alone write here, and paths are strings.
      promisifyRequest(files.getAllKeys() as IDBRequest<string[]>),
      promisifyRequest(files.getAll() as IDBRequest<StoredEntry[]>),
    ]);
    values.forEach(({ content, modifiedAt }, i) => {
      const path = keys[i] ?? '';
      entries.push({
        path,
        isDirectory: content === null,
        bytes: content?.length ?? 0,
        modifiedAt,
      });
      if (content !== null) parts.push(content);
    });
  });
  return { entries, content: joinBytes(parts) };
}

function applyInTransaction(store: UseStore, change: StoredChange): Promise<void> {
  return store('readwrite', (files) => {
    const done = completion(files.transaction);
    switch (change.kind) {
      case 'write':
        files.put(
          { content: change.content, modifiedAt: change.modifiedAt } satisfies StoredEntry,
          change.path,
        );
        break;
      case 'create-directory':
        files.put({ content: null, modifiedAt: Date.now() } satisfies StoredEntry, change.path);
        break;
      case 'remove':
        files.delete(change.path);
        break;
      case 'rename':
        moveKeys(files, change.from, change.to);
    }
    return done;
  });
}

/** The entry itself and, for a folder, all below it. */
function moveKeys(files: IDBObjectStore, from: string, to: string): void {
  files.openCursor().onsuccess = (event) => {
    const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
    if (cursor === null) return;
    const key = cursor.key as string;
    if (key === from || key.startsWith(`${from}/`)) {
      files.put(cursor.value, to + key.slice(from.length));
      cursor.delete();
    }
    cursor.continue();
  };
}

async function translate<Result>(problem: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const isFull =
      (cause instanceof ErrnoError && cause.errno === abi.ERRNO_NOSPC)
      || isCalled(cause, 'QuotaExceededError');
    throw isFull
      ? new GoruError('disk-full', 'no space left', { cause })
      : new GoruError('interpreter', `${problem}: ${String(cause)}`, { cause });
  }
}
