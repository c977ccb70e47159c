import { abi, fail } from './errno';
import type { Access, DirectoryEntry, DirectoryNode, NodeStat, NodeTimes } from './filesystem';
import type { MaybePromise } from './maybe-async';

/** What `fd_fdstat_get` tells. */
export interface FdStat {
  filetype: number;
  flags: number;
  rights: bigint;
}

/** Everything a WASI fd may do; wasi-libc tells a terminal by the missing seek and tell. */
export const ALL_RIGHTS = (1n << 30n) - 1n;
const SEEK_AND_TELL = BigInt(abi.RIGHTS_FD_SEEK | abi.RIGHTS_FD_TELL);
export const TERMINAL_RIGHTS = ALL_RIGHTS & ~SEEK_AND_TELL;
/** What wasi-libc's `access()` looks for in the directory when it is asked about writing. */
export const WRITE_RIGHT = BigInt(abi.RIGHTS_FD_WRITE);

/** An open directory as path operations see it. */
export interface OpenDirectory {
  node: DirectoryNode;
  access: Access;
}

/**
 * An open file description. A subclass states what it can do; everything else answers the errno
 * POSIX gives for the wrong kind of fd.
 */
export abstract class Fd {
  /** True for what the interpreter cannot live without: closing it changes nothing. */
  readonly isPermanent: boolean = false;

  abstract fdstat(): FdStat;
  abstract filestat(): MaybePromise<NodeStat>;

  /** The directory behind a preopen or an opened directory. */
  directory(): OpenDirectory {
    fail(abi.ERRNO_NOTDIR);
  }
  /** The guest path, for preopens only. */
  prestatName(): string | undefined {
    return undefined;
  }
  read(_buffers: readonly Uint8Array[]): MaybePromise<number> {
    fail(abi.ERRNO_BADF);
  }
  write(_buffers: readonly Uint8Array[]): MaybePromise<number> {
    fail(abi.ERRNO_BADF);
  }
  pread(_offset: number, _buffers: readonly Uint8Array[]): MaybePromise<number> {
    fail(abi.ERRNO_SPIPE);
  }
  pwrite(_offset: number, _buffers: readonly Uint8Array[]): MaybePromise<number> {
    fail(abi.ERRNO_SPIPE);
  }
  seek(_offset: bigint, _whence: number): bigint {
    fail(abi.ERRNO_SPIPE);
  }
  setFlags(_flags: number): void {
    fail(abi.ERRNO_BADF);
  }
  setSize(_size: number): MaybePromise<void> {
    fail(abi.ERRNO_INVAL);
  }
  allocate(_offset: number, _length: number): MaybePromise<void> {
    fail(abi.ERRNO_INVAL);
  }
  setTimes(_times: NodeTimes): MaybePromise<void> {
    fail(abi.ERRNO_INVAL);
  }
  sync(): MaybePromise<void> {
    // Nothing to write back.
  }
  /** A stable listing for `fd_readdir`; `restart` takes a fresh one. */
  entries(_restart: boolean): MaybePromise<readonly DirectoryEntry[]> {
    fail(abi.ERRNO_NOTDIR);
  }
  /** True when a read would not block. Files never do. */
  readable(): boolean {
    return true;
  }
  close(): MaybePromise<void> {
    // Nothing to release.
  }
}
