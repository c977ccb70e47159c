import { expect, it } from 'vitest';
import { EVERYTHING, listTree } from './folder';
import { memoryFolder } from './testing/memory-folder';

it('asks for no more folders than a person has, however many a program makes', async () => {
  const { files } = memoryFolder();
  const folders = Array.from({ length: 10_000 }, (_, i) => `d${String(i)}`);
  let asked = 0;
  const list = (folder: string) => {
    asked += 1;
    const names = folder === '/work' ? [...folders, 'main.py'] : [];
    return Promise.resolve(
      names.map((name) => ({ name, isDirectory: name !== 'main.py', bytes: 0, modifiedAt: 0 })),
    );
  };
  const tree = await listTree({ ...files, list }, '/work');
  expect(asked).toBe(1_000);
  expect([...tree.keys()]).toEqual(['main.py']);
});

it('takes out all of a folder, however deep and many, and hidden ones too', async () => {
  const { files } = memoryFolder();
  const names = [
    'a/b/c/d/e/f.txt',
    '.env',
    ...Array.from({ length: 2_500 }, (_, i) => `data/${String(i)}.csv`),
  ];
  for (const name of [...names, '__pycache__/main.cpython-313.pyc']) {
    await files.write(`/work/${name}`, new Uint8Array(1));
  }
  const tree = await listTree(files, '/work', EVERYTHING);
  expect([...tree.keys()].sort()).toEqual(names.sort());
});
