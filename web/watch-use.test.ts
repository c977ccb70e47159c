import { describe, expect, it } from 'vitest';
import { noteBrought, watchUse } from './watch-use';
import { createStore } from './ui/store';
import { createCodeDocument } from './workspace/code-document';
import { memoryFolder } from './workspace/testing/memory-folder';
import { memoryStorage } from './workspace/testing/memory-storage';
import type { FilesState } from './workspace/documents';

const BROUGHT = {
  '/work/main.py': 'import mod',
  '/work/mod.py': 'x = 1',
  '/work/data/a.csv': '1,2',
};

async function open({ names = ['main.py', 'mod.py', 'data/a.csv'] } = {}) {
  const folder = memoryFolder(BROUGHT);
  const texts = memoryStorage();
  const main = createCodeDocument('import mod\r\nmod.x\r\n');
  const touched = { times: 0 };
  const session = { files: folder.files };
  await noteBrought(names, texts, session, '/work');
  const store = createStore<FilesState>({ tabs: ['main.py'], active: 'main.py', names: ['main.py'], isReadOnly: false, isKept: true, isLasting: true, isUnopened: false }); // prettier-ignore
  const use = watchUse({
    place: { texts, touch: () => void (touched.times += 1) },
    files: { store, code: () => main },
    folder: '/work',
    whenNoted: Promise.resolve(),
  });
  return { folder, texts, main, touched, look: () => use.folderChanged(session) };
}

describe('a workspace with several files from a link', () => {
  it('is not touched by their coming', async () => {
    const { touched, look } = await open();
    await look();
    expect(touched.times).toBe(0);
  });

  it.each([
    ['another file', '/work/own.txt', 'mine'],
    ['the same file with another text of its length', '/work/mod.py', 'x = 2'],
    ['a file in a folder', '/work/data/a.csv', '1,2,3'],
  ])('is touched by %s', async (_what, path, text) => {
    const { folder, touched, look } = await open();
    await folder.files.write(path, new TextEncoder().encode(text));
    await look();
    expect(touched.times).toBe(1);
  });

  it('is touched when something else was there already', async () => {
    const { touched, look } = await open({ names: ['main.py', 'mod.py'] });
    await look();
    expect(touched.times).toBe(1);
  });

  it('is touched when nobody can tell, because the note of what came is damaged', async () => {
    const { texts, touched, look } = await open();
    texts.write('brought', '{"shape":');
    await look();
    expect(touched.times).toBe(1);
  });

  it('is touched by a key, and not by an editor that writes line ends in its own way', async () => {
    const { main, touched } = await open();
    main.type('import mod\nmod.x\n');
    expect(touched.times).toBe(0);
    main.follow('import mod\nmod.y\n');
    main.replace('import mod\nmod.z\n');
    expect(touched.times).toBe(0);
    main.type('import mod\nmod.z \n');
    expect(touched.times).toBe(1);
  });
});
