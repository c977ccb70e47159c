import { DirectoryFd } from './directory-fd';
import { abi, fail } from './errno';
import type { Fd, OpenDirectory } from './fd';
import { FileFd } from './file-fd';
import type { FileNode, FsNode } from './filesystem';
import { settled, type Steps } from './maybe-async';
import { lookupResolved, requirePath, resolveParent, type ResolvedParent } from './path';

/**
 * Any of these asks for a writable fd. wasi-libc asks for all three, less those that the directory
 * lacks: in a read-only mount that is the first, and opening must still fail.
 */
const WRITING_RIGHTS = BigInt(
  abi.RIGHTS_FD_WRITE | abi.RIGHTS_FD_ALLOCATE | abi.RIGHTS_FD_FILESTAT_SET_SIZE,
);

/** Arguments of `path_open` that say what to open, and how. */
export interface OpenRequest {
  path: string;
  oflags: number;
  rights: bigint;
  fdflags: number;
}

/** `path_open`: checks the mount's mode, creates, truncates, and returns the new fd. */
export function* openPath(from: OpenDirectory, request: OpenRequest): Steps<Fd> {
  const { access } = from;
  const resolved = yield* resolveParent(from.node, request.path);
  let node = yield* lookupResolved(resolved);
  const wants = (flag: number): boolean => (request.oflags & flag) !== 0;
  if (wants(abi.OFLAGS_CREAT) && wants(abi.OFLAGS_DIRECTORY)) fail(abi.ERRNO_INVAL);
  if (node === undefined) {
    if (!wants(abi.OFLAGS_CREAT)) fail(abi.ERRNO_NOENT);
    if (resolved.directoryOnly) fail(abi.ERRNO_ISDIR);
    requireCreate(from);
    node = yield* settled(resolved.parent.createFile(resolved.name));
    access.onChange?.();
  } else if (wants(abi.OFLAGS_CREAT) && wants(abi.OFLAGS_EXCL)) {
    fail(abi.ERRNO_EXIST);
  }
  const writable = (request.rights & WRITING_RIGHTS) !== 0n;
  if (node.kind === 'directory') {
    if (writable || wants(abi.OFLAGS_TRUNC) || wants(abi.OFLAGS_CREAT)) fail(abi.ERRNO_ISDIR);
    return new DirectoryFd(node, access);
  }
  if (wants(abi.OFLAGS_DIRECTORY)) fail(abi.ERRNO_NOTDIR);
  if (node.kind === 'device') return node.open();
  if (writable || wants(abi.OFLAGS_TRUNC)) requireWrite(from);
  const readable = (request.rights & BigInt(abi.RIGHTS_FD_READ)) !== 0n;
  yield* settled(node.opened());
  if (wants(abi.OFLAGS_TRUNC)) {
    yield* truncateOpened(node);
    access.onChange?.();
  }
  return new FileFd(node, { readable, writable, access, flags: request.fdflags });
}

/** Empties a file that was just opened, and closes it again when that fails. */
function* truncateOpened(node: FileNode): Steps<void> {
  try {
    yield* settled(node.truncate(0));
  } catch (error) {
    yield* settled(node.closed());
    throw error;
  }
}

export function* createDirectory(from: OpenDirectory, path: string): Steps<void> {
  const resolved = yield* resolveParent(from.node, path);
  // An existing directory is an error: sqlite's locks are made of exactly that.
  if ((yield* lookupResolved(resolved)) !== undefined) fail(abi.ERRNO_EXIST);
  requireCreate(from);
  yield* settled(resolved.parent.createDirectory(resolved.name));
  from.access.onChange?.();
}

export function* removeDirectory(from: OpenDirectory, path: string): Steps<void> {
  const resolved = yield* requireEntry(from, path);
  yield* settled(resolved.parent.removeDirectory(resolved.name));
  from.access.onChange?.();
}

export function* unlinkFile(from: OpenDirectory, path: string): Steps<void> {
  const resolved = yield* requireEntry(from, path);
  if (resolved.node.kind === 'directory') fail(abi.ERRNO_ISDIR);
  yield* settled(resolved.parent.unlink(resolved.name));
  from.access.onChange?.();
}

/** POSIX `rename` within one mount; between mounts `EXDEV`, upon which Python's shutil copies. */
export function* renamePath(
  from: OpenDirectory,
  oldPath: string,
  to: OpenDirectory,
  newPath: string,
): Steps<void> {
  const source = yield* requireEntry(from, oldPath);
  const target = yield* resolveParent(to.node, newPath);
  if (target.name === '') fail(abi.ERRNO_BUSY);
  if (target.directoryOnly && source.node.kind !== 'directory') fail(abi.ERRNO_NOTDIR);
  requireWrite(to);
  if ((yield* lookupResolved(target)) === undefined) requireCreate(to);
  yield* settled(source.parent.rename(source.name, target.parent, target.name));
  to.access.onChange?.();
}

/** A node for `path_filestat_*`, which no mode forbids. */
export function* statPath(from: OpenDirectory, path: string): Steps<FsNode> {
  return yield* requirePath(from.node, path);
}

/** An existing entry that is about to be removed or moved. */
function* requireEntry(
  from: OpenDirectory,
  path: string,
): Steps<ResolvedParent & { node: FsNode }> {
  const resolved = yield* resolveParent(from.node, path);
  const node = (yield* lookupResolved(resolved)) ?? fail(abi.ERRNO_NOENT);
  if (resolved.name === '') fail(abi.ERRNO_BUSY);
  requireWrite(from);
  return { ...resolved, node };
}

function requireWrite(from: OpenDirectory): void {
  if (!from.access.write) fail(abi.ERRNO_ROFS);
}

function requireCreate(from: OpenDirectory): void {
  if (!from.access.write) fail(abi.ERRNO_ROFS);
  if (!from.access.create) fail(abi.ERRNO_ACCES);
}
