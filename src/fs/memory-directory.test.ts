import { describe, expect, it } from 'vitest';
import { abi, ErrnoError } from '../wasi/errno';
import { MemoryDirectory } from './memory-directory';
import { Quota } from './quota';
import { contentOf } from './storage-directory';

/** What a name of one character costs. */
const NAME_BYTES = 258;

describe('a tree made from files', () => {
  it('has their directories', () => {
    const root = treeOf(['a.txt', 'd/b.txt', 'd/e/c.txt']);
    expect(pathsOf(root)).toEqual(['a.txt', 'd/', 'd/b.txt', 'd/e/', 'd/e/c.txt']);
  });

  it.each(['', '/a', 'a//b', 'a/', './a', 'a/../b', '..'])('refuses the path "%s"', (path) => {
    expect(() => treeOf([path])).toThrow(new ErrnoError(abi.ERRNO_INVAL));
  });

  it('refuses a file that is also a directory', () => {
    expect(() => treeOf(['a', 'a/b'])).toThrow(new ErrnoError(abi.ERRNO_NOTDIR));
  });

  it('keeps names that objects have of their own', () => {
    const root = treeOf(['__proto__', 'constructor/toString']);
    expect(pathsOf(root)).toEqual(['__proto__', 'constructor/', 'constructor/toString']);
    expect(root.lookup('toString')).toBeUndefined();
  });

  it('charges its quota for content and names', () => {
    const quota = new Quota(Infinity);
    MemoryDirectory.fromFiles(new Map([['d/a', new Uint8Array(1000)]]), quota);
    expect(quota.usedBytes).toBe(1000 + 2 * NAME_BYTES);
  });
});

describe('a directory in memory', () => {
  it('reads nothing that it has no room for', () => {
    const quota = new Quota(2_000);
    const root = new MemoryDirectory(quota);
    const read = (): number => {
      throw new Error('it was read');
    };
    expect(() => root.replaceFile('a', { size: 2 ** 40, read })).toThrow(
      new ErrnoError(abi.ERRNO_NOSPC),
    );
    // What is replaced makes room.
    void root.replaceFile('a', contentOf(new Uint8Array(1_500)));
    void root.replaceFile('a', contentOf(new Uint8Array(1_600)));
    expect(quota.usedBytes).toBe(1_600 + NAME_BYTES);
  });

  it('is charged for nothing that it did not create', () => {
    const quota = new Quota(600);
    const root = new MemoryDirectory(quota);
    root.createFile('a');
    root.createDirectory('b');
    expect(() => root.createFile('c')).toThrow(new ErrnoError(abi.ERRNO_NOSPC));
    expect(pathsOf(root)).toEqual(['a', 'b/']);
    expect(quota.usedBytes).toBe(2 * NAME_BYTES);
  });

  it('renames in a full mount', () => {
    const quota = new Quota(NAME_BYTES);
    const root = new MemoryDirectory(quota);
    root.createFile('a');
    root.rename('a', root, 'b');
    expect(pathsOf(root)).toEqual(['b']);
    expect(quota.usedBytes).toBe(NAME_BYTES);
  });

  it('charges for the length of a name, and keeps the old one where there is no room', () => {
    const quota = new Quota(1_000);
    const root = new MemoryDirectory(quota);
    root.createFile('a');
    expect(() => {
      root.rename('a', root, 'x'.repeat(500));
    }).toThrow(new ErrnoError(abi.ERRNO_NOSPC));
    expect(pathsOf(root)).toEqual(['a']);
    root.rename('a', root, 'x'.repeat(100));
    expect(quota.usedBytes).toBe(256 + 200);
    root.unlink('x'.repeat(100));
    expect(quota.usedBytes).toBe(0);
  });

  it('lists the same array to everybody until something changes', () => {
    const root = treeOf(['a', 'b']);
    const before = root.list();
    expect(root.list()).toBe(before);
    root.rename('a', root, 'c');
    expect(root.list().map(({ name }) => name)).toEqual(['b', 'c']);
    expect(before.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('gives the room of a replaced file back', () => {
    const quota = new Quota(Infinity);
    const root = new MemoryDirectory(quota);
    root.createFile('a').write(0, new Uint8Array(10));
    root.createFile('b').write(0, new Uint8Array(1000));
    root.rename('a', root, 'b');
    expect(quota.usedBytes).toBe(NAME_BYTES + 10);
  });

  it('keeps everything when a rename fails', () => {
    const root = treeOf(['d/a', 'e/b', 'f']);
    for (const [name, newName] of [
      ['d', 'e'],
      ['d', 'f'],
      ['f', 'd'],
      ['missing', 'f'],
    ] as const) {
      expect(() => {
        root.rename(name, root, newName);
      }).toThrow(ErrnoError);
    }
    expect(pathsOf(root)).toEqual(['d/', 'd/a', 'e/', 'e/b', 'f']);
  });

  it('says EXDEV for another mount, even an equal one', () => {
    const root = treeOf(['a']);
    expect(() => {
      root.rename('a', treeOf([]), 'a');
    }).toThrow(new ErrnoError(abi.ERRNO_XDEV));
  });

  it('has a new modification time after every change in it', () => {
    const root = treeOf(['a']);
    const times = [root.stat().modifiedNs];
    const changes = [
      () => root.createFile('b'),
      () => {
        root.createDirectory('d');
      },
      () => {
        root.rename('a', root, 'c');
      },
      () => {
        root.unlink('b');
      },
      () => {
        root.removeDirectory('d');
      },
    ];
    for (const change of changes) {
      change();
      times.push(root.stat().modifiedNs);
    }
    expect(times).toEqual([...new Set(times)].sort((a, b) => Number(a - b)));
    expect(times).toHaveLength(6);
  });

  it('gives every node a number of its own, which survives a rename', () => {
    const root = treeOf(['a', 'b', 'd/c']);
    const inos = root.list().map(({ ino }) => ino);
    expect(new Set([root.ino, ...inos]).size).toBe(4);
    const before = root.lookup('a')?.ino;
    root.rename('a', root, 'z');
    expect(root.lookup('z')?.ino).toBe(before);
    expect(root.list().find(({ name }) => name === 'z')?.ino).toBe(before);
  });

  it('does not change a listing that somebody has', () => {
    const root = treeOf(['a', 'b']);
    const listing = root.list();
    root.unlink('a');
    expect(listing.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

function treeOf(paths: readonly string[]): MemoryDirectory {
  const files = new Map(paths.map((path) => [path, new Uint8Array(0)]));
  return MemoryDirectory.fromFiles(files, new Quota(Infinity));
}

/** All paths below, directories with a slash, in sorted order. */
function pathsOf(directory: MemoryDirectory): string[] {
  return directory
    .list()
    .flatMap(({ name }) => {
      const node = directory.lookup(name);
      if (!(node instanceof MemoryDirectory)) return [name];
      return [`${name}/`, ...pathsOf(node).map((path) => `${name}/${path}`)];
    })
    .sort();
}
