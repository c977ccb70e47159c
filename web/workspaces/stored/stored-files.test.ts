// Real transactions; the private file system answers what engines were seen to answer.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { siteNames } from './site-names';
import { storedFiles } from './stored-files';
import { storedValues } from './stored-values';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const names = siteNames('/here/');

/** Everything that is asked of it fails with an error of this name, the root, too, or what is below it. */
function stubFileSystem(where: 'root' | 'below', name: string, times = Infinity): void {
  let left = times;
  const fail = () => {
    left -= 1;
    return Promise.reject(new DOMException(name, left < 0 ? 'NotFoundError' : name));
  };
  const root = { getDirectoryHandle: fail };
  const getDirectory = () => (where === 'root' && left > 0 ? fail() : Promise.resolve(root));
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('navigator', { storage: { getDirectory } });
}

describe('the files that are stored', () => {
  it.each([
    ['below', 'InvalidStateError'],
    ['below', 'UnknownError'],
    ['root', 'InvalidStateError'],
  ] as const)('are not taken for none when the %s says %s', async (where, name) => {
    stubFileSystem(where, name);
    const files = storedFiles(names);
    await expect(files.read('a')).rejects.toThrow(name);
    await expect(files.folders()).rejects.toThrow(name);
    await expect(files.remove('a')).rejects.toThrow(name);
  });

  it.each([
    ['below', 'NotFoundError', Infinity],
    ['root', 'SecurityError', Infinity],
    ['root', 'UnknownError', Infinity],
    ['root', 'InvalidStateError', 1],
  ] as const)('are those in the database when the %s says %s', async (where, name, times) => {
    stubFileSystem(where, name, times);
    const files = storedFiles(names);
    await files.write('b', oneFile());
    const read = await files.read('b');
    expect(read.map(({ path }) => path)).toEqual(['a.txt']);
    await files.remove('b');
  });

  it('are not taken for none, nor are values, when the list of databases fails', async () => {
    stubFileSystem('below', 'NotFoundError');
    const list = vi.spyOn(indexedDB, 'databases');
    list.mockRejectedValue(new DOMException('no answer', 'UnknownError'));
    await expect(storedFiles(names).read('a')).rejects.toThrow('no answer');
    await expect(storedValues(names).read('a')).rejects.toThrow('no answer');
    list.mockRejectedValue(new DOMException('refused', 'SecurityError'));
    expect(await storedFiles(names).read('a')).toEqual([]);
    expect((await storedValues(names).read('a')).size).toBe(0);
  });
});

async function* oneFile() {
  await Promise.resolve();
  yield { path: 'a.txt', content: new Blob(['a']) };
}
