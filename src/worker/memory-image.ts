import { HEADER_BYTES, PAGES_BYTES } from '../contract/memory-image';

/**
 * Makes the memory of an interpreter out of its image, piece by piece as that arrives, so that it never lies anywhere as
 * a whole.
 */
export class MemoryImageReader {
  readonly #maximum: number;
  #memory: WebAssembly.Memory | undefined;
  /** Of the header that is being read. */
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerBytes = 0;
  #address = 0;
  /** So much of the current stretch is still to come. */
  #left = 0;

  /** `maximum`: pages that the memory may grow to. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Throws when this is no image, or it needs more memory than it may have. */
  write(piece: Uint8Array): void {
    let rest = piece;
    while (rest.length > 0) rest = this.#left > 0 ? this.#copy(rest) : this.#readHeader(rest);
  }

  /** The filled memory. Throws when something is missing. */
  end(): WebAssembly.Memory {
    if (this.#memory === undefined || this.#left > 0 || this.#headerBytes > 0) {
      throw damaged('it is cut off');
    }
    return this.#memory;
  }

  #copy(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, this.#left);
    new Uint8Array(this.#buffer).set(part, this.#address);
    this.#address += part.length;
    this.#left -= part.length;
    return bytes.subarray(part.length);
  }

  #readHeader(bytes: Uint8Array): Uint8Array {
    const wanted = this.#memory === undefined ? PAGES_BYTES : HEADER_BYTES;
    const part = bytes.subarray(0, wanted - this.#headerBytes);
    this.#header.set(part, this.#headerBytes);
    this.#headerBytes += part.length;
    if (this.#headerBytes === wanted) {
      this.#headerBytes = 0;
      this.#useHeader(new DataView(this.#header.buffer));
    }
    return bytes.subarray(part.length);
  }

  #useHeader(header: DataView): void {
    const first = header.getUint32(0, true);
    if (this.#memory === undefined) {
      if (first > this.#maximum) throw damaged('it does not fit into the memory');
      this.#memory = new WebAssembly.Memory({ initial: first, maximum: this.#maximum });
      return;
    }
    this.#address = first;
    this.#left = header.getUint32(HEADER_BYTES / 2, true);
    if (this.#address + this.#left > this.#buffer.byteLength) {
      throw damaged('it does not fit into the memory');
    }
  }

  get #buffer(): ArrayBuffer {
    if (this.#memory === undefined) throw damaged('it is cut off');
    return this.#memory.buffer;
  }
}

/** What a user sees when a proxy answers with an HTML page or the download stopped half-way. */
function damaged(why: string): Error {
  return new Error(`the memory image of the interpreter is damaged: ${why}`);
}
