import { describe, expect, it } from 'vitest';
import { abi, ErrnoError } from './errno';
import { GuestMemory } from './guest-memory';

const PAGE_BYTES = 65_536;

describe('the guest memory', () => {
  it('answers EFAULT for what is not inside of it', () => {
    const memory = guestMemory();
    for (const [pointer, length] of [
      [PAGE_BYTES, 1],
      [PAGE_BYTES - 1, 2],
      [0, PAGE_BYTES + 1],
      [-1, 1],
      [-PAGE_BYTES, 4],
      [0, -1],
      [4, -4],
      [2 ** 31 - 1, 2 ** 31 - 1],
    ] as const) {
      expect(errnoOf(() => memory.slice(pointer, length))).toBe(abi.ERRNO_FAULT);
      expect(errnoOf(() => memory.string(pointer, length))).toBe(abi.ERRNO_FAULT);
    }
    for (const pointer of [PAGE_BYTES - 3, PAGE_BYTES, -1, -(2 ** 31)]) {
      expect(
        errnoOf(() => {
          memory.setU32(pointer, 1);
        }),
      ).toBe(abi.ERRNO_FAULT);
      expect(
        errnoOf(() => {
          memory.setU64(pointer, 1n);
        }),
      ).toBe(abi.ERRNO_FAULT);
      expect(errnoOf(() => memory.record(pointer, 8))).toBe(abi.ERRNO_FAULT);
      expect(errnoOf(() => memory.iovecs(pointer, 1))).toBe(abi.ERRNO_FAULT);
    }
  });

  it('reaches exactly to the end', () => {
    const memory = guestMemory();
    expect(memory.slice(PAGE_BYTES, 0)).toHaveLength(0);
    expect(memory.slice(PAGE_BYTES - 4, 4)).toHaveLength(4);
    memory.setU32(PAGE_BYTES - 4, 0xdead_beef);
    expect(memory.record(PAGE_BYTES - 4, 4).getUint32(0, true)).toBe(0xdead_beef);
  });

  it('follows the memory when it grows', () => {
    const raw = new WebAssembly.Memory({ initial: 1 });
    const memory = new GuestMemory(raw);
    memory.setU32(8, 42);
    raw.grow(1);
    expect(memory.record(8, 4).getUint32(0, true)).toBe(42);
    memory.setU32(PAGE_BYTES + 8, 43);
    expect(new DataView(raw.buffer).getUint32(PAGE_BYTES + 8, true)).toBe(43);
  });

  it('takes addresses above 2 GiB, which an import gets as negative numbers', () => {
    const memory = new GuestMemory(new WebAssembly.Memory({ initial: 2 ** 15 + 1 }));
    const pointer = (2 ** 31 + 16) | 0;
    memory.setU32(pointer, 7);
    memory.slice(pointer + 8, 2).set([0x68, 0x69]);
    expect(memory.record(pointer, 4).getUint32(0, true)).toBe(7);
    expect(memory.string(pointer + 8, 2)).toBe('hi');
  });

  it('refuses more buffers, and more bytes in them, than POSIX knows', () => {
    const memory = guestMemory();
    expect(memory.iovecs(0, 1024)).toEqual([]);
    expect(errnoOf(() => memory.iovecs(0, 1025))).toBe(abi.ERRNO_INVAL);
    expect(errnoOf(() => memory.iovecs(0, -1))).toBe(abi.ERRNO_INVAL);

    const large = new GuestMemory(new WebAssembly.Memory({ initial: 2 ** 14 }));
    large.setU32(4, 2 ** 30);
    large.setU32(12, 2 ** 30 - 1);
    expect(large.iovecs(0, 2)).toHaveLength(2);
    large.setU32(12, 2 ** 30);
    expect(errnoOf(() => large.iovecs(0, 2))).toBe(abi.ERRNO_INVAL);
  });

  it('leaves empty buffers out, wherever they point', () => {
    const memory = guestMemory();
    memory.setU32(0, 0xffff_ffff);
    memory.setU32(8, 100);
    memory.setU32(12, 3);
    expect(memory.iovecs(0, 2).map(({ length }) => length)).toEqual([3]);
  });

  it('takes no path that is not UTF-8 or has a NUL in it', () => {
    const memory = guestMemory();
    memory.slice(0, 4).set([0x61, 0xff, 0x00, 0x62]);
    expect(errnoOf(() => memory.string(0, 2))).toBe(abi.ERRNO_ILSEQ);
    expect(errnoOf(() => memory.string(2, 2))).toBe(abi.ERRNO_INVAL);
    expect(memory.string(0, 1)).toBe('a');
    memory.slice(0, 3).set([0xef, 0xbb, 0xbf]);
    expect(memory.string(0, 3)).toBe('\ufeff');
  });
});

function guestMemory(): GuestMemory {
  return new GuestMemory(new WebAssembly.Memory({ initial: 1 }));
}

function errnoOf(action: () => unknown): number {
  try {
    action();
  } catch (error) {
    if (error instanceof ErrnoError) return error.errno;
    throw error;
  }
  return abi.ERRNO_SUCCESS;
}
