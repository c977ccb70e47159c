/**
 * The filesystem interface that the WASI layer needs. Mounts (`src/fs`) implement it; this room
 * knows none of them. Every method fails by throwing `ErrnoError`.
 */
import type { Fd } from './fd';
import type { MaybePromise } from './maybe-async';

/** Times are nanoseconds since the Unix epoch. */
export interface NodeStat {
  ino: bigint;
  size: number;
  accessedNs: bigint;
  modifiedNs: bigint;
  changedNs: bigint;
}

/** Times to set; a missing one stays. */
export interface NodeTimes {
  accessedNs?: bigint;
  modifiedNs?: bigint;
}

interface NodeBase {
  readonly ino: bigint;
  stat(): MaybePromise<NodeStat>;
  setTimes(times: NodeTimes): MaybePromise<void>;
}

export interface FileNode extends NodeBase {
  readonly kind: 'file';
  /** Called for every fd that opens the file; `closed` is its counterpart. */
  opened(): MaybePromise<void>;
  closed(): MaybePromise<void>;
  size(): number;
  /** Fills `into` from `offset` on; returns the bytes read, 0 at the end. */
  read(offset: number, into: Uint8Array): MaybePromise<number>;
  /** Writes all of `bytes` at `offset`, growing the file (the gap reads as zeros). */
  write(offset: number, bytes: Uint8Array): MaybePromise<void>;
  truncate(size: number): MaybePromise<void>;
  sync(): MaybePromise<void>;
}

export interface DirectoryEntry {
  name: string;
  ino: bigint;
  kind: FsNode['kind'];
}

export interface DirectoryNode extends NodeBase {
  readonly kind: 'directory';
  lookup(name: string): MaybePromise<FsNode | undefined>;
  list(): MaybePromise<readonly DirectoryEntry[]>;
  createFile(name: string): MaybePromise<FileNode>;
  createDirectory(name: string): MaybePromise<void>;
  /** Removes a file (not a directory: `EISDIR`). */
  unlink(name: string): MaybePromise<void>;
  /** Removes an empty directory. */
  removeDirectory(name: string): MaybePromise<void>;
  /** POSIX rename; `target` may be another directory of the same mount, else `EXDEV`. */
  rename(name: string, target: DirectoryNode, newName: string): MaybePromise<void>;
}

/** A character device, such as the channel. */
export interface DeviceNode extends NodeBase {
  readonly kind: 'device';
  open(): Fd;
}

export type FsNode = FileNode | DirectoryNode | DeviceNode;

/** What a mount's mode allows; holds for everything reached through the preopen. */
export interface Access {
  /** Change and remove what exists. */
  write: boolean;
  /** Create files and directories. */
  create: boolean;
  /** Called after a name or a content was changed through it. */
  onChange?: () => void;
}

/** A directory the guest starts with. */
export interface Preopen {
  /** Absolute guest path. */
  path: string;
  root: DirectoryNode;
  access: Access;
}

let lastIno = 1n;

/** A fresh inode number; unique within the realm. */
export function nextIno(): bigint {
  lastIno += 1n;
  return lastIno;
}
