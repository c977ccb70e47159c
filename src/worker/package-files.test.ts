import { describe, expect, it } from 'vitest';
import { packBundle } from '../contract/file-bundle';
import type { MemoryDirectory } from '../fs/memory-directory';
import { MemoryFile } from '../fs/memory-file';
import { PackageFiles } from './package-files';

function bundle(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bytes = Object.entries(files).map(([path, text]) => [path, encoder.encode(text)] as const);
  return new Uint8Array(packBundle(new Map(bytes)));
}

/** path → text of everything below `directory`; an empty directory counts as one with no text. */
function tree(directory: MemoryDirectory, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name } of directory.list()) {
    const node = directory.lookup(name);
    if (node instanceof MemoryFile) {
      const bytes = new Uint8Array(node.size());
      node.read(0, bytes);
      found[prefix + name] = new TextDecoder().decode(bytes);
    } else {
      const below = tree(node as MemoryDirectory, `${prefix}${name}/`);
      Object.assign(found, Object.keys(below).length > 0 ? below : { [`${prefix}${name}/`]: '' });
    }
  }
  return found;
}

describe('installed packages', () => {
  it('come, are replaced and go, and leave no empty directory', () => {
    const { root, change } = withChange();
    const dist = 'a-1.dist-info/METADATA';
    change([], { 'a/__init__.py': 'one', 'a/deep/b.py': 'b', [dist]: 'Name: a', 'six.py': '6' });
    change([], { 'a/__init__.py': 'two' });
    expect(tree(root)).toEqual({
      'site-packages/': '',
      'a/__init__.py': 'two',
      'a/deep/b.py': 'b',
      [dist]: 'Name: a',
      'six.py': '6',
    });
    change(['a/deep/b.py', dist]);
    expect(tree(root)).toEqual({ 'site-packages/': '', 'a/__init__.py': 'two', 'six.py': '6' });
  });

  it('are not harmed by a removal of what is not there', () => {
    const { root, change } = withChange();
    change([], { 'a/b.py': '' });
    change(['a', 'a/c.py', 'x/y.py', 'a/b.py/c', '']);
    expect(tree(root)).toEqual({ 'site-packages/': '', 'a/b.py': '' });
  });

  it('tell which of their modules that go were opened, as by an import', () => {
    const { root, change } = withChange();
    change([], { 'a/__init__.py': '1', 'a/b.py': '', 'a/data.txt': '', 'six.py': '' });
    const open = (...segments: string[]): void => {
      const file = segments.reduce<unknown>(
        (directory, name) => (directory as MemoryDirectory).lookup(name),
        root,
      );
      (file as MemoryFile).opened();
    };
    open('a', '__init__.py');
    open('a', 'data.txt');
    expect(change(['six.py'])).toEqual([]);
    const all = ['a/__init__.py', 'a/b.py', 'a/data.txt'];
    expect(change(all, { 'a/__init__.py': '2' })).toEqual(['a/__init__.py']);
    expect(change(all)).toEqual([]);
  });

  it('tell once which modules were opened', () => {
    const packages = new PackageFiles();
    const content = bundle({ 'a.py': '', 'b.py': '', 'data.txt': '' });
    packages.change({ type: 'change-packages', removed: [], content, isLast: true });
    for (const name of ['a.py', 'data.txt', 'a.py'])
      (packages.root.lookup(name) as MemoryFile).opened();
    expect(packages.takeOpened()).toEqual(['a.py']);
    (packages.root.lookup('a.py') as MemoryFile).opened();
    expect(packages.takeOpened()).toEqual([]);
  });

  it('change with the last piece, all at once', () => {
    const packages = new PackageFiles();
    const send = (isLast: boolean, removed: string[], files: Record<string, string>): string[] =>
      packages.change({ type: 'change-packages', removed, content: bundle(files), isLast });
    send(true, [], { 'a.py': 'one', 'b.py': 'one' });
    send(false, ['a.py', 'b.py'], { 'a.py': 'two' });
    send(false, [], { 'c.py': 'two' });
    expect(tree(packages.root)).toEqual({ 'site-packages/': '', 'a.py': 'one', 'b.py': 'one' });
    send(true, [], { 'd.py': 'two' });
    const all = { 'site-packages/': '', 'a.py': 'two', 'c.py': 'two', 'd.py': 'two' };
    expect(tree(packages.root)).toEqual(all);
  });

  function withChange() {
    const packages = new PackageFiles();
    const change = (removed: string[], files?: Record<string, string>): string[] =>
      packages.change({
        type: 'change-packages',
        removed,
        isLast: true,
        ...(files === undefined ? {} : { content: bundle(files) }),
      });
    return { root: packages.root, change };
  }
});
