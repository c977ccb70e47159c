import { describe, expect, it } from 'vitest';
import { abi } from '../wasi/errno';
import { FetchedFile } from './fetched-file';

const CONTENT = Uint8Array.of(1, 2, 3, 4);
const errnoOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { errno?: number }).errno;
  }
};

describe('a file that is fetched', () => {
  it('is fetched when somebody opens it, and only once', async () => {
    let fetches = 0;
    const file = new FetchedFile(4, () => {
      fetches += 1;
      return Promise.resolve(CONTENT);
    });
    expect(file.size()).toBe(4);
    expect(file.stat().size).toBe(4);
    expect(fetches).toBe(0);
    await file.opened();
    await file.opened();
    const into = new Uint8Array(8);
    expect(file.read(1, into)).toBe(3);
    expect([...into]).toEqual([2, 3, 4, 0, 0, 0, 0, 0]);
    expect(file.read(4, into)).toBe(0);
    expect(fetches).toBe(1);
  });

  it('is there at once where its bytes are', () => {
    const file = new FetchedFile(4, () => CONTENT);
    expect(file.opened()).toBeUndefined();
    expect(file.read(0, new Uint8Array(2))).toBe(2);
  });

  it('that comes with another size cannot be read, and may be tried again', async () => {
    const answers = [CONTENT.subarray(1), CONTENT];
    const file = new FetchedFile(4, () => Promise.resolve(answers.shift() ?? CONTENT));
    await expect(file.opened()).rejects.toMatchObject({ errno: abi.ERRNO_IO });
    await file.opened();
    expect(file.read(0, new Uint8Array(4))).toBe(4);
  });

  it('that does not come is an I/O error, and may be tried again', async () => {
    const answers = [Promise.reject(new TypeError('Failed to fetch')), Promise.resolve(CONTENT)];
    const file = new FetchedFile(4, () => answers.shift() ?? CONTENT);
    await expect(file.opened()).rejects.toMatchObject({ errno: abi.ERRNO_IO });
    await file.opened();
    expect(file.read(0, new Uint8Array(4))).toBe(4);
    const blocking = new FetchedFile(4, () => {
      throw new Error('NetworkError');
    });
    expect(errnoOf(() => blocking.opened())).toBe(abi.ERRNO_IO);
  });

  it('can only be read', () => {
    const file = new FetchedFile(4, () => CONTENT);
    for (const change of [() => file.write(), () => file.truncate(), () => file.setTimes()]) {
      expect(errnoOf(change)).toBe(abi.ERRNO_ROFS);
    }
    expect(errnoOf(() => file.read(0, new Uint8Array(1)))).toBe(abi.ERRNO_IO);
  });
});
