/**
 * `session.files`: the page's own view of the mounts. Modes bind programs, not the page, so nothing
 * is checked here but the paths.
 */
import { GoruError } from '../contract/goru-error';
import type { FileEntry, MountInfo } from '../contract/session-files';
import type { FilesAnswers, FilesRequest } from '../contract/worker-messages';
import { abi, fail } from '../wasi/errno';
import { type MaybePromise, settled, type Steps } from '../wasi/maybe-async';
import { about, runOn } from './failures';
import { lookup, type MountedPath, type MountTable, parentOf, pathOf } from './mount-table';
import { renameWithinMount } from './moving';
import { contentOf, type StorageDirectory, type StorageNode } from './storage-directory';
import { readFile, requireNode, resolve, type Target } from './targets';

type Answer = FilesAnswers[keyof FilesAnswers];

const NS_PER_MS = 1_000_000n;

/** Answers one request of the page; fails with a `GoruError`. */
export function answerFilesRequest(
  table: MountTable,
  request: FilesRequest,
  content: Uint8Array,
): MaybePromise<Answer> {
  const at = (path: string): Target => resolve(table, path);
  switch (request.verb) {
    case 'mounts':
      return table.mounts.map(describeMount);
    case 'list':
      return runOn(request.path, list(at(request.path)));
    case 'read':
      return runOn(request.path, read(at(request.path), request.maxBytes));
    case 'write':
      return runOn(request.path, write(at(request.path), content));
    case 'create-directory':
      return runOn(request.path, createDirectory(at(request.path)));
    case 'rename':
      return runOn(request.to, rename(at(request.from), at(request.to)));
    case 'remove':
      return runOn(request.path, remove(at(request.path)));
  }
}

function describeMount({ path, mode, storage, problem }: MountTable['mounts'][number]): MountInfo {
  return {
    ...{ path, mode, storage },
    problem: problem?.text ?? null,
    problemKind: problem?.kind ?? null,
  };
}

function* list(place: MountedPath): Steps<FileEntry[]> {
  const node = yield* lookup(place);
  if (node?.kind !== 'directory') {
    throw new GoruError('not-found', `directory not found: ${pathOf(place)}`);
  }
  const entries = yield* settled(node.entries());
  return entries.map(({ name, isDirectory, size, modifiedNs }) => ({
    name,
    isDirectory,
    bytes: isDirectory ? 0 : size,
    modifiedAt: Number(modifiedNs / NS_PER_MS),
  }));
}

function* read(place: MountedPath, maxBytes = Infinity): Steps<Uint8Array<ArrayBuffer>> {
  const node = (yield* lookup(place)) ?? fail(abi.ERRNO_NOENT);
  if (node.kind !== 'file') fail(abi.ERRNO_ISDIR);
  return yield* readFile(node, maxBytes);
}

function* write(place: MountedPath, content: Uint8Array): Steps<null> {
  const { parent, name } = parentOf(place) ?? fail(abi.ERRNO_ISDIR);
  const directory = yield* makeDirectories(parent);
  yield* settled(directory.replaceFile(name, contentOf(content)));
  return null;
}

function* createDirectory(place: MountedPath): Steps<null> {
  yield* makeDirectories(place);
  return null;
}

function* makeDirectories({ mount, segments }: MountedPath): Steps<StorageDirectory> {
  let directory = mount.root;
  for (const segment of segments) {
    let node: StorageNode | undefined = yield* settled(directory.lookup(segment));
    if (node === undefined) {
      yield* settled(directory.createDirectory(segment));
      node = yield* settled(directory.lookup(segment));
    }
    if (node?.kind !== 'directory') {
      throw new GoruError('invalid-argument', `not a directory: ${pathOf({ mount, segments })}`);
    }
    directory = node;
  }
  return directory;
}

function* rename(from: Target, to: Target): Steps<null> {
  if (from.mount !== to.mount) {
    throw new GoruError('unsupported', 'a file cannot be renamed into another mount');
  }
  const node = yield* about(from.text, requireNode(from));
  yield* renameWithinMount(node, from, to);
  return null;
}

function* remove(place: MountedPath): Steps<null> {
  const { parent, name } = parentOf(place) ?? fail(abi.ERRNO_BUSY);
  const directory = yield* lookup(parent);
  if (directory?.kind !== 'directory') fail(abi.ERRNO_NOENT);
  yield* removeTree(directory, name);
  return null;
}

function* removeTree(directory: StorageDirectory, name: string): Steps<void> {
  const node = (yield* settled(directory.lookup(name))) ?? fail(abi.ERRNO_NOENT);
  if (node.kind !== 'directory') {
    yield* settled(directory.unlink(name));
    return;
  }
  for (const entry of yield* settled(node.list())) yield* removeTree(node, entry.name);
  yield* settled(directory.removeDirectory(name));
}
