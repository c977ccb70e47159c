import { abi, fail } from '../wasi/errno';
import { nextIno, type NodeStat, type NodeTimes } from '../wasi/filesystem';
import { MemoryTimes } from './node-times';
import type { Quota } from './quota';
import type { StorageFile } from './storage-directory';

/**
 * A file in memory. Content given at birth is shared until the first write; growing doubles the
 * buffer, so appending is linear over all.
 */
export class MemoryFile implements StorageFile {
  readonly kind = 'file';
  readonly ino = nextIno();
  readonly #quota: Quota;
  #bytes: Uint8Array;
  #size: number;
  #isShared: boolean;
  #openCount = 0;
  #isUnlinked = false;
  readonly #times = new MemoryTimes();

  constructor(quota: Quota, content: Uint8Array = new Uint8Array(0)) {
    quota.change(content.length);
    this.#quota = quota;
    this.#bytes = content;
    this.#size = content.length;
    this.#isShared = true;
  }

  stat(): NodeStat {
    return { ino: this.ino, size: this.#size, ...this.#times.stat };
  }

  setTimes(times: NodeTimes): void {
    this.#times.set(times);
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  size(): number {
    return this.#size;
  }

  read(offset: number, into: Uint8Array): number {
    if (offset >= this.#size) return 0;
    const part = this.#bytes.subarray(offset, Math.min(this.#size, offset + into.length));
    into.set(part);
    return part.length;
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > this.#size) this.#resize(end);
    this.#own(this.#size);
    this.#bytes.set(bytes, offset);
    this.#times.touch();
  }

  /** Takes over `bytes` as the whole content; all or nothing. */
  replaceContent(bytes: Uint8Array): void {
    this.#quota.change(bytes.length - this.#size);
    this.#bytes = bytes;
    this.#size = bytes.length;
    this.#isShared = true;
    this.#times.touch();
  }

  truncate(size: number): void {
    this.#resize(size);
    this.#times.touch();
  }

  sync(): void {
    // Memory is as durable as it gets.
  }

  opened(): void {
    this.#openCount += 1;
  }

  closed(): void {
    this.#openCount -= 1;
    this.#releaseWhenGone();
  }

  /** The name is gone; the bytes go with the last open fd. */
  unlinked(): void {
    this.#isUnlinked = true;
    this.#releaseWhenGone();
  }

  #releaseWhenGone(): void {
    if (!this.#isUnlinked || this.#openCount > 0) return;
    this.#resize(0);
    this.#bytes = new Uint8Array(0);
  }

  #resize(size: number): void {
    const delta = size - this.#size;
    this.#quota.change(delta);
    if (delta < 0) {
      this.#shrink(size);
    } else {
      try {
        this.#own(size);
      } catch (error) {
        this.#quota.change(-delta);
        throw error;
      }
    }
    this.#size = size;
  }

  #shrink(size: number): void {
    if (this.#isShared) return;
    // The quota gets these bytes back, so the engine has to get them back as well.
    if (size < this.#bytes.length / 4) this.#bytes = this.#bytes.slice(0, size);
    // What grows back later must read as zeros.
    else this.#bytes.fill(0, size, this.#size);
  }

  /** Makes the buffer ours and at least `capacity` long. */
  #own(capacity: number): void {
    if (!this.#isShared && capacity <= this.#bytes.length) return;
    const room = this.#isShared ? capacity : Math.max(capacity, this.#bytes.length * 2);
    const bytes = allocate(room);
    bytes.set(this.#bytes.subarray(0, Math.min(this.#size, room)));
    this.#bytes = bytes;
    this.#isShared = false;
  }
}

/** Zeroed bytes; `ENOSPC` when the engine cannot give so many. */
function allocate(byteCount: number): Uint8Array {
  try {
    return new Uint8Array(byteCount);
  } catch (error) {
    if (error instanceof RangeError) fail(abi.ERRNO_NOSPC);
    throw error;
  }
}
