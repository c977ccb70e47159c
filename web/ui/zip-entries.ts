import {
  type Entry,
  type FileEntry,
  type Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';

export interface ZipChoice {
  /** `strict`: what two tools could read differently is refused, also where only the bytes around it leave a choice. */
  strictness: 'strict' | 'balanced';
}

/**
 * The index of a zip, entry by entry; nothing is unpacked. Fails where it is none. What names, sizes and twins it takes
 * is for the caller to say.
 */
export function zipEntries(file: Blob, { strictness }: ZipChoice): AsyncGenerator<Entry> {
  const reader = new ZipReader(new BlobBytes(file), {
    strictness,
    // The callers' own checks say what is wrong with a name.
    filenameValidation: 'tolerant',
    checkOverlappingEntry: true,
    useWebWorkers: false,
  });
  return reader.getEntriesGenerator();
}

/** The bytes of a file on the person's disk, read where they are needed. zip.js' own reader comes with all its codecs. */
class BlobBytes implements Reader<Blob> {
  readonly size: number;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  get readable(): ReadableStream {
    return this.createReadable();
  }

  createReadable(range: { offset?: number; size?: number } = {}): ReadableStream<Uint8Array> {
    const { offset = 0, size = this.size - offset } = range;
    return this.#blob.slice(offset, offset + size).stream();
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#blob.slice(index, index + length).arrayBuffer());
  }
}

/** Unpacks one entry; fails when it is more or less than it says, or not what its checksum says. */
export async function readEntry(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const sink = new WritableStream<Uint8Array>({
    write: (chunk) => {
      // A bomb is found here, and not when the memory is full.
      if (at + chunk.length > content.length) throw new Error('it is longer than it says');
      content.set(chunk, at);
      at += chunk.length;
    },
  });
  await entry.getData(sink, { checkCrc32: true, useWebWorkers: false });
  if (at !== content.length) throw new Error('it is shorter than it says');
  return content;
}
