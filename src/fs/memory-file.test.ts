import { describe, expect, it } from 'vitest';
import { abi, ErrnoError } from '../wasi/errno';
import { MemoryFile } from './memory-file';
import { Quota } from './quota';
import { changeTimeNs, nowNs } from './node-times';

const NO_SPACE = new ErrnoError(abi.ERRNO_NOSPC);

describe('a file in memory', () => {
  it('reads what was written, and nothing behind the end', () => {
    const file = emptyFile();
    file.write(0, bytes('hello'));
    expect(contentOf(file)).toBe('hello');
    const into = new Uint8Array(10);
    expect(file.read(3, into)).toBe(2);
    expect(file.read(5, into)).toBe(0);
    expect(file.read(500, into)).toBe(0);
  });

  it('never writes into the content that it was given', () => {
    const given = bytes('given');
    const file = new MemoryFile(new Quota(Infinity), given);
    file.write(0, bytes('G'));
    file.write(5, bytes('!'));
    file.truncate(1);
    expect([contentOf(file), text(given)]).toEqual(['G', 'given']);
  });

  it('never writes into content that was cut first', () => {
    const given = bytes('given');
    const file = new MemoryFile(new Quota(Infinity), given);
    file.truncate(2);
    file.truncate(4);
    expect([contentOf(file), text(given)]).toEqual(['gi\0\0', 'given']);
  });

  it('shares content that is a view into something larger', () => {
    const bundle = bytes('.....given.....');
    const file = new MemoryFile(new Quota(Infinity), bundle.subarray(5, 10));
    expect(contentOf(file)).toBe('given');
    file.write(4, bytes('N!'));
    expect([contentOf(file), text(bundle)]).toEqual(['giveN!', '.....given.....']);
  });

  it('appends a million times in no time', () => {
    const file = emptyFile();
    const byte = bytes('x');
    for (let i = 0; i < 1_000_000; i += 1) file.write(i, byte);
    expect(file.size()).toBe(1_000_000);
  });
});

describe('the quota', () => {
  it('counts every byte once, and gives it back', () => {
    const quota = new Quota(100);
    const file = new MemoryFile(quota, bytes('given'));
    expect(quota.usedBytes).toBe(5);
    file.write(3, bytes('0123456789'));
    expect(quota.usedBytes).toBe(13);
    file.write(0, bytes('again'));
    expect(quota.usedBytes).toBe(13);
    file.truncate(4);
    expect(quota.usedBytes).toBe(4);
    file.unlinked();
    expect(quota.usedBytes).toBe(0);
  });

  it('is exact', () => {
    const file = new MemoryFile(new Quota(10));
    file.write(0, bytes('0123456789'));
    expect(() => {
      file.write(10, bytes('x'));
    }).toThrow(NO_SPACE);
    file.write(9, bytes('x'));
    expect(contentOf(file)).toBe('012345678x');
  });

  it('counts an unlinked file until the last fd is closed', () => {
    const quota = new Quota(100);
    const file = new MemoryFile(quota, bytes('given'));
    file.opened();
    file.opened();
    file.unlinked();
    file.closed();
    file.write(5, bytes('!'));
    expect([quota.usedBytes, contentOf(file)]).toEqual([6, 'given!']);
    file.closed();
    expect(quota.usedBytes).toBe(0);
  });

  it('charges nothing for a size that the engine cannot give', () => {
    const quota = new Quota(Infinity);
    const file = new MemoryFile(quota, bytes('given'));
    expect(() => {
      file.truncate(2 ** 50);
    }).toThrow(NO_SPACE);
    expect([quota.usedBytes, contentOf(file)]).toEqual([5, 'given']);
  });
});

describe('times', () => {
  it('move with every change, and the time of the change itself cannot be set', () => {
    const file = emptyFile();
    const born = file.stat();
    file.setTimes({ accessedNs: 1n, modifiedNs: 2n });
    const set = file.stat();
    expect([set.accessedNs, set.modifiedNs]).toEqual([1n, 2n]);
    expect(set.changedNs).toBeGreaterThan(born.changedNs);
    file.setTimes({ modifiedNs: 3n });
    expect(file.stat()).toMatchObject({ accessedNs: 1n, modifiedNs: 3n });
    file.write(0, bytes('x'));
    const written = file.stat();
    expect(written.modifiedNs).toBeGreaterThanOrEqual(born.modifiedNs);
    expect(written.changedNs).toBe(written.modifiedNs);
  });

  it('differ for changes within a millisecond, by more than a double loses', () => {
    let previous = nowNs();
    for (let i = 0; i < 1_000; i += 1) {
      const next = changeTimeNs(previous);
      expect(Number(next) / 1e9).toBeGreaterThan(Number(previous) / 1e9);
      previous = next;
    }
  });

  it('come back from a future that somebody set', () => {
    const future = nowNs() + 3_600_000_000_000n;
    expect(changeTimeNs(future)).toBeLessThan(future);
  });
});

function emptyFile(): MemoryFile {
  return new MemoryFile(new Quota(Infinity));
}

function contentOf(file: MemoryFile): string {
  const into = new Uint8Array(file.size() + 10);
  return text(into.subarray(0, file.read(0, into)));
}

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}
