import { joinBytes } from '../contract/join-bytes';
import { abi, fail } from './errno';
import { ALL_RIGHTS, Fd, type FdStat, WRITE_RIGHT } from './fd';
import type { Access, FileNode, NodeStat, NodeTimes } from './filesystem';
import { type MaybePromise, mapMaybe, runSteps, settled, type Steps } from './maybe-async';

/** How a regular file was opened. */
export interface FileFdOptions {
  readable: boolean;
  writable: boolean;
  /** What the mount allows; setting times needs no fd opened for writing, but a mount that is. */
  access: Access;
  /** WASI `fdflags`; only APPEND changes anything here. */
  flags: number;
}

/** A regular file with a position. */
export class FileFd extends Fd {
  readonly #node: FileNode;
  readonly #options: FileFdOptions;
  #flags: number;
  #position = 0;

  constructor(node: FileNode, options: FileFdOptions) {
    super();
    this.#node = node;
    this.#options = options;
    this.#flags = options.flags;
  }

  fdstat(): FdStat {
    // wasi-libc tells O_RDONLY, O_WRONLY and O_RDWR by these.
    let rights = ALL_RIGHTS & ~BigInt(abi.RIGHTS_FD_READDIR);
    if (!this.#options.readable) rights &= ~BigInt(abi.RIGHTS_FD_READ);
    if (!this.#options.writable) rights &= ~WRITE_RIGHT;
    return { filetype: abi.FILETYPE_REGULAR_FILE, flags: this.#flags, rights };
  }

  filestat(): MaybePromise<NodeStat> {
    return this.#node.stat();
  }

  override read(buffers: readonly Uint8Array[]): MaybePromise<number> {
    return mapMaybe(this.pread(this.#position, buffers), (count) => {
      this.#position += count;
      return count;
    });
  }

  override pread(offset: number, buffers: readonly Uint8Array[]): MaybePromise<number> {
    if (!this.#options.readable) fail(abi.ERRNO_BADF);
    return runSteps(this.#readAll(offset, buffers));
  }

  *#readAll(offset: number, buffers: readonly Uint8Array[]): Steps<number> {
    let total = 0;
    for (const buffer of buffers) {
      const count = yield* settled(this.#node.read(offset + total, buffer));
      total += count;
      if (count < buffer.length) break;
    }
    return total;
  }

  override write(buffers: readonly Uint8Array[]): MaybePromise<number> {
    // O_APPEND means "at the end of every write", not "at the end when opened".
    const offset = (this.#flags & abi.FDFLAGS_APPEND) === 0 ? this.#position : this.#node.size();
    return mapMaybe(this.pwrite(offset, buffers), (count) => {
      this.#position = offset + count;
      return count;
    });
  }

  override pwrite(offset: number, buffers: readonly Uint8Array[]): MaybePromise<number> {
    if (!this.#options.writable) fail(abi.ERRNO_BADF);
    const bytes = joinBuffers(buffers);
    if (bytes.length === 0) return 0;
    return mapMaybe(this.#changed(this.#node.write(offset, bytes)), () => bytes.length);
  }

  override seek(offset: bigint, whence: number): bigint {
    const base = this.#seekBase(whence);
    const position = base + offset;
    if (position < 0n || position > BigInt(Number.MAX_SAFE_INTEGER)) fail(abi.ERRNO_INVAL);
    this.#position = Number(position);
    return position;
  }

  #seekBase(whence: number): bigint {
    switch (whence) {
      case abi.WHENCE_SET:
        return 0n;
      case abi.WHENCE_CUR:
        return BigInt(this.#position);
      case abi.WHENCE_END:
        return BigInt(this.#node.size());
      default:
        return fail(abi.ERRNO_INVAL);
    }
  }

  override setFlags(flags: number): void {
    this.#flags = flags;
  }

  override setSize(size: number): MaybePromise<void> {
    if (!this.#options.writable) fail(abi.ERRNO_INVAL);
    return this.#changed(this.#node.truncate(size));
  }

  override allocate(offset: number, length: number): MaybePromise<void> {
    if (!this.#options.writable) fail(abi.ERRNO_BADF);
    if (length === 0) fail(abi.ERRNO_INVAL);
    const end = offset + length;
    if (end > Number.MAX_SAFE_INTEGER) fail(abi.ERRNO_FBIG);
    return end > this.#node.size() ? this.#changed(this.#node.truncate(end)) : undefined;
  }

  override setTimes(times: NodeTimes): MaybePromise<void> {
    if (!this.#options.access.write) fail(abi.ERRNO_ROFS);
    return this.#node.setTimes(times);
  }

  override sync(): MaybePromise<void> {
    return this.#node.sync();
  }

  override close(): MaybePromise<void> {
    return this.#node.closed();
  }

  #changed(change: MaybePromise<void>): MaybePromise<void> {
    return mapMaybe(change, () => this.#options.access.onChange?.());
  }
}

/** More is not put together for one write. Nothing but a loop of the same buffer needs as much. */
const MAX_JOINED_BYTES = 16 * 1024 * 1024;

/**
 * One write for several buffers: a full mount takes all of them or nothing. The same bytes may be in there a thousand
 * times, and be more together than the guest has memory; then the first of them are written, and it hears how much that
 * was.
 */
function joinBuffers(all: readonly Uint8Array[]): Uint8Array {
  const [first] = all;
  let bytes = 0;
  const end = all.findIndex((buffer) => (bytes += buffer.length) > MAX_JOINED_BYTES);
  const buffers = end === -1 ? all : all.slice(0, Math.max(1, end));
  return buffers.length === 1 && first !== undefined ? first : joinBytes(buffers);
}
