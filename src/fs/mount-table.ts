import type { MountMode } from '../contract/options';
import type { MountInfo, MountProblem } from '../contract/session-files';
import { settled, type Steps } from '../wasi/maybe-async';
import type { StorageDirectory, StorageNode } from './storage-directory';

/** A mount of the running interpreter. Root, storage and problem change when it is attached. */
export interface MountPoint {
  readonly path: string;
  readonly mode: MountMode;
  root: StorageDirectory;
  storage: MountInfo['storage'];
  problem: MountProblem | null;
}

/** A place inside a mount; no segments means the mount itself. */
export interface MountedPath {
  mount: MountPoint;
  segments: readonly string[];
}

export type PathProblem = 'escapes' | 'not-mounted';

/** Every mount, `/tmp` included; knows which one a path is in. */
export class MountTable {
  readonly mounts: readonly MountPoint[];
  readonly #byPath: ReadonlyMap<string, MountPoint>;

  constructor(mounts: readonly MountPoint[]) {
    this.mounts = mounts;
    this.#byPath = new Map(mounts.map((mount) => [mount.path, mount]));
  }

  get(path: string): MountPoint | undefined {
    return this.#byPath.get(path);
  }

  /**
   * Finds the longest mount that holds an absolute path, segment by segment. `..` goes up inside a
   * mount and never out of it, not even into another one.
   */
  resolve(path: string): MountedPath | PathProblem {
    const trail: string[] = [];
    for (const segment of path.split('/')) {
      if (segment === '' || segment === '.') continue;
      if (segment !== '..') {
        trail.push(segment);
      } else {
        if (trail.length === 0 || this.#isMount(trail)) return 'escapes';
        trail.pop();
      }
    }
    for (let length = trail.length; length > 0; length -= 1) {
      const mount = this.#byPath.get(`/${trail.slice(0, length).join('/')}`);
      if (mount !== undefined) return { mount, segments: trail.slice(length) };
    }
    return 'not-mounted';
  }

  #isMount(trail: readonly string[]): boolean {
    return this.#byPath.has(`/${trail.join('/')}`);
  }
}

/** The node at a place; undefined when it, or a folder on the way, is not there. */
export function* lookup({ mount, segments }: MountedPath): Steps<StorageNode | undefined> {
  let node: StorageNode = mount.root;
  for (const segment of segments) {
    if (node.kind !== 'directory') return undefined;
    const child: StorageNode | undefined = yield* settled(node.lookup(segment));
    if (child === undefined) return undefined;
    node = child;
  }
  return node;
}

/** The folder that a place is in, with the name it has there; undefined for a mount itself. */
export function parentOf({
  mount,
  segments,
}: MountedPath): { parent: MountedPath; name: string } | undefined {
  const name = segments.at(-1);
  return name === undefined
    ? undefined
    : { parent: { mount, segments: segments.slice(0, -1) }, name };
}

/** The absolute guest path of a place. */
export function pathOf({ mount, segments }: MountedPath): string {
  return [mount.path, ...segments].join('/');
}
