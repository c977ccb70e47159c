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
import { settled, type Steps } from '../wasi/maybe-async';
import type { FileNode } from '../wasi/filesystem';
import { runOn } from './failures';
import { lookup, type MountTable } from './mount-table';
import { copyFile, removeEntry, renameEntry } from './moving';
import { contentOf, type StorageDirectory, type StorageNode } from './storage-directory';
import {
  denied,
  readFile,
  requireDirectory,
  requireFile,
  requireNode,
  resolve,
  type Target,
  writableFile,
} from './targets';

export interface FsServiceOptions {
  table: MountTable;
  limits: Pick<Limits['fs'], 'readBytes' | 'writeBytes'>;
  /** Something has been changed. */
  onChange: () => void;
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
      return runOn(target.text, withNotice(steps(source, target), onChange));
    };

  return {
    'fs/read': reading(function* (target) {
      const file = yield* requireFile(target);
      return { value: null, payload: yield* readFile(file, limits.readBytes) };
    }),
    'fs/write': changing(function* (target, { payload }) {
      const { directory, name } = yield* writableFile(target);
      if (payload.length > limits.writeBytes) throw tooMuchContent();
      yield* settled(directory.replaceFile(name, contentOf(payload)));
    }),
    'fs/append': changing(function* (target, { payload }) {
      const { directory, name, existing } = yield* writableFile(target);
      if (payload.length > limits.writeBytes) throw tooMuchContent();
      // A new file is all or nothing, as if it were written.
      if (existing === undefined) yield* settled(directory.replaceFile(name, contentOf(payload)));
      else yield* appendTo(existing, payload);
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

/** By code points, as Python sorts text. */
function compareNames(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const differs = left.findIndex((byte, i) => byte !== right[i]);
  return differs === -1
    ? left.length - right.length
    : (left[differs] ?? 0) - (right[differs] ?? -1);
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

function* appendTo(file: FileNode, bytes: Uint8Array): Steps<void> {
  yield* settled(file.opened());
  try {
    const before = file.size();
    try {
      yield* settled(file.write(before, bytes));
      yield* settled(file.sync());
    } catch (error) {
      // What could not be stored does not stay in sight either.
      if (file.size() > before) yield* settled(file.truncate(before));
      throw error;
    }
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
