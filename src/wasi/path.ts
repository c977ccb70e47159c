import { abi, fail } from './errno';
import type { DirectoryNode, FsNode } from './filesystem';
import { settled, type Steps } from './maybe-async';

/** POSIX's PATH_MAX, here without the NUL. */
export const MAX_PATH_BYTES = 4096;

/** The directory that holds a path's last segment. An empty name means the directory itself. */
export interface ResolvedParent {
  parent: DirectoryNode;
  name: string;
  /** A trailing slash: only a directory will do. */
  directoryOnly: boolean;
}

/**
 * Walks a path relative to `root`, segment by segment. `..` goes up through real parents and
 * never above `root` (`ENOTCAPABLE`).
 */
export function* resolveParent(root: DirectoryNode, path: string): Steps<ResolvedParent> {
  if (path.startsWith('/')) fail(abi.ERRNO_NOTCAPABLE);
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const directoryOnly = path.endsWith('/') || path.endsWith('/.') || path === '.';
  const trail: DirectoryNode[] = [root];
  const last = segments.at(-1) === '..' ? undefined : segments.pop();
  for (const segment of segments) {
    if (segment === '..') {
      trail.pop();
      if (trail.length === 0) fail(abi.ERRNO_NOTCAPABLE);
    } else {
      const node = yield* settled(at(trail).lookup(segment));
      if (node === undefined) fail(abi.ERRNO_NOENT);
      if (node.kind !== 'directory') fail(abi.ERRNO_NOTDIR);
      trail.push(node);
    }
  }
  return { parent: at(trail), name: last ?? '', directoryOnly };
}

/** The node at a path, or undefined when only its last segment is missing. */
export function* lookupPath(root: DirectoryNode, path: string): Steps<FsNode | undefined> {
  const resolved = yield* resolveParent(root, path);
  return yield* lookupResolved(resolved);
}

export function* lookupResolved(resolved: ResolvedParent): Steps<FsNode | undefined> {
  const { parent, name, directoryOnly } = resolved;
  if (name === '') return parent;
  const node = yield* settled(parent.lookup(name));
  if (node !== undefined && directoryOnly && node.kind !== 'directory') fail(abi.ERRNO_NOTDIR);
  return node;
}

/** The node at a path; `ENOENT` when it does not exist. */
export function* requirePath(root: DirectoryNode, path: string): Steps<FsNode> {
  return (yield* lookupPath(root, path)) ?? fail(abi.ERRNO_NOENT);
}

function at(trail: readonly DirectoryNode[]): DirectoryNode {
  return trail.at(-1) ?? fail(abi.ERRNO_NOTCAPABLE);
}
