import { abi, fail } from './errno';

/** POSIX's IOV_MAX, and the most bytes an `ssize_t` can report as transferred. */
const MAX_IOVECS = 1024;
const MAX_TRANSFER_BYTES = 2 ** 31 - 1;
const IOVEC_BYTES = 8;

/**
 * The guest's linear memory, as views that survive its growth. Every access is checked here and
 * answers `EFAULT`, so that a `RangeError` elsewhere is known to be a bug of ours.
 */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  /** A view of guest bytes. */
  slice(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    const start = this.#locate(pointer, length >>> 0);
    return this.#bytes.subarray(start, start + (length >>> 0));
  }

  /** A structure, or an array of them, to be read or written field by field. */
  record(pointer: number, bytes: number): DataView {
    const start = this.#locate(pointer, bytes);
    return new DataView(this.#bytes.buffer, start, bytes);
  }

  /** A path or name of the guest; `EILSEQ` when it is not UTF-8, `EINVAL` with a NUL in it. */
  string(pointer: number, length: number): string {
    let text: string;
    try {
      text = decoder.decode(this.slice(pointer, length));
    } catch (error) {
      if (error instanceof TypeError) fail(abi.ERRNO_ILSEQ);
      throw error;
    }
    if (text.includes('\0')) fail(abi.ERRNO_INVAL);
    return text;
  }

  /** The buffers of an iovec array, in order, empty ones left out. */
  iovecs(pointer: number, count: number): Uint8Array<ArrayBuffer>[] {
    if (count >>> 0 > MAX_IOVECS) fail(abi.ERRNO_INVAL);
    const vectors = this.record(pointer, count * IOVEC_BYTES);
    const buffers: Uint8Array<ArrayBuffer>[] = [];
    let total = 0;
    for (let at = 0; at < vectors.byteLength; at += IOVEC_BYTES) {
      const length = vectors.getUint32(at + 4, true);
      total += length;
      if (length > 0) buffers.push(this.slice(vectors.getUint32(at, true), length));
    }
    if (total > MAX_TRANSFER_BYTES) fail(abi.ERRNO_INVAL);
    return buffers;
  }

  setU32(pointer: number, value: number): void {
    const at = this.#locate(pointer, 4);
    this.#view.setUint32(at, value, true);
  }

  setU64(pointer: number, value: bigint): void {
    const at = this.#locate(pointer, 8);
    this.#view.setBigUint64(at, value, true);
  }

  /** Where `length` guest bytes begin. A pointer is an i32, which is negative above 2 GiB. */
  #locate(pointer: number, length: number): number {
    this.#refresh();
    const start = pointer >>> 0;
    if (start + length > this.#bytes.length) fail(abi.ERRNO_FAULT);
    return start;
  }

  /** Growing detaches the buffer that we had. */
  #refresh(): void {
    if (this.#bytes.buffer === this.#memory.buffer) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
