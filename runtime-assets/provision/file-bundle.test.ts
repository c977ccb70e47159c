import { describe, expect, it } from 'vitest';

import { unpackBundle } from '../../src/contract/file-bundle';
import { packBundle } from './file-bundle';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('packBundle and unpackBundle', () => {
  it('give back every file under its path', () => {
    const files = new Map([
      ['goru/kv.py', text('print("ä")\n')],
      ['goru/empty.py', text('')],
      ['Europe/Paris', Uint8Array.of(0, 255, 10)],
    ]);
    const unpacked = unpackBundle(packBundle(files));
    expect([...unpacked.keys()]).toEqual(['Europe/Paris', 'goru/empty.py', 'goru/kv.py']);
    for (const [path, content] of files) expect(unpacked.get(path)).toEqual(content);
  });

  it('does not depend on the order in which files were added', () => {
    const a: [string, Uint8Array] = ['a', text('1')];
    const b: [string, Uint8Array] = ['b', text('2')];
    expect(packBundle(new Map([a, b]))).toEqual(packBundle(new Map([b, a])));
  });

  it('stores equal contents once', () => {
    const content = new Uint8Array(10_000).fill(7);
    const bundle = packBundle(
      new Map([
        ['Asia/Calcutta', content],
        ['Asia/Kolkata', content.slice()],
      ]),
    );
    expect(bundle.length).toBeLessThan(11_000);
    expect(unpackBundle(bundle).get('Asia/Kolkata')).toEqual(content);
  });

  it('reads an ArrayBuffer and a view in the middle of a buffer', () => {
    const bundle = packBundle(new Map([['a', text('x')]]));
    const padded = new Uint8Array(bundle.length + 6);
    padded.set(bundle, 3);
    const view = padded.subarray(3, 3 + bundle.length);
    expect(unpackBundle(view).get('a')).toEqual(text('x'));
    expect(unpackBundle(view.slice().buffer).get('a')).toEqual(text('x'));
  });

  it.each(['/etc/passwd', '../x', 'a//b', 'a/./b', ''])('refuses to pack the path "%s"', (path) => {
    expect(() => packBundle(new Map([[path, text('')]]))).toThrow('bundle paths are relative');
  });

  it.each<[string, Uint8Array]>([
    ['it has no header', Uint8Array.of(1)],
    ['its header is cut off', text('<!doctype html><title>Not found</title>')],
    ['its header is not JSON', Uint8Array.of(2, 0, 0, 0, 33, 33)],
    ['its header is not a list', Uint8Array.of(2, 0, 0, 0, ...text('{}'))],
    ['its header holds something that is not a file', Uint8Array.of(3, 0, 0, 0, ...text('[1]'))],
  ])('says of a damaged bundle that %s', (message, bytes) => {
    expect(() => unpackBundle(bytes)).toThrow(message);
  });

  it('says which file is cut off', () => {
    const bundle = packBundle(new Map([['goru/kv.py', text('print(1)')]]));
    expect(() => unpackBundle(bundle.subarray(0, -1))).toThrow('it ends inside "goru/kv.py"');
  });
});
