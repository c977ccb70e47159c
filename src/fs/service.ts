/**
 * `fs.*` as programs call it: paths are resolved, modes checked, and every refusal has the words of
 * the contract. It runs beside the mounts, in the interpreter's thread, so that it sees what
 * `open()` sees.
 */
import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { Limits } from '../contract/limits';
import type { ServiceCall, ServiceMethod, ServiceMethods, ServiceReply } from '../host/host';
import { objectParams, type Params, stringParam } from '../host/params';
import type { FileNode } from '../wasi/filesystem';
import { MAX_PATH_BYTES } from '../wasi/path';
import { settled, type Steps } from '../wasi/maybe-async';
import { runOn } from './failures';
import { lookup, type MountedPath, type MountTable, parentOf, pathOf } from './mount-table';
import {
  contentOf,
  type StorageDirectory,
  type StorageFile,
  type StorageNode,
} from './storage-directory';

export interface FsServiceOptions {
  table: MountTable;
  limits: Pick<Limits['fs'], 'readBytes' | 'writeBytes'>;
  /** Something has been changed. */
  onChange: () => void;
}

/** A path as the program gave it, and what it means. */
interface Target extends MountedPath {
  text: string;
}

const NS_PER_SECOND = 1_000_000_000n;
const encoder = new TextEncoder();

/** The methods of `fs`, for a `Host`. They answer at once unless a mount has to wait. */
export function fsMethods({ table, limits, onChange }: FsServiceOptions): ServiceMethods {
  const at = (params: Params, name = 'path'): Target =>
    resolve(table, stringParam(params, name), params['cwd']);

  const reading =
    (steps: (target: Target) => Steps<ServiceReply>): ServiceMethod =>
    ({ params }) => {
      const target = at(objectParams(params));
      return runOn(target.text, steps(target));
    };
  const changing =
    (steps: (target: Target, call: ServiceCall) => Steps<void>): ServiceMethod =>
    (call) => {
      const target = at(objectParams(call.params));
      return runOn(target.text, withNotice(steps(target, call), onChange));
    };
  const moving =
    (steps: (source: Target, target: Target) => Steps<void>): ServiceMethod =>
    ({ params }) => {
      const both = objectParams(params);
      const [source, target] = [at(both, 'source'), at(both, 'target')];
      return runOn(source.text, withNotice(steps(source, target), onChange));
    };

  return {
    'fs/read': reading(function* (target) {
      const file = yield* requireFile(target);
      return { value: null, payload: yield* readFile(file, limits.readBytes) };
    }),
    'fs/write': changing(function* (target, { payload }) {
      if (payload.length > limits.writeBytes) throw tooMuchContent();
      const { directory, name } = yield* writableFile(target);
      yield* settled(directory.replaceFile(name, contentOf(payload)));
    }),
    'fs/append': changing(function* (target, { payload }) {
      if (payload.length > limits.writeBytes) throw tooMuchContent();
      const { directory, name, existing } = yield* writableFile(target);
      yield* appendTo(existing ?? (yield* settled(directory.createFile(name))), payload);
    }),
    'fs/listdir': reading(function* (target) {
      const directory = yield* requireDirectory(target, target.text);
      const entries = [...(yield* settled(directory.entries()))];
      entries.sort((a, b) => compareNames(a.name, b.name));
      return {
        value: entries.map(({ name, isDirectory, size }) => ({ name, is_dir: isDirectory, size })),
      };
    }),
    'fs/exists': ({ params }) => exists(() => at(objectParams(params))),
    'fs/stat': reading(function* (target) {
      const node = yield* requireNode(target);
      const { size, modifiedNs } = yield* settled(node.stat());
      const value: JsonValue = {
        name: target.segments.at(-1) ?? target.mount.path.slice(1),
        size: node.kind === 'file' ? size : 0,
        is_dir: node.kind === 'directory',
        mod_time: Number(modifiedNs / NS_PER_SECOND),
      };
      return { value };
    }),
    'fs/mkdir': changing(makeDirectories),
    'fs/remove': changing(removeEntry),
    'fs/rename': moving(renameEntry),
    'fs/copy': moving(copyFile),
  };
}

/** What a path means, or the contract's reason why it means nothing. */
export function resolve(table: MountTable, text: string, cwd: JsonValue = null): Target {
  if (text === '') throw new GoruError('invalid-argument', 'path required');
  if (text.includes('\0')) throw new GoruError('invalid-argument', 'invalid path');
  if (encoder.encode(text).length > MAX_PATH_BYTES) throw new GoruError('limit', 'path too long');
  const isRelative = !text.startsWith('/') && typeof cwd === 'string';
  const place = table.resolve(isRelative ? `${cwd}/${text}` : text);
  if (place === 'escapes') throw denied('path escape attempt');
  if (place === 'not-mounted') throw denied('path not in any mount');
  return { ...place, text };
}

/** By code points, as Python sorts text. */
function compareNames(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const differs = left.findIndex((byte, i) => byte !== right[i]);
  return differs === -1
    ? left.length - right.length
    : (left[differs] ?? 0) - (right[differs] ?? -1);
}

function denied(reason: string): GoruError {
  return new GoruError('permission', `permission denied: ${reason}`);
}

function notFound(text: string): GoruError {
  return new GoruError('not-found', `file not found: ${text}`);
}

function directoryNotFound(text: string): GoruError {
  return new GoruError('not-found', `directory not found: ${text}`);
}

function tooMuchContent(): GoruError {
  return new GoruError('limit', 'content too large');
}

/** A change that failed half way is a change as well. */
function* withNotice(steps: Steps<void>, onChange: () => void): Steps<ServiceReply> {
  try {
    yield* steps;
    return { value: null };
  } finally {
    onChange();
  }
}

/** Where access is denied nothing exists, which is no error. */
function exists(target: () => Target): ServiceReply | Promise<ServiceReply> {
  let place: Target;
  try {
    place = target();
  } catch (error) {
    if (error instanceof GoruError && error.code !== 'protocol') return { value: false };
    throw error;
  }
  return runOn(
    place.text,
    (function* () {
      return { value: (yield* lookup(place)) !== undefined };
    })(),
  );
}

function* requireNode(target: Target): Steps<StorageNode> {
  const node = yield* lookup(target);
  if (node === undefined) throw notFound(target.text);
  return node;
}

function* requireFile(target: Target): Steps<StorageFile> {
  const node = yield* requireNode(target);
  if (node.kind === 'directory') {
    throw new GoruError('invalid-argument', `cannot read directory: ${target.text}`);
  }
  if (node.kind === 'device') throw notFound(target.text);
  return node;
}

function* requireDirectory(place: MountedPath, text: string): Steps<StorageDirectory> {
  const node = yield* lookup(place);
  if (node?.kind !== 'directory') throw directoryNotFound(text);
  return node;
}

/** The whole content; a file larger than `limitBytes` is refused before it is read. */
export function* readFile(file: StorageFile, limitBytes: number): Steps<Uint8Array<ArrayBuffer>> {
  yield* settled(file.opened());
  try {
    if (file.size() > limitBytes) throw new GoruError('limit', 'file too large');
    const bytes = new Uint8Array(file.size());
    const count = yield* settled(file.read(0, bytes));
    return bytes.subarray(0, count);
  } finally {
    yield* settled(file.closed());
  }
}

/** The place of a file that may be written: modes checked, its folder there. */
function* writableFile(target: Target): Steps<{
  directory: StorageDirectory;
  name: string;
  existing: StorageFile | undefined;
}> {
  const { mode } = target.mount;
  if (mode === 'ro') throw denied('read-only mount');
  const node = yield* lookup(target);
  const place = parentOf(target);
  if (place === undefined || node?.kind === 'directory') {
    throw new GoruError('invalid-argument', `is a directory: ${target.text}`);
  }
  if (node === undefined && mode !== 'rwc') throw denied('cannot create new files');
  if (node?.kind === 'device') throw denied('path not in any mount');
  const directory = yield* requireDirectory(place.parent, pathOf(place.parent));
  return { directory, name: place.name, existing: node };
}

function* appendTo(file: FileNode, bytes: Uint8Array): Steps<void> {
  yield* settled(file.opened());
  try {
    yield* settled(file.write(file.size(), bytes));
    yield* settled(file.sync());
  } finally {
    yield* settled(file.closed());
  }
}

function* makeDirectories(target: Target): Steps<void> {
  const { mode, root } = target.mount;
  let directory: StorageDirectory = root;
  for (const segment of target.segments) {
    let node: StorageNode | undefined = yield* settled(directory.lookup(segment));
    if (node === undefined) {
      if (mode === 'ro') throw denied('read-only mount');
      if (mode === 'rw') throw denied('cannot create directories');
      yield* settled(directory.createDirectory(segment));
      node = yield* settled(directory.lookup(segment));
    }
    if (node?.kind !== 'directory') {
      throw new GoruError('invalid-argument', `file exists: ${target.text}`);
    }
    directory = node;
  }
}

function* removeEntry(target: Target): Steps<void> {
  if (target.mount.mode === 'ro') throw denied('read-only mount');
  const node = yield* requireNode(target);
  const place = parentOf(target);
  if (place === undefined) throw denied('cannot remove a mount');
  const directory = yield* requireDirectory(place.parent, pathOf(place.parent));
  yield* settled(
    node.kind === 'directory'
      ? directory.removeDirectory(place.name)
      : directory.unlink(place.name),
  );
}

function* renameEntry(source: Target, target: Target): Steps<void> {
  if (source.mount.mode === 'ro' || target.mount.mode === 'ro') throw denied('read-only mount');
  const node = yield* requireNode(source);
  const from = parentOf(source);
  const to = parentOf(target);
  if (from === undefined || to === undefined) throw denied('cannot rename a mount');
  const replaced = yield* lookup(target);
  if (replaced === undefined && target.mount.mode !== 'rwc') {
    throw denied(`cannot create ${node.kind === 'directory' ? 'directories' : 'new files'}`);
  }
  if (source.mount !== target.mount) {
    yield* copyFile(source, target);
    yield* removeEntry(source);
    return;
  }
  const fromDirectory = yield* requireDirectory(from.parent, pathOf(from.parent));
  const toDirectory = yield* requireDirectory(to.parent, pathOf(to.parent));
  yield* settled(fromDirectory.rename(from.name, toDirectory, to.name));
}

function* copyFile(source: Target, target: Target): Steps<void> {
  const file = yield* requireFile(source);
  const { directory, name, existing } = yield* writableFile(target);
  if (existing === file) return;
  yield* settled(file.opened());
  try {
    const read = (offset: number, into: Uint8Array) => file.read(offset, into);
    yield* settled(directory.replaceFile(name, { size: file.size(), read }));
  } finally {
    yield* settled(file.closed());
  }
}
