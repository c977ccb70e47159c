// What an interpreter that starts from a snapshot finds in its memory. It travels beside the module and not as its data
// segments, so that a browser has half as much to read before it has compiled the code, and a worker can fetch it on a
// thread of its own at the same time. [u32le pages of the memory], then stretches of bytes, one after the other:
// [u32le address][u32le length][bytes]; everything between them is zero, as a new memory is by itself.

import { PAGE_BYTES } from './worker-api';

/** Fewer zero bytes than this between two stretches, and they are one: zeros compress well, and few copies are quick. */
const GAP_BYTES = 1_024;
/** What memory is looked at by: a stretch begins and ends at a multiple of it. */
const WORD_BYTES = 8;
/** Of the number of pages, and of what stands in front of each stretch. */
export const PAGES_BYTES = 4;
export const HEADER_BYTES = 8;

/** `memory`: whole pages. */
export function packMemoryImage(memory: Uint8Array): Uint8Array<ArrayBuffer> {
  const stretches = findStretches(memory);
  const lengths = stretches.map(({ from, to }) => HEADER_BYTES + to - from);
  const total = lengths.reduce((sum, length) => sum + length, PAGES_BYTES);
  const image = new Uint8Array(total);
  const view = new DataView(image.buffer);
  view.setUint32(0, memory.length / PAGE_BYTES, true);
  let at = PAGES_BYTES;
  for (const { from, to } of stretches) {
    view.setUint32(at, from, true);
    view.setUint32(at + 4, to - from, true);
    image.set(memory.subarray(from, to), at + HEADER_BYTES);
    at += HEADER_BYTES + to - from;
  }
  return image;
}

function findStretches(memory: Uint8Array): { from: number; to: number }[] {
  const words = new BigUint64Array(memory.buffer, memory.byteOffset, memory.length / WORD_BYTES);
  const stretches: { from: number; to: number }[] = [];
  let last: { from: number; to: number } | undefined;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === 0n) continue;
    const from = i * WORD_BYTES;
    const to = from + WORD_BYTES;
    if (last !== undefined && from - last.to <= GAP_BYTES) {
      last.to = to;
    } else {
      last = { from, to };
      stretches.push(last);
    }
  }
  return stretches;
}
