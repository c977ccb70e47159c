import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { importFile } from './import-files';

function target() {
  const written: string[] = [];
  const note = (...names: string[]): Promise<void> => Promise.resolve(void written.push(...names));
  return {
    written,
    files: {
      add: (name: string) => note(name).then(() => name),
      open: () => Promise.resolve(),
      openFiles: (texts: Readonly<Record<string, string>>) => note(...Object.keys(texts)),
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
  const { written, ...into } = target();
  const file = new File([new Uint8Array(bytes)], 'a.zip');
  const outcome = await importFile(file, into).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
  return { written, outcome };
}

it('takes the files of a zip in, without the folder that all of them are in', async () => {
  const { written, outcome } = await importZip({ 'p/main.py': '1', 'p/data.csv': 'a' });
  expect(outcome).toBeNull();
  expect(written.sort()).toEqual(['data.csv', 'main.py']);
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
