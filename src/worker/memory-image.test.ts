import { describe, expect, it } from 'vitest';
import { packMemoryImage } from '../contract/memory-image';
import { MemoryImageReader } from './memory-image';

const PAGE = 65_536;

function memoryWith(contents: Record<number, number[]>): Uint8Array<ArrayBuffer> {
  const memory = new Uint8Array(PAGE);
  for (const [address, bytes] of Object.entries(contents)) memory.set(bytes, Number(address));
  return memory;
}

function read(image: Uint8Array, { pieceBytes = image.length, maximum = 4 } = {}) {
  const reader = new MemoryImageReader(maximum);
  for (let at = 0; at < image.length; at += pieceBytes) {
    reader.write(image.subarray(at, at + pieceBytes));
  }
  return reader.end();
}

describe('a memory image', () => {
  const memory = memoryWith({ 3: [1], 2_000: [2, 3], 50_000: [4], [PAGE - 1]: [5] });
  const image = packMemoryImage(memory);

  it('holds no long stretch of zeros', () => {
    expect(image.length).toBe(4 + 4 * (8 + 8));
  });

  it('joins what lies close together', () => {
    expect(packMemoryImage(memoryWith({ 0: [1], 1_032: [2] })).length).toBe(4 + 8 + 1_040);
    expect(packMemoryImage(memoryWith({ 0: [1], 1_040: [2] })).length).toBe(4 + 2 * (8 + 8));
  });

  it.each([1, 3, 7, 64, 1_000])('becomes the same memory in pieces of %i bytes', (pieceBytes) => {
    const made = read(image, { pieceBytes });
    expect(Buffer.from(made.buffer).equals(memory)).toBe(true);
  });

  it('becomes a memory that may grow as far as it should, and no further', () => {
    const made = read(image, { maximum: 2 });
    expect(made.grow(1)).toBe(1);
    expect(() => made.grow(1)).toThrow(RangeError);
  });

  it('of an empty memory has its size', () => {
    expect(read(packMemoryImage(new Uint8Array(2 * PAGE))).buffer.byteLength).toBe(2 * PAGE);
  });

  it('says that it is damaged when it is cut off or no image at all', () => {
    const cutOff = 'the memory image of the interpreter is damaged: it is cut off';
    for (const length of [0, 3, 6, 14, image.length - 1]) {
      expect(() => read(image.subarray(0, length), { pieceBytes: 5 })).toThrow(cutOff);
    }
    const tooLarge = 'damaged: it does not fit into the memory';
    expect(() => read(new TextEncoder().encode('<!doctype html>'))).toThrow(tooLarge);
    expect(() => read(packMemoryImage(new Uint8Array(5 * PAGE)))).toThrow(tooLarge);
  });
});
