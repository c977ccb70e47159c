/** Renaming, copying and removing: the operations whose failure may be about either of two paths. */
import { GoruError } from '../contract/goru-error';
import { settled, type Steps } from '../wasi/maybe-async';
import { about, runOn } from './failures';
import { lookup, parentOf } from './mount-table';
import type { StorageNode } from './storage-directory';
import {
  denied,
  requireDirectory,
  requireFile,
  requireNode,
  type Target,
  writableFile,
} from './targets';

/**
 * Moves whatever `source` is, also into another mount. Run it about the target's path: everything
 * that can fail once the source has been found happens there.
 */
export function* renameEntry(source: Target, target: Target): Steps<void> {
  if (source.mount.mode === 'ro' || target.mount.mode === 'ro') throw denied('read-only mount');
  const node = yield* about(source.text, requireNode(source));
  const isDirectory = node.kind === 'directory';
  if (parentOf(source) === undefined || parentOf(target) === undefined) {
    throw denied('cannot rename a mount');
  }
  const replaced = yield* lookup(target);
  if (replaced === undefined && target.mount.mode !== 'rwc') {
    throw denied(`cannot create ${isDirectory ? 'directories' : 'new files'}`);
  }
  if (source.mount === target.mount) {
    yield* renameWithinMount(node, source, target);
    return;
  }
  if (isDirectory) {
    throw new GoruError(
      'unsupported',
      `cannot move a directory to another mount: ${source.text}`,
      // A copy of many files is neither quick nor atomic, so a program has to ask for one.
      { notes: ['shutil.move(source, target) does it: it copies file by file.'] },
    );
  }
  yield* copyFile(source, target);
  yield* about(source.text, removeEntry(source));
}

/** Moves `node`, which `source` is. To be run about the target's path. */
export function* renameWithinMount(node: StorageNode, source: Target, target: Target): Steps<void> {
  const [from, to] = [parentOf(source), parentOf(target)];
  if (from === undefined || to === undefined) throw denied('cannot rename a mount');
  const fromDirectory = yield* about(source.text, requireDirectory(from.parent));
  const toDirectory = yield* requireDirectory(to.parent);
  if (node.kind === 'directory') {
    if (isInside(target, source)) {
      throw new GoruError(
        'invalid-argument',
        `cannot move a directory into itself: ${source.text} to ${target.text}`,
      );
    }
    const replaced = yield* lookup(target);
    if (replaced !== undefined && replaced.kind !== 'directory') {
      throw new GoruError('invalid-argument', `not a directory: ${target.text}`);
    }
  }
  yield* settled(fromDirectory.rename(from.name, toDirectory, to.name));
}

function isInside(inner: Target, outer: Target): boolean {
  return (
    inner.segments.length > outer.segments.length
    && outer.segments.every((segment, i) => segment === inner.segments[i])
  );
}

/** To be run about the target's path. */
export function* copyFile(source: Target, target: Target): Steps<void> {
  const file = yield* about(source.text, requireFile(source));
  const { directory, name, existing } = yield* writableFile(target);
  if (existing === file) return;
  yield* about(source.text, settled(file.opened()));
  try {
    const read = (offset: number, into: Uint8Array) =>
      runOn(source.text, settled(file.read(offset, into)));
    yield* settled(directory.replaceFile(name, { size: file.size(), read }));
  } finally {
    yield* about(source.text, settled(file.closed()));
  }
}

export function* removeEntry(target: Target): Steps<void> {
  if (target.mount.mode === 'ro') throw denied('read-only mount');
  const node = yield* requireNode(target);
  const place = parentOf(target);
  if (place === undefined) throw denied('cannot remove a mount');
  const directory = yield* requireDirectory(place.parent);
  yield* settled(
    node.kind === 'directory'
      ? directory.removeDirectory(place.name)
      : directory.unlink(place.name),
  );
}
