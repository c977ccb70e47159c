import { describe, expect, it } from 'vitest';
import { unpackBundle } from '../contract/file-bundle';
import { bundleWheels } from './bundle-wheels';
import type { InstalledWheel } from './install-wheel';

const decoder = new TextDecoder();

describe('bundleWheels', () => {
  it('puts all wheels into one tree', () => {
    const { bundle, conflicts } = bundleWheels([
      wheel('a 1', { 'site-packages/a.py': '1', 'data/share/a.txt': '2' }),
      wheel('b 2', { 'site-packages/b/__init__.py': '', 'site-packages/b/größe.txt': 'ä' }),
    ]);
    expect(textsOf(bundle)).toEqual({
      'data/share/a.txt': '2',
      'site-packages/a.py': '1',
      'site-packages/b/__init__.py': '',
      'site-packages/b/größe.txt': 'ä',
    });
    expect(conflicts).toEqual([]);
  });

  it('is an empty tree without wheels', () => {
    expect(textsOf(bundleWheels([]).bundle)).toEqual({});
  });

  it('lets the last of two different files win, and says so', () => {
    const { bundle, conflicts } = bundleWheels([
      wheel('a 1', { 'site-packages/tests/x.py': 'a', 'site-packages/ns/__init__.py': 'same' }),
      wheel('b 2', { 'site-packages/tests/x.py': 'b', 'site-packages/ns/__init__.py': 'same' }),
    ]);
    expect(textsOf(bundle)['site-packages/tests/x.py']).toBe('b');
    expect(conflicts).toEqual([{ path: 'site-packages/tests/x.py', wheels: ['a 1', 'b 2'] }]);
  });

  it('refuses a file of one wheel that is a directory of another, and names both', () => {
    const wheels = [
      wheel('a 1', { 'site-packages/x': '1' }),
      wheel('b 2', { 'site-packages/x/y.py': '2' }),
    ];
    expect(() => bundleWheels(wheels)).toThrow(
      'packages cannot be installed together: "site-packages/x" is a file of a 1 and a directory of b 2',
    );
  });
});

function wheel(title: string, files: Record<string, string>): InstalledWheel {
  const encoder = new TextEncoder();
  const entries = Object.entries(files).map(([path, text]): [string, Uint8Array<ArrayBuffer>] => [
    path,
    encoder.encode(text),
  ]);
  return { title, files: new Map(entries) };
}

function textsOf(bundle: Uint8Array): Record<string, string> {
  const files = [...unpackBundle(bundle)];
  return Object.fromEntries(files.map(([path, content]) => [path, decoder.decode(content)]));
}
