/**
 * What a mount offers beyond what the WASI layer asks for: the `fs` service and the page work on
 * whole files, and on directories with everything one wants to show of them.
 */
import type { DeviceNode, DirectoryNode, FileNode } from '../wasi/filesystem';
import type { MaybePromise } from '../wasi/maybe-async';

/** Bytes that are about to become a file. */
export interface Content {
  readonly size: number;
  read(offset: number, into: Uint8Array): MaybePromise<number>;
}

export interface StorageEntry {
  name: string;
  isDirectory: boolean;
  /** 0 for directories. */
  size: number;
  modifiedNs: bigint;
}

export interface StorageFile extends FileNode {
  /** True while a program holds it open. */
  readonly isOpen: boolean;
}

export type StorageNode = StorageFile | StorageDirectory | DeviceNode;

export interface StorageDirectory extends DirectoryNode {
  lookup(name: string): MaybePromise<StorageNode | undefined>;
  /** The listing with what `stat` would tell of each entry, in no order. */
  entries(): MaybePromise<readonly StorageEntry[]>;
  /**
   * Makes `name` a file with this content, whether or not there was one, in one step: a kill leaves
   * the old or the new content. Durable on return. `EBUSY` while a program holds the file open.
   */
  replaceFile(name: string, content: Content): MaybePromise<void>;
}

/** Bytes in memory as content. */
export function contentOf(bytes: Uint8Array): Content {
  return {
    size: bytes.length,
    read: (offset, into) => {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
  };
}
