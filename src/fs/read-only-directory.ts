import { abi, fail } from '../wasi/errno';
import {
  type DirectoryEntry,
  type DirectoryNode,
  type FsNode,
  nextIno,
  type NodeStat,
} from '../wasi/filesystem';

/** A directory of nodes that never change. */
export class ReadOnlyDirectory implements DirectoryNode {
  readonly kind = 'directory';
  readonly ino = nextIno();
  readonly #nodes: ReadonlyMap<string, FsNode>;

  constructor(nodes: ReadonlyMap<string, FsNode>) {
    this.#nodes = nodes;
  }

  stat(): NodeStat {
    return { ino: this.ino, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }

  lookup(name: string): FsNode | undefined {
    return this.#nodes.get(name);
  }

  list(): readonly DirectoryEntry[] {
    return Array.from(this.#nodes, ([name, { ino, kind }]) => ({ name, ino, kind }));
  }

  setTimes(): never {
    return fail(abi.ERRNO_ROFS);
  }

  createFile(): never {
    return fail(abi.ERRNO_ROFS);
  }

  createDirectory(): never {
    return fail(abi.ERRNO_ROFS);
  }

  unlink(): never {
    return fail(abi.ERRNO_ROFS);
  }

  removeDirectory(): never {
    return fail(abi.ERRNO_ROFS);
  }

  rename(): never {
    return fail(abi.ERRNO_ROFS);
  }
}
