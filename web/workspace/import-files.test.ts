import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipBytes } from '../../e2e/support/zip-bytes';
import { importFile } from './import-files';
import type { ZipItem } from '../../e2e/support/zip-bytes';

function target() {
  const written: string[] = [];
  const opened: string[] = [];
  const note = (...names: string[]): Promise<void> => Promise.resolve(void written.push(...names));
  return {
    written,
    opened,
    files: {
      add: (name: string) => note(name).then(() => name),
      open: () => Promise.resolve(),
      openFiles: (texts: Readonly<Record<string, string>>) => {
        opened.push(...Object.keys(texts));
        return note(...Object.keys(texts));
      },
      writeBytes: (name: string) => note(name),
    },
    workspace: { open: (_code: string, title: string) => void written.push(title) },
  };
}

async function importZip(files: Readonly<Record<string, string>>, lie?: [number, number]) {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  const bytes = zipSync(Object.fromEntries(entries));
  if (lie !== undefined) {
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 4; at += 1) {
      if (view.getUint32(at, true) === lie[0]) view.setUint32(at, lie[1], true);
    }
  }
  return take(new File([new Uint8Array(bytes)], 'a.zip'));
}

async function take(file: File) {
  const { written, opened, ...into } = target();
  const outcome = await importFile(file, into).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
  return { written, opened, outcome };
}

it('takes the files of a zip in, without the folder that all of them are in', async () => {
  const { written, outcome } = await importZip({ 'p/main.py': '1', 'p/data.csv': 'a' });
  expect(outcome).toBeNull();
  expect(written.sort()).toEqual(['data.csv', 'main.py']);
});

it('shows some programs of a whole library, and puts the others into the folder', async () => {
  const many = Array.from({ length: 1_000 }, (_, at) => [`m${String(at)}.py`, '1'] as const);
  const large = { 'large.py': '#'.repeat(400_000) };
  const { written, opened, outcome } = await importZip({
    ...{ ...large, ...Object.fromEntries(many) },
    'main.py': '1',
  });
  expect(outcome).toBeNull();
  expect(new Set(written).size).toBe(1_002);
  expect(opened).toContain('main.py');
  expect(opened).not.toContain('large.py');
  expect(opened.length).toBeLessThan(100);
});

it.each([
  ['a way out', { 'ok.py': '1', '../evil.py': '2' }, undefined, 'has a file “../evil.py”'],
  [
    'a bomb that says so',
    { 'a.txt': 'x'.repeat(1_234) },
    [1_234, 1_000_000_000],
    'holds more than this page takes in',
  ],
  [
    'too many files',
    Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`${String(i)}.py`, ''])),
    undefined,
    'holds more than',
  ],
] as const)('takes nothing of a zip with %s', async (_what, files, lie, words) => {
  const { written, outcome } = await importZip(files, lie === undefined ? undefined : [...lie]);
  expect(outcome).toContain(words);
  expect(written).toEqual([]);
});

it.each<[string, ZipItem[], string]>([
  ['a file that is cut where it says it ends', [{ name: 'a.csv', content: '1,2,3', declaredBytes: 3 }], 'a.zip is damaged: “a.csv”'], // prettier-ignore
  ['a file that is not what its checksum says', [{ name: 'a.csv', content: '1,2,3', crc: 1 }], 'is damaged: “a.csv”'], // prettier-ignore
  // Which would be as much as it likes, as often as it likes.
  ['a stored file that says it is nothing', [{ name: 'a.bin', content: '1,2,3', method: 0, declaredBytes: 0 }], 'is damaged: “a.bin”'], // prettier-ignore
  ['two files of one name', [{ name: 'main.py', content: 'seen' }, { name: 'main.py', content: 'runs' }], 'two files for “main.py”'], // prettier-ignore
  ['a file that is a folder', [{ name: 'a/b.py', content: '1' }, { name: 'a', content: '2' }], 'two files for “a”'], // prettier-ignore
  ['a folder that is a file', [{ name: 'a', content: '2' }, { name: 'a/b.py', content: '1' }], 'two files for “a”'], // prettier-ignore
  ['a name that turns the message around', [{ name: 'a\u202e\n', content: '1' }], 'a file “a??”'],
])('takes nothing of a zip with %s', async (_what, bad, words) => {
  const good = { name: 'ok.py', content: '1' };
  const { written, outcome } = await take(new File([zipBytes([good, ...bad])], 'a.zip'));
  expect(outcome).toContain(words);
  expect(written).toEqual([]);
});

it('takes in what other tools make: a stub in front, a line behind, a name that objects have', async () => {
  const zip = zipBytes([{ name: '__proto__', content: '1' }]);
  const { written, outcome } = await take(new File(['#!stub\n', zip, '\n'], 'a.zip'));
  expect(outcome).toBeNull();
  expect(written).toEqual(['__proto__']);
});

it.each(['a\u202eyp.exe', 'a\\b.csv', 'a\nb.py'])(
  'takes no file in that is called %j',
  async (name) => {
    const { written, outcome } = await take(new File(['1'], name));
    expect(outcome).toContain(': A name cannot contain this character');
    expect(outcome).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(written).toEqual([]);
  },
);
