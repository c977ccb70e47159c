import { Inflate, inflateSync } from 'fflate';
import type { Turn } from './turns';

/**
 * Compressed bytes handed over at once. Deflate makes at most 1,032 bytes of one, so this is also
 * what bounds the work that is done before too much output is noticed: 16 MB.
 */
const STEP_BYTES = 16 * 1024;
/** No more than four steps' work is done in vain for a bomb. */
const AT_ONCE_BYTES = 4 * STEP_BYTES;
/** What takes a few milliseconds to make. */
const AT_ONCE_SIZE = 512 * 1024;

/** Why data could not be inflated. */
export class InflateError extends Error {
  override readonly name = 'InflateError';
}

/**
 * Inflates raw deflate data that must give exactly `size` bytes; throws an `InflateError` when it
 * is damaged or gives more or less. Stops as soon as there is too much: what a bomb unpacks to is
 * never held in memory. `turn` is awaited between steps.
 */
export async function inflateExactly(
  compressed: Uint8Array,
  size: number,
  turn: Turn,
): Promise<Uint8Array<ArrayBuffer>> {
  // fflate gives back what it was given for no data at all.
  const isSmall =
    compressed.length > 0 && compressed.length <= AT_ONCE_BYTES && size <= AT_ONCE_SIZE;
  return isSmall ? inflateAtOnce(compressed, size) : inflateInSteps(compressed, size, turn);
}

/** Several times as fast as steps, which most files of a package are too small for. */
function inflateAtOnce(compressed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  // What does not fit is not kept; one byte more tells that there was more.
  const output = new Uint8Array(size + 1);
  let length: number;
  try {
    ({ length } = inflateSync(compressed, { out: output }));
  } catch (error) {
    // The one that comes of a stored block which does not fit.
    if (error instanceof RangeError) throw tooMuch(size);
    throw damaged(error);
  }
  if (length > size) throw tooMuch(size);
  if (length < size) throw tooLittle(length, size);
  return output.subarray(0, size);
}

async function inflateInSteps(
  compressed: Uint8Array,
  size: number,
  turn: Turn,
): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length > size) throw tooMuch(size);
    output.set(piece, length);
    length += piece.length;
  });
  try {
    for (let start = 0; start < compressed.length; start += STEP_BYTES) {
      await turn();
      const end = start + STEP_BYTES;
      inflate.push(compressed.subarray(start, end), end >= compressed.length);
    }
  } catch (error) {
    if (error instanceof InflateError) throw error;
    throw damaged(error);
  }
  if (length < size) throw tooLittle(length, size);
  return output;
}

function tooMuch(size: number): InflateError {
  return new InflateError(`it unpacks to more than the ${String(size)} bytes it declares`);
}

function tooLittle(length: number, size: number): InflateError {
  return new InflateError(`it unpacks to ${String(length)} bytes and declares ${String(size)}`);
}

function damaged(error: unknown): InflateError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InflateError(`its compressed data is damaged (${reason})`, { cause: error });
}
