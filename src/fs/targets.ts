/** Paths as callers give them: what each means, and the contract's words for what is not there. */
import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import { settled, type Steps } from '../wasi/maybe-async';
import { MAX_PATH_BYTES } from '../wasi/path';
import { lookup, type MountedPath, type MountTable, parentOf, pathOf } from './mount-table';
import type { StorageDirectory, StorageFile, StorageNode } from './storage-directory';

/** A path as the program gave it, and what it means. */
export interface Target extends MountedPath {
  text: string;
}

const encoder = new TextEncoder();

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

export function denied(reason: string): GoruError {
  return new GoruError('permission', `permission denied: ${reason}`);
}

function notFound(text: string): GoruError {
  return new GoruError('not-found', `file not found: ${text}`);
}

export function* requireNode(target: Target): Steps<StorageNode> {
  const node = yield* lookup(target);
  if (node === undefined) throw notFound(target.text);
  return node;
}

export function* requireFile(target: Target): Steps<StorageFile> {
  const node = yield* requireNode(target);
  if (node.kind === 'directory') {
    throw new GoruError('invalid-argument', `cannot read directory: ${target.text}`);
  }
  if (node.kind === 'device') throw notFound(target.text);
  return node;
}

export function* requireDirectory(
  place: MountedPath,
  text = pathOf(place),
): Steps<StorageDirectory> {
  const node = yield* lookup(place);
  if (node?.kind !== 'directory') {
    throw new GoruError('not-found', `directory not found: ${text}`);
  }
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
export function* writableFile(target: Target): Steps<{
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
  return { directory: yield* requireDirectory(place.parent), name: place.name, existing: node };
}
