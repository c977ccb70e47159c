import { randomBytes } from 'node:crypto';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { downloadZip } from 'client-zip';
import { describe, expect, it } from 'vitest';
import { isGoruError } from '../contract/goru-error';
import { openZip, type ZipLimits } from './read-zip';
import { zipBytes, type ZipItem } from '../../e2e/support/zip-bytes';

const decoder = new TextDecoder();
const SYMLINK = 0o120777;
const MB = 1024 * 1024;

describe('openZip', () => {
  it('reads stored and deflated files, empty ones, names in UTF-8, and passes over directories', async () => {
    const noise = randomBytes(300_000);
    const zip = await open([
      { name: 'a/', mode: 0o040755, method: 0 },
      { name: 'a/stored.txt', content: 'stored', method: 0 },
      { name: 'a/größe.txt', content: 'deflated '.repeat(10_000) },
      { name: 'noise', content: noise },
      { name: 'empty', method: 0 },
    ]);
    expect(zip.paths).toEqual(['a/stored.txt', 'a/größe.txt', 'noise', 'empty']);
    expect(decoder.decode(await zip.read('a/stored.txt'))).toBe('stored');
    expect(decoder.decode(await zip.read('a/größe.txt'))).toBe('deflated '.repeat(10_000));
    expect(noise.equals(await zip.read('noise'))).toBe(true);
    expect(await zip.read('empty')).toEqual(new Uint8Array());
    expect(zip.has('a/')).toBe(false);
  });

  it('reads what another writer made, with sizes behind the data', async () => {
    const response = downloadZip([{ name: 'x.py', input: 'print(1)' }]);
    const zip = await openZip(new Uint8Array(await response.arrayBuffer()), { wheel: 'x.whl' });
    expect(decoder.decode(await zip.read('x.py'))).toBe('print(1)');
  });

  it('hands out copies, so that a small file does not keep a large archive in memory', async () => {
    const zip = await open([{ name: 'a', content: 'x', method: 0 }]);
    expect((await zip.read('a')).buffer.byteLength).toBe(1);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a way up', '../evil.py', 'leads out of the wheel ("..")'],
    ['a way up in the middle', 'a/../../evil.py', 'leads out of the wheel ("..")'],
    ['an absolute path', '/etc/passwd', 'is absolute'],
    ['a drive letter', 'C:/evil.py', 'begins with a drive letter'],
    ['a drive letter without a slash', 'c:evil.py', 'begins with a drive letter'],
    ['a backslash', '..\\evil.py', 'contains a backslash'],
    ['a share of a server', '\\\\server\\evil.py', 'contains a backslash'],
    ['NUL', 'good.py\0.txt', 'contains a NUL character'],
    ['an empty name', '', 'is not normalised'],
    ['a dot', 'a/./b.py', 'is not normalised'],
    ['two slashes', 'a//b.py', 'is not normalised'],
    ['a name that is too long', `${'a/'.repeat(600)}b`, 'is longer than 1024 characters'],
    ['a name that is not UTF-8', Uint8Array.of(0x61, 0xff, 0x62), 'has a name that is not UTF-8'],
  ])('refuses %s', async (_, name, why) => {
    expect(
      await refusal(
        open([
          { name: 'ok.py', content: '1' },
          { name, content: 'evil' },
        ]),
      ),
    ).toContain(why);
  });

  it('says which wheel and which entry it refuses', async () => {
    expect(await refusal(open([{ name: '../evil.py' }]))).toBe(
      'protocol: wheel "demo.whl" refused: entry "../evil.py" leads out of the wheel ("..")',
    );
  });

  it.each<[string, ZipItem, string]>([
    ['a symbolic link', { name: 'l', content: '/etc', mode: SYMLINK }, 'is a symbolic link'],
    ['a device', { name: 'd', mode: 0o020666 }, 'is neither a file nor a directory'],
    ['a pipe', { name: 'p', mode: 0o010666 }, 'is neither a file nor a directory'],
    [
      'a file that calls itself a directory',
      { name: 'a.py', content: '1', mode: 0o040755 },
      'is marked as a directory and named as a file',
    ],
    [
      'a directory with a content',
      { name: 'a/', content: 'evil' },
      'is a directory with a content',
    ],
    [
      'a second name in an extra field',
      { name: 'a.py', content: '1', flags: 0, extra: unicodePath('a.py', '../b.py') },
      'leads out of the wheel',
    ],
  ])('refuses %s', async (_, item, why) => {
    expect(await refusal(open([item]))).toContain(why);
  });

  it('refuses a second name that would be harmless by itself', async () => {
    const item = { name: 'a.py', content: '1', flags: 0, extra: unicodePath('a.py', 'b.py') };
    expect(await refusal(open([item]))).toContain('entry "b.py" has a second name, "a.py"');
  });

  it('refuses encrypted entries and methods it does not know as unsupported', async () => {
    expect(await refusal(open([{ name: 'a', content: '1', flags: 0x801 }]))).toBe(
      'unsupported: wheel "demo.whl" refused: entry "a" is encrypted',
    );
    expect(await refusal(open([{ name: 'a', content: '1', method: 14 }]))).toBe(
      'unsupported: wheel "demo.whl" refused: entry "a" uses compression method 14',
    );
  });

  it('refuses two entries of one name', async () => {
    const twice = [
      { name: 'a.py', content: '1' },
      { name: 'a.py', content: '2' },
    ];
    expect(await refusal(open(twice))).toBe(
      'protocol: wheel "demo.whl" refused: entry "a.py" is there twice',
    );
  });

  describe('with bombs', () => {
    it('refuses 10^5 entries after the first 20,000', async () => {
      const items = Array.from({ length: 100_000 }, (_, i) => ({
        name: `m${String(i)}`,
        method: 0,
      }));
      // 65,535 is what fits into the field; the directory itself goes on.
      const refused = refusal(openZip(zipBytes(items, { entries: 65_534 }), { wheel: 'demo.whl' }));
      expect(await refused).toBe(
        'limit: wheel "demo.whl" refused: it holds more than 20,000 files',
      );
    });

    it('refuses directories without end: a few entries name millions of them', async () => {
      const items = Array.from({ length: 50 }, (_, i) => ({
        name: `${String(i)}/${'a/'.repeat(500)}f.py`,
        content: '1',
      }));
      expect(await refusal(open(items))).toBe(
        'limit: wheel "demo.whl" refused: it holds more than 20,000 files',
      );
      expect((await open(items.slice(0, 30))).paths).toHaveLength(30);
    });

    it('stops a file that is 10 GB and says it is 100 bytes', async () => {
      const data = zerosCompressed(10_240);
      expect(data.length).toBeLessThan(11 * MB);
      const zip = await open([{ name: 'bomb', data, declaredBytes: 100, crc: 0 }]);
      const before = process.memoryUsage().arrayBuffers;
      expect(await refusal(zip.read('bomb'))).toContain(
        'entry "bomb" is damaged: it unpacks to more than the 100 bytes it declares',
      );
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * MB);
    });

    it('refuses 3 GB that are declared without unpacking any', async () => {
      const data = zerosCompressed(3 * 1024);
      const zip = await open([{ name: 'bomb', data, declaredBytes: 3 * 1024 * MB, crc: 0 }]);
      const started = performance.now();
      expect(await refusal(zip.read('bomb'))).toBe(
        'limit: wheel "demo.whl" refused: it unpacks to more than 209,715,200 bytes',
      );
      expect(performance.now() - started).toBeLessThan(500);
    });

    it('adds up all files', async () => {
      const content = new Uint8Array(MB);
      const items = Array.from({ length: 5 }, (_, i) => ({ name: `f${String(i)}`, content }));
      const zip = await open(items, { unpackedBytes: 3 * MB });
      for (const i of [0, 1, 2]) await zip.read(`f${String(i)}`);
      await zip.read('f0');
      expect(await refusal(zip.read('f3'))).toContain('it unpacks to more than 3,145,728 bytes');
    });

    it('refuses entries that share their compressed bytes', async () => {
      const bytes = zipBytes([
        { name: 'aa', content: 'x'.repeat(1000) },
        { name: 'bb', content: 'x'.repeat(1000) },
      ]);
      // The second directory record points to the first one's data.
      const view = new DataView(bytes.buffer);
      view.setUint32(secondRecord(bytes) + 42, 0, true);
      const zip = await openZip(bytes, { wheel: 'demo.whl' });
      await zip.read('aa');
      expect(await refusal(zip.read('bb'))).toMatch(/shares bytes|more than one way/);
    });
  });

  describe('with lies', () => {
    it.each<[string, ZipItem, string]>([
      [
        'more bytes than declared',
        { name: 'a', content: 'x'.repeat(500), declaredBytes: 499 },
        'it unpacks to more than the 499 bytes it declares',
      ],
      [
        'fewer bytes than declared',
        { name: 'a', content: 'x'.repeat(500), declaredBytes: 501 },
        'it unpacks to 500 bytes and declares 501',
      ],
      [
        'a stored size that differs',
        { name: 'a', content: 'xyz', method: 0, declaredBytes: 2 },
        'it is stored with 3 bytes and declares 2',
      ],
      [
        'a wrong CRC-32',
        { name: 'a', content: 'xyz', crc: 1 },
        'its content does not have the CRC-32 that the archive states',
      ],
      [
        'data that is no deflate stream',
        { name: 'a', content: 'xyz', data: Uint8Array.of(7, 7, 7) },
        'its compressed data is damaged',
      ],
      [
        'a deflate stream that breaks off',
        { name: 'a', content: 'x', data: deflateRawSync(randomBytes(99)).subarray(0, 50) },
        'damaged',
      ],
      [
        'another name before the data',
        { name: 'a', content: 'xyz', localName: 'b' },
        'can be read in more than one way (mismatched local file header (filename))',
      ],
    ])('refuses %s', async (_, item, why) => {
      const zip = await open([item]);
      expect(await refusal(zip.read('a'))).toContain(why);
    });

    it('refuses bytes before and behind the archive, in which a second one could hide', async () => {
      const inner = zipBytes([{ name: 'a', content: '1' }]);
      const outer = zipBytes([{ name: 'b', content: '2' }]);
      const both = new Uint8Array([...inner, ...outer]);
      expect(await refusal(openZip(both, { wheel: 'demo.whl' }))).toContain(
        'can be read in more than one way',
      );
      const padded = new Uint8Array([...inner, 0]);
      expect(await refusal(openZip(padded, { wheel: 'demo.whl' }))).toContain('protocol: ');
    });
  });

  it('refuses every beginning of an archive that is not all of it', async () => {
    const bytes = zipBytes([
      { name: 'a.py', content: 'print(1)\n'.repeat(50) },
      { name: 'b.py', content: randomBytes(200) },
    ]);
    for (let length = 0; length < bytes.length; length++) {
      const half = openZip(bytes.slice(0, length), { wheel: 'demo.whl' });
      expect(await refusal(half)).toMatch(/^protocol: wheel "demo.whl" refused: it /);
    }
  });

  it('never fails but by a refusal, whichever byte is damaged', async () => {
    const bytes = zipBytes([
      { name: 'a.py', content: 'print(1)\n'.repeat(20) },
      { name: 'b.py', content: 'stored', method: 0 },
    ]);
    for (let position = 0; position < bytes.length; position++) {
      const damaged = bytes.slice();
      damaged[position] = (damaged[position] ?? 0) ^ 0xff;
      const text = await readAll(damaged).catch((error: unknown) => {
        expect(isGoruError(error)).toBe(true);
        return undefined;
      });
      // What still reads (dates, versions) reads the same.
      if (text !== undefined) expect(text).toBe(`${'print(1)\n'.repeat(20)}stored`);
    }
  });

  it('says that a page of HTML is no archive', async () => {
    const html = new TextEncoder().encode(
      `<!doctype html><title>Not found</title>${' '.repeat(99)}`,
    );
    expect(await refusal(openZip(html, { wheel: 'demo.whl' }))).toBe(
      'protocol: wheel "demo.whl" refused: it is no complete zip archive',
    );
  });
});

function open(
  items: readonly ZipItem[],
  limits: Partial<ZipLimits> = {},
): ReturnType<typeof openZip> {
  return openZip(zipBytes(items), { wheel: 'demo.whl', limits });
}

async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const zip = await openZip(bytes, { wheel: 'demo.whl' });
  let text = '';
  for (const path of zip.paths) text += decoder.decode(await zip.read(path));
  return text;
}

/** Code and message of the error. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!isGoruError(error)) throw error;
  return `${error.code}: ${error.message}`;
}

/** So many MB of zeros, compressed: one MB flushed to a byte's end can be repeated at will. */
function zerosCompressed(megabytes: number): Uint8Array {
  const one = deflateRawSync(new Uint8Array(MB), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => one), deflateRawSync('')]);
}

/** Where the second record of the central directory begins. */
function secondRecord(bytes: Uint8Array): number {
  const text = Buffer.from(bytes);
  return text.indexOf('PK\x01\x02', text.indexOf('PK\x01\x02') + 1, 'latin1');
}

/** The Info-ZIP Unicode Path extra field (APPNOTE.TXT 4.6.9), by which a reader may rename an entry. */
function unicodePath(name: string, path: string): Uint8Array {
  const bytes = Buffer.from(path);
  const field = Buffer.alloc(9 + bytes.length);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(5 + bytes.length, 2);
  field.writeUInt8(1, 4);
  field.writeUInt32LE(crc32(name), 5);
  field.set(bytes, 9);
  return field;
}
