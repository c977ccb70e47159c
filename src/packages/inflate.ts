import { Inflate } from 'fflate';

/**
 * Compressed bytes handed over at once. Deflate makes at most 1,032 bytes of one, so this is also
 * what bounds the work that is done before too much output is noticed: 16 MB.
 */
const STEP_BYTES = 16 * 1024;

/** Why data could not be inflated. */
export class InflateError extends Error {
  override readonly name = 'InflateError';
}

/**
 * Inflates raw deflate data that must give exactly `size` bytes; throws an `InflateError` when it
 * is damaged or gives more or less. Stops as soon as there is too much: what a bomb unpacks to is
 * never held in memory.
 */
export function inflateExactly(compressed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length > size) {
      throw new InflateError(`it unpacks to more than the ${String(size)} bytes it declares`);
    }
    output.set(piece, length);
    length += piece.length;
  });
  try {
    for (let start = 0; start < compressed.length; start += STEP_BYTES) {
      const end = start + STEP_BYTES;
      inflate.push(compressed.subarray(start, end), end >= compressed.length);
    }
  } catch (error) {
    if (error instanceof InflateError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InflateError(`its compressed data is damaged (${reason})`, { cause: error });
  }
  if (length < size) {
    throw new InflateError(`it unpacks to ${String(length)} bytes and declares ${String(size)}`);
  }
  return output;
}
