import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import {
  BOMB_SIZE_BYTES,
  type Damage,
  LYING_BOMB_DECLARED_BYTES,
  LYING_BOMB_SIZE_BYTES,
  makeDamagedWheel,
  MANY_FILES_COUNT,
} from './make-damaged-wheel.mjs';
import { makeWheel } from './make-wheel.mjs';

const python = (...args: string[]): string =>
  execFileSync('python3', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function hasPip(): boolean {
  try {
    return python('-m', 'pip', '--version') !== '';
  } catch {
    return false; // no Python, or one without pip
  }
}

/** Reads by the directory at the end, as readers should; independent of the writer. No Zip64. */
function readZip(zip: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packedSize, offset] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + packedSize);
    files.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wheel-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const DEMO = {
  name: 'Demo.Kit',
  version: '1.2.0',
  files: { 'demo_kit/__init__.py': "value = 'ä'\n".repeat(40), 'demo_kit/a,b.txt': 'x' },
  requiresDist: ['six>=1.5', 'rich<14; extra == "color"'],
  extras: ['color'],
  requiresPython: '>=3.8',
  entryPoints: { console_scripts: { demo: 'demo_kit:main' }, 'demo.plugins': { a: 'demo_kit' } },
};

test('writes what the author said into METADATA, and the entry points beside it', () => {
  const wheel = makeWheel(DEMO);
  expect(wheel.filename).toBe('demo_kit-1.2.0-py3-none-any.whl');
  const files = readZip(wheel.bytes);
  expect(files.get('demo_kit-1.2.0.dist-info/METADATA')).toBe(wheel.metadata);
  expect(wheel.metadata).toBe(
    `Metadata-Version: 2.1
Name: Demo.Kit
Version: 1.2.0
Requires-Python: >=3.8
Provides-Extra: color
Requires-Dist: six>=1.5
Requires-Dist: rich<14; extra == "color"

`,
  );
  expect(files.get('demo_kit-1.2.0.dist-info/entry_points.txt')).toBe(
    '[console_scripts]\ndemo = demo_kit:main\n\n[demo.plugins]\na = demo_kit\n',
  );
  expect(files.get('demo_kit/__init__.py')).toBe(DEMO.files['demo_kit/__init__.py']);
});

test('names every file in RECORD with its size and SHA-256, and itself with neither', () => {
  const files = readZip(makeWheel(DEMO).bytes);
  const record = files.get('demo_kit-1.2.0.dist-info/RECORD') ?? '';
  const expected = [...files]
    .filter(([path]) => !path.endsWith('/RECORD'))
    .map(([path, text]) => {
      const hash = createHash('sha256').update(text).digest('base64url');
      const field = path.includes(',') ? `"${path}"` : path;
      return `${field},sha256=${hash},${String(Buffer.byteLength(text))}\n`;
    });
  expect(record).toBe(`${expected.join('')}demo_kit-1.2.0.dist-info/RECORD,,\n`);
});

test('makes the same bytes from the same spec', () => {
  expect(makeWheel(DEMO).bytes).toEqual(makeWheel({ ...DEMO }).bytes);
});

test('lists compressed tags one by one in WHEEL', () => {
  const wheel = makeWheel({ ...DEMO, tag: 'py2.py3-none-any' });
  expect(wheel.filename).toBe('demo_kit-1.2.0-py2.py3-none-any.whl');
  const text = readZip(wheel.bytes).get('demo_kit-1.2.0.dist-info/WHEEL');
  expect(text).toContain('Root-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n');
});

test('adds compiled modules as shared libraries in a wheel for one platform', () => {
  const wheel = makeWheel({ ...DEMO, compiled: ['demo_kit/_speedups'] });
  expect(wheel.filename).toBe('demo_kit-1.2.0-cp312-cp312-manylinux_2_17_x86_64.whl');
  const files = readZip(wheel.bytes);
  const library = files.get('demo_kit/_speedups.cpython-312-x86_64-linux-gnu.so');
  expect(library?.slice(0, 4)).toBe('\x7fELF');
  expect(files.get('demo_kit-1.2.0.dist-info/WHEEL')).toContain('Root-Is-Purelib: false\n');
});

test.skipIf(!hasPip())('pip installs the wheel, and Python runs it and reads its metadata', () => {
  const folder = temporaryFolder();
  const wheel = makeWheel(DEMO);
  const file = join(folder, wheel.filename);
  writeFileSync(file, wheel.bytes);
  const target = join(folder, 'site');
  const flags = ['--isolated', '--disable-pip-version-check', '--no-cache-dir', '--no-index'];
  python('-m', 'pip', 'install', ...flags, '--no-deps', '--target', target, file);
  const program = `
import sys; sys.path.insert(0, ${JSON.stringify(target)})
import demo_kit, importlib.metadata as m
d = m.distribution('demo-kit')
print(demo_kit.value, d.version, d.requires, [e.value for e in d.entry_points], len(d.files) > 5)`;
  expect(python('-X', 'utf8', '-c', program).trim()).toBe(
    "ä 1.2.0 ['six>=1.5', 'rich<14; extra == \"color\"'] ['demo_kit:main', 'demo_kit'] True",
  );
  expect(readFileSync(join(target, 'demo_kit/a,b.txt'), 'utf8')).toBe('x');
});

const paths = (damage: Damage): string[] => [...readZip(makeDamagedWheel(damage).bytes).keys()];

test.each([
  ['path-escape', '../../evil.py'],
  ['path-escape-inside', 'damaged/../../evil.py'],
  ['data-path-escape', 'damaged-1.0.data/purelib/../../../evil.py'],
  ['absolute-path', '/evil.py'],
  ['backslash-path', '..\\..\\evil.py'],
  ['drive-path', 'C:/evil.py'],
  ['file-and-folder', 'damaged/__init__.py/evil.py'],
] as const)('%s has the entry %s, recorded like every other', (damage, path) => {
  const files = readZip(makeDamagedWheel(damage).bytes);
  expect([...files.keys()]).toContain(path);
  expect(files.get('damaged-1.0.dist-info/RECORD')).toContain(`\n${path},sha256=`);
});

test('the damaged wheels lack, double or deny just what their names say', () => {
  const whole = paths('wrong-record-hash');
  const lacking = (name: string): string[] => whole.filter((path) => !path.endsWith(name));
  expect(paths('no-record')).toEqual(lacking('RECORD'));
  expect(paths('no-metadata')).toEqual(lacking('METADATA'));
  expect(paths('no-wheel-file')).toEqual(lacking('WHEEL'));
  const text = (damage: Damage, name: string): string =>
    readZip(makeDamagedWheel(damage).bytes).get(`damaged-1.0.dist-info/${name}`) ?? '';
  expect(text('other-name', 'METADATA')).toContain('Name: victim\n');
  expect(text('other-version', 'METADATA')).toContain('Version: 9.9\n');
  expect(text('unrecorded-file', 'RECORD')).not.toContain('evil.py');
  const good = text('other-name', 'RECORD').split('\n');
  const bad = text('wrong-record-hash', 'RECORD').split('\n');
  expect(bad.filter((line) => !good.includes(line))).toHaveLength(2); // the file's and METADATA's
});

test('the lying bomb really inflates to much more than it declares', async () => {
  const { bytes } = makeDamagedWheel('lying-bomb');
  const name = Buffer.from('damaged/zeros.bin');
  const start = Buffer.from(bytes).indexOf(name) + name.length;
  const inflate = createInflateRaw();
  inflate.end(bytes.subarray(start)); // what follows the end of the stream is left alone
  let size = 0;
  for await (const chunk of inflate) size += (chunk as Buffer).length;
  expect(size).toBe(LYING_BOMB_SIZE_BYTES);
});

test('the flipped bit makes the file unreadable', () => {
  expect(() => readZip(makeDamagedWheel('flipped-bit').bytes)).toThrow();
});

const PYTHON_VIEW = `
import json, stat, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    entries = z.infolist()
    print(json.dumps({
        'count': len(entries),
        'largest': max(e.file_size for e in entries),
        'links': [e.filename for e in entries if stat.S_ISLNK(e.external_attr >> 16)],
        'twice': len(entries) - len({e.filename for e in entries}),
    }))`;

test.skipIf(!hasPip()).each([
  ['bomb', { largest: BOMB_SIZE_BYTES }],
  ['lying-bomb', { largest: LYING_BOMB_DECLARED_BYTES }],
  ['symbolic-link', { links: ['damaged/link'] }],
  ['same-path-twice', { twice: 1 }],
  ['many-files', { count: MANY_FILES_COUNT + 4 }],
] as const)('Python sees %s as %o', (damage, expected) => {
  const file = join(temporaryFolder(), 'damaged.whl');
  writeFileSync(file, makeDamagedWheel(damage).bytes);
  expect(JSON.parse(python('-c', PYTHON_VIEW, file))).toMatchObject(expected);
});
