import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isGoruError } from '../contract/goru-error';
import { readWheel, readWheelMetadata, type UnpackedWheel } from './read-wheel';
import {
  buildWheel,
  METADATA,
  recordLine,
  sha256Of,
  WHEEL,
  type WheelParts,
} from './testing/build-wheel';
import { wheelFacts } from './wheel-facts';

const decoder = new TextDecoder();
const ELF = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0);
const CODE = 'ANSWER = 42\n';

describe('readWheel', () => {
  it('gives the files by where they are installed, .dist-info included', async () => {
    const wheel = await read({
      files: { 'demo/__init__.py': CODE, 'demo/data/größe.txt': 'ä', 'other.py': '' },
    });
    expect([...wheel.files.keys()]).toEqual([
      'site-packages/demo/__init__.py',
      'site-packages/demo/data/größe.txt',
      'site-packages/other.py',
      'site-packages/demo-1.0.dist-info/METADATA',
      'site-packages/demo-1.0.dist-info/WHEEL',
      'site-packages/demo-1.0.dist-info/RECORD',
    ]);
    expect(textOf(wheel, 'site-packages/demo/__init__.py')).toBe(CODE);
    expect(wheel).toMatchObject({
      isPurelib: true,
      isOnlyCompiled: false,
      compiledFiles: [],
      leftOut: [],
      warnings: [],
      topLevelModules: ['demo', 'other'],
    });
    expect(wheel.metadata.name).toBe('demo');
  });

  it('says in a few lines what it is', async () => {
    const metadata = `${METADATA}Summary: A demo\nLicense-Expression: MIT\n`;
    expect(wheelFacts(await read({ metadata }))).toEqual({
      fileName: 'demo-1.0-py3-none-any.whl',
      name: 'demo',
      version: '1.0',
      license: 'MIT',
      summary: 'A demo',
      topLevelModules: ['demo'],
    });
  });

  it('says it so that a list shows what it is, whatever its author has put there', async () => {
    const summary = `<b>bold</b>\u202egnihtemos\u0007 \u200b\u001b[31m${'long '.repeat(1000)}`;
    const metadata = `${METADATA}Summary: ${summary}\n  \t folded\nLicense: \u2066\n`;
    const facts = wheelFacts(await read({ metadata }));
    expect(facts.summary).toMatch(/^<b>bold<\/b> gnihtemos {3}\[31mlong (long )+\w*…$/);
    expect(facts.summary?.length).toBeLessThanOrEqual(300);
    expect(facts.license).toBeNull();
  });

  describe('checks that the wheel is the one that was asked for', () => {
    it('by its hash', async () => {
      const { bytes, fileName, sha256 } = buildWheel();
      const other = 'ab'.repeat(32);
      const error = await errorOf(readWheel(bytes, { fileName, sha256: other }));
      expect(error.message).toBe(
        `wheel "${fileName}" refused: its SHA-256 is ${sha256}; expected was ${other}`,
      );
      expect(error.notes).toHaveLength(1);
      await expect(
        readWheel(bytes, { fileName, sha256: sha256.toUpperCase() }),
      ).resolves.toMatchObject({ sha256 });
    });

    it('by its hash, before anything is parsed', async () => {
      const fileName = 'demo-1.0-py3-none-any.whl';
      const error = await errorOf(readWheel(Uint8Array.of(1, 2), { fileName, sha256: '' }));
      expect(error.message).toContain('its SHA-256 is');
    });

    it.each<[string, WheelParts, string]>([
      [
        'another name',
        { metadata: METADATA.replace('demo', 'evil') },
        'its METADATA gives the name "evil"',
      ],
      [
        'another version',
        { metadata: METADATA.replace('1.0', '1.1') },
        'its METADATA gives the version "1.1"',
      ],
      [
        'another name of .dist-info',
        { distInfo: 'evil-1.0.dist-info' },
        'it holds evil-1.0.dist-info where its name promises demo-1.0.dist-info',
      ],
      [
        'another version of .dist-info',
        { distInfo: 'demo-2.dist-info' },
        'it holds demo-2.dist-info',
      ],
      [
        'no name',
        { metadata: 'Metadata-Version: 2.1\nVersion: 1.0\n' },
        'invalid package metadata: Name is missing',
      ],
      ['a file name that is none', { fileName: 'demo.whl' }, 'its name is not of the form'],
    ])('and refuses %s', async (_, parts, why) => {
      expect((await errorOf(read(parts))).message).toContain(why);
    });

    it('whichever way names and versions are written', async () => {
      const wheel = await read({
        fileName: 'Demo_Project-1.0_local-py3-none-any.whl',
        distInfo: 'demo.project-1.0+local.dist-info',
        metadata: 'Metadata-Version: 2.1\nName: demo-project\nVersion: 1.0.0+local\n',
      });
      expect(wheel.distInfo).toBe('demo.project-1.0+local.dist-info');
    });
  });

  it.each<[string, WheelParts, string]>([
    ['without .dist-info', { distInfo: 'demo' }, 'it has no .dist-info directory'],
    [
      'with two',
      { files: { 'other-1.dist-info/METADATA': METADATA } },
      'it has two .dist-info directories',
    ],
    [
      'with a second .dist-info in capitals',
      { files: { 'other-1.DIST-INFO/METADATA': METADATA } },
      'it has two .dist-info directories',
    ],
    ['without METADATA', { metadata: null }, 'it has no demo-1.0.dist-info/METADATA'],
    ['without WHEEL', { wheel: null }, 'it has no demo-1.0.dist-info/WHEEL'],
    ['without RECORD', { record: null }, 'it has no demo-1.0.dist-info/RECORD'],
    [
      'without a version in WHEEL',
      { wheel: 'Root-Is-Purelib: true\n' },
      'its WHEEL file gives the Wheel-Version ""',
    ],
  ])('refuses a wheel %s', async (_, parts, why) => {
    const error = await errorOf(read(parts));
    expect(error.message).toContain(why);
    expect(error.code).toBe('protocol');
  });

  it('refuses a format of the future, and warns of a newer one of today', async () => {
    const error = await errorOf(read({ wheel: WHEEL.replace('1.0', '2.0') }));
    expect([error.code, error.message]).toEqual([
      'unsupported',
      'wheel "demo-1.0-py3-none-any.whl" refused: it has the wheel format 2.0; known is 1.0',
    ]);
    const { warnings } = await read({ wheel: WHEEL.replace('1.0', '1.9') });
    expect(warnings).toEqual(['it has the wheel format 1.9; known is 1.0']);
  });

  describe('holds every file to RECORD', () => {
    const rest =
      recordLine('demo-1.0.dist-info/METADATA', METADATA)
      + recordLine('demo-1.0.dist-info/WHEEL', WHEEL)
      + 'demo-1.0.dist-info/RECORD,,\n';
    const good = recordLine('demo/__init__.py', CODE);

    it.each<[string, string, string]>([
      ['a file that is not listed', rest, '"demo/__init__.py" is not listed in its RECORD'],
      [
        'another content',
        recordLine('demo/__init__.py', 'evil') + rest,
        '"demo/__init__.py" has the hash sha256=',
      ],
      [
        'another size',
        good.replace(/\d+\n$/, '7\n') + rest,
        '"demo/__init__.py" has 12 bytes; its RECORD says 7',
      ],
      ['no hash', `demo/__init__.py,,\n${rest}`, 'its RECORD gives "demo/__init__.py" no hash'],
      [
        'a weak hash',
        `demo/__init__.py,md5=AAAA,12\n${rest}`,
        'the hash "md5=AAAA"; it must be sha256 or better',
      ],
      [
        'a hash named after a property of objects',
        `demo/__init__.py,constructor=AAAA,12\n${rest}`,
        'it must be sha256 or better',
      ],
      ['two lines', good + good + rest, 'its RECORD lists "demo/__init__.py" twice'],
      [
        'a size that is none',
        good.replace(/\d+\n$/, '-1\n') + rest,
        'its RECORD gives "demo/__init__.py" the size -1',
      ],
      ['a quote without an end', `"demo/__init__.py,${rest}`, 'its RECORD is no CSV'],
    ])('and refuses %s', async (_, record, why) => {
      expect((await errorOf(read({ record }))).message).toContain(why);
    });

    it('also compiled ones, which are not even unpacked', async () => {
      const items = [{ name: 'demo/evil.so', content: ELF }];
      const error = await errorOf(read({ items }));
      expect(error.message).toContain('"demo/evil.so" is not listed in its RECORD');
    });

    it('by stronger hashes too', async () => {
      const sha512 = createHash('sha512').update(CODE).digest('base64url');
      const record = `demo/__init__.py,sha512=${sha512},\n${rest}`;
      const wheel = await read({ record });
      expect(wheel.hashes.get('site-packages/demo/__init__.py')).toBe(`sha512=${sha512}`);
      const wrong = record.replace(/sha512=./, 'sha512=_');
      expect((await errorOf(read({ record: wrong }))).message).toContain('has the hash sha512=');
    });

    it('reads quoted paths and other line ends', async () => {
      const files = { 'demo/a, "b".txt': 'x' };
      const record = recordLine('demo/a, "b".txt', 'x') + rest;
      const wheel = await read({ files, record: record.replaceAll('\n', '\r\n') });
      expect(wheel.files.has('site-packages/demo/a, "b".txt')).toBe(true);
    });

    it('but not its signatures, and only warns of what is listed and missing', async () => {
      const record = `${good + recordLine('gone.py', '1') + rest}demo-1.0.dist-info/RECORD.jws,,\n`;
      const items = [{ name: 'demo-1.0.dist-info/RECORD.jws', content: '{}' }];
      const { warnings, files } = await read({ record, items });
      expect(warnings).toEqual(['RECORD lists "gone.py", which is missing']);
      expect(files.has('site-packages/demo-1.0.dist-info/RECORD.jws')).toBe(true);
    });

    it('and has no word for a file that only looks like RECORD', async () => {
      const items = [{ name: 'demo/RECORD', content: 'evil' }];
      expect((await errorOf(read({ items }))).message).toContain('"demo/RECORD" is not listed');
    });
  });

  describe('puts files where they belong', () => {
    it('from all of .data', async () => {
      const wheel = await read({
        files: {
          'demo/__init__.py': CODE,
          'demo-1.0.data/purelib/pure.py': '1',
          'demo-1.0.data/platlib/plat.py': '2',
          'demo-1.0.data/data/share/demo/x.txt': '3',
          'demo-1.0.data/scripts/run': '#!python\n',
          'demo-1.0.data/headers/demo.h': '',
        },
      });
      const paths = [...wheel.files.keys()].filter((path) => !path.includes('.dist-info'));
      expect(paths).toEqual([
        'site-packages/demo/__init__.py',
        'site-packages/pure.py',
        'site-packages/plat.py',
        'data/share/demo/x.txt',
      ]);
      expect(wheel.leftOut).toEqual([
        { path: 'demo-1.0.data/scripts/run', kind: 'script' },
        { path: 'demo-1.0.data/headers/demo.h', kind: 'header' },
      ]);
      expect(wheel.topLevelModules).toEqual(['demo', 'plat', 'pure']);
    });

    it.each<[string, Record<string, string>, string]>([
      [
        'an unknown place',
        { 'demo-1.0.data/bin/x': '1' },
        'nobody knows where "demo-1.0.data/bin/x" belongs',
      ],
      [
        'no place',
        { 'demo-1.0.data/purelib': '1' },
        'nobody knows where "demo-1.0.data/purelib" belongs',
      ],
      [
        'one place for two files',
        { 'a.py': '1', 'demo-1.0.data/purelib/a.py': '2' },
        'two of its files go to "site-packages/a.py"',
      ],
      [
        'forged metadata',
        { 'demo-1.0.data/purelib/Demo-1.0.dist-info/METADATA': 'x' },
        'would pass for the metadata of an installed package',
      ],
      [
        'metadata of another package',
        { 'demo-1.0.data/platlib/other-9.dist-info/RECORD': 'x' },
        'would pass for the metadata of an installed package',
      ],
      [
        'a file that is a directory',
        { a: '1', 'a/b.py': '2' },
        '"site-packages/a" is a file and a directory',
      ],
    ])('and refuses %s', async (_, files, why) => {
      expect((await errorOf(read({ files }))).message).toContain(why);
    });
  });

  describe('leaves compiled code out', () => {
    it('and reports it', async () => {
      const wheel = await read({
        fileName: 'demo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl',
        files: {
          'demo/__init__.py': CODE,
          'demo/_speed.cpython-312-x86_64-linux-gnu.so': ELF,
          'demo/_win.pyd': 'MZ',
          'demo.libs/libz.so.1.2.13': ELF,
          'demo/lib.a': '!<arch>',
          'demo-1.0.data/scripts/tool': ELF,
          'demo/sofa.py': '',
          'demo/readme.solution': '',
        },
      });
      expect(wheel.compiledFiles).toEqual([
        'demo-1.0.data/scripts/tool',
        'demo.libs/libz.so.1.2.13',
        'demo/_speed.cpython-312-x86_64-linux-gnu.so',
        'demo/_win.pyd',
        'demo/lib.a',
      ]);
      expect(wheel.isOnlyCompiled).toBe(false);
      expect([...wheel.files.keys()].filter((path) => !path.includes('.dist-info'))).toEqual([
        'site-packages/demo/__init__.py',
        'site-packages/demo/sofa.py',
        'site-packages/demo/readme.solution',
      ]);
    });

    it('and says when nothing is left', async () => {
      const distInfo = 'demo-1.0.dist-info';
      const wheel = await read({
        files: { '_demo.abi3.so': ELF, '_demo.pyi': '', [`${distInfo}/top_level.txt`]: '_demo\n' },
      });
      expect(wheel.isOnlyCompiled).toBe(true);
      expect(wheel.topLevelModules).toEqual(['_demo']);
    });

    it('without unpacking it: it costs nothing of the limit', async () => {
      const files = { 'demo/__init__.py': CODE, 'demo/big.so': new Uint8Array(2_000_000) };
      const limits = { unpackedBytes: 10_000 };
      await expect(read({ files }, limits)).resolves.toMatchObject({
        compiledFiles: ['demo/big.so'],
      });
    });
  });

  it('finds modules, packages and namespace packages, and nothing else', async () => {
    const { topLevelModules } = await read({
      files: {
        'one.py': '',
        'google/cloud/x/__init__.py': '',
        'no-module/a.py': '',
        'only_data/a.json': '{}',
        'größe.py': '',
      },
    });
    expect(topLevelModules).toEqual(['google', 'größe', 'one']);
  });

  it('keeps to its limits', async () => {
    const files = { 'a.txt': 'x'.repeat(1000), 'b.txt': 'y'.repeat(1000) };
    const bytes = await errorOf(read({ files }, { unpackedBytes: 1500 }));
    expect([bytes.code, bytes.message]).toEqual([
      'limit',
      'wheel "demo-1.0-py3-none-any.whl" refused: it unpacks to more than 1,500 bytes',
    ]);
    const count = await errorOf(read({ files }, { files: 4 }));
    expect([count.code, count.message]).toEqual([
      'limit',
      'wheel "demo-1.0-py3-none-any.whl" refused: it holds more than 4 files',
    ]);
  });

  it('refuses what leads out of the wheel, even when RECORD lists it', async () => {
    const error = await errorOf(read({ files: { '../../evil.py': '1' } }));
    expect(error.message).toContain('entry "../../evil.py" leads out of the wheel');
  });

  it('refuses half a file', async () => {
    const { bytes, fileName } = buildWheel();
    const half = bytes.slice(0, bytes.length / 2);
    const error = await errorOf(readWheel(half, { fileName, sha256: sha256Of(half) }));
    expect(error.message).toBe(`wheel "${fileName}" refused: it is no complete zip archive`);
  });
});

describe('readWheelMetadata', () => {
  it('unpacks METADATA and nothing else', async () => {
    const { bytes, fileName } = buildWheel({
      // A second read would find the wrong checksum.
      change: (item) => (item.name === 'demo/__init__.py' ? { ...item, crc: 1 } : item),
    });
    expect(await readWheelMetadata(bytes, fileName)).toBe(METADATA);
  });

  it('refuses what is no wheel, or has none', async () => {
    const { bytes } = buildWheel({ metadata: null });
    expect((await errorOf(readWheelMetadata(bytes, 'a.whl'))).message).toBe(
      'wheel "a.whl" refused: it has no demo-1.0.dist-info/METADATA',
    );
    const noise = new Uint8Array(100);
    expect((await errorOf(readWheelMetadata(noise, 'a.whl'))).message).toBe(
      'wheel "a.whl" refused: it is no complete zip archive',
    );
  });
});

function read(parts: WheelParts, limits = {}): Promise<UnpackedWheel> {
  const { bytes, fileName, sha256 } = buildWheel(parts);
  return readWheel(bytes, { fileName, sha256, limits });
}

function textOf(wheel: UnpackedWheel, path: string): string {
  return decoder.decode(wheel.files.get(path));
}

async function errorOf(
  promise: Promise<unknown>,
): Promise<{ code: string; message: string; notes: readonly string[] }> {
  const error: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!isGoruError(error)) throw error;
  return error;
}
