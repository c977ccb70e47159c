import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNoticeBoard } from '../ui/notice-board';
import { createProgramFiles } from './program-files';
import { memoryFolder } from './testing/memory-folder';
import { memoryStorage } from './testing/memory-storage';
import { createWorkspace } from './workspace';
import type { PageStorage } from './page-storage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Folder = ReturnType<typeof memoryFolder>;

/** Time for everything that waits. */
const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2_000);

/** A tab of the browser; with the storage of an earlier one it is that tab after a reload. */
function openTab(
  storage: PageStorage,
  tabStorage: PageStorage = memoryStorage(),
  linked: string | null = null,
) {
  const notices = createNoticeBoard();
  const options = { firstCode: 'first', storage, tabStorage, tabId: 'tab', notices };
  const workspace = createWorkspace(options);
  if (linked !== null) workspace.open(linked, 'the program in the link');
  const files = createProgramFiles({ workspace, folder: '/work', notices });
  return {
    files,
    workspace,
    tabStorage,
    notices,
    text: (name: string) => files.code(name).get(),
    type: (name: string, text: string) => {
      files.code(name).type(text);
    },
    connect: async ({ files: folder }: Folder) => {
      void files.connect(folder);
      await later();
    },
  };
}

async function openConnected(initial: Readonly<Record<string, string>> = {}) {
  const folder = memoryFolder(initial);
  const storage = memoryStorage();
  const tab = openTab(storage);
  await tab.connect(folder);
  return { ...tab, tab, folder, storage };
}

describe('the files of a workspace', () => {
  it('leave the folder alone while there is only main.py', async () => {
    const { folder, type, files } = await openConnected();
    type('main.py', 'print(1)');
    await later();
    await files.flush();
    expect(folder.content.size).toBe(0);
  });

  it('are in the folder as soon as there are two, and stay equal to it', async () => {
    const { folder, files, type } = await openConnected();
    await files.create('helper');
    expect(Object.fromEntries(folder.content)).toEqual({
      '/work/helper.py': '',
      '/work/main.py': 'first',
    });
    type('helper.py', 'x = 1');
    type('main.py', 'import helper');
    // A run waits for no timer.
    await files.flush();
    expect(folder.content.get('/work/helper.py')).toBe('x = 1');
    expect(folder.content.get('/work/main.py')).toBe('import helper');
  });

  it('are written as soon as there is room, without a run or another key', async () => {
    const { folder, files, type, notices } = await openConnected();
    await files.create('helper');
    folder.setFull(true);
    type('helper.py', 'x = 1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(notices.store.get().notice?.text).toBe(
      'helper.py is not in the folder yet: no space left: /work/helper.py',
    );
    expect(folder.content.get('/work/helper.py')).toBe('');
    folder.setFull(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(folder.content.get('/work/helper.py')).toBe('x = 1');
    // Nothing goes on when nothing is left to do.
    expect(vi.getTimerCount()).toBe(0);
  });

  it('follow what a program does to them', async () => {
    const { folder, files, text } = await openConnected({ '/work/helper.py': 'x = 1' });
    await files.open('helper.py');
    folder.put('/work/helper.py', 'x = 2');
    folder.put('/work/main.py', 'generated');
    await later();
    expect([text('helper.py'), text('main.py')]).toEqual(['x = 2', 'generated']);
  });

  it('keep both when program and person have changed one', async () => {
    const { folder, files, text, type, notices } = await openConnected({ '/work/a.py': 'old' });
    await files.open('a.py');
    type('a.py', 'mine');
    folder.put('/work/a.py', 'theirs');
    await later();
    expect(text('a.py')).toBe('mine');
    expect(folder.content.get('/work/a.py')).toBe('mine');
    expect(folder.content.get('/work/a (2).py')).toBe('theirs');
    expect(notices.store.get().notice?.text).toContain('a (2).py');
  });

  it('go with a file that a program deletes, and come back on request', async () => {
    const { folder, files, notices } = await openConnected({ '/work/a.py': 'x' });
    await files.open('a.py');
    folder.remove('/work/a.py');
    await later();
    expect(files.store.get().tabs).toEqual(['main.py']);
    notices.store.get().notice?.action?.act();
    await later();
    expect(folder.content.get('/work/a.py')).toBe('x');
    expect(files.store.get().active).toBe('a.py');
  });

  it('are deleted with a way back', async () => {
    const { folder, files, notices } = await openConnected({ '/work/a.py': 'x' });
    await files.open('a.py');
    await files.remove('a.py');
    expect([...folder.content.keys()]).toEqual(['/work/main.py']);
    notices.store.get().notice?.action?.act();
    await later();
    expect(folder.content.get('/work/a.py')).toBe('x');
  });

  it('take no name that is taken, and none that leads out of the folder', async () => {
    const { files } = await openConnected({ '/work/data.csv': '1,2' });
    await expect(files.create('data.csv')).rejects.toThrow('data.csv is already there');
    await expect(files.create('../x.py')).rejects.toThrow('stands for a folder');
    await files.create('a.py');
    await expect(files.rename('a.py', 'main.py')).rejects.toThrow('already there');
    await expect(files.rename('main.py', 'b.py')).rejects.toThrow('keeps its name');
  });

  it('take what was typed along to a new name', async () => {
    const { folder, files, type } = await openConnected({ '/work/a.py': 'old' });
    await files.open('a.py');
    type('a.py', 'new');
    await files.rename('a.py', 'pkg/b.py');
    expect(folder.content.get('/work/pkg/b.py')).toBe('new');
    expect(folder.content.has('/work/a.py')).toBe(false);
    expect(files.store.get()).toMatchObject({ tabs: ['main.py', 'pkg/b.py'], active: 'pkg/b.py' });
  });

  it('write nothing over a file that has become something else than text', async () => {
    const { folder, files } = await openConnected({ '/work/a.py': 'x' });
    await files.open('a.py');
    folder.put('/work/a.py', 'bytes\0');
    await later();
    expect(folder.content.get('/work/a.py')).toBe('bytes\0');
    expect(files.store.get().names).toEqual(['main.py']);
  });
});

describe('after a reload', () => {
  it('everything is on the screen before there is a folder', async () => {
    const { folder, files, type, storage, tabStorage } = await openConnected();
    await files.create('helper.py');
    type('helper.py', 'typed in the last moment');
    files.rest();
    const again = openTab(storage, tabStorage);
    expect(again.text('helper.py')).toBe('typed in the last moment');
    expect(again.files.store.get()).toMatchObject({ active: 'helper.py', isReadOnly: true });
    await again.connect(folder);
    expect(folder.content.get('/work/helper.py')).toBe('typed in the last moment');
    expect(again.files.store.get().isReadOnly).toBe(false);
  });

  it('a program that the address brings is in front', async () => {
    const { files, storage, tabStorage } = await openConnected({ '/work/a.py': 'x' });
    await files.open('a.py');
    const again = openTab(storage, tabStorage, 'linked');
    expect(again.files.store.get()).toMatchObject({ active: 'main.py', tabs: ['main.py', 'a.py'] });
  });

  it('a draft does not replace what has been written since', async () => {
    const { files, type, storage, tabStorage } = await openConnected({ '/work/a.py': 'old' });
    await files.open('a.py');
    type('a.py', 'draft');
    files.rest();
    const folder = memoryFolder({ '/work/a.py': 'newer' });
    const again = openTab(storage, tabStorage);
    await again.connect(folder);
    expect(again.text('a.py')).toBe('draft');
    expect([...folder.content.values()].sort()).toEqual(['draft', 'first', 'newer']);
  });

  it('what a folder in memory has forgotten is made again', async () => {
    const folder = memoryFolder();
    folder.beginEmpty('memory');
    const storage = memoryStorage();
    const tab = openTab(storage);
    await tab.connect(folder);
    await tab.files.create('a.py');
    tab.type('a.py', 'kept');
    await later();
    const again = openTab(storage, tab.tabStorage);
    const forgetful = memoryFolder();
    await again.connect(forgetful);
    expect(forgetful.content.get('/work/a.py')).toBe('kept');
  });

  it('also while the page lives, when other interpreters begin with empty ones', async () => {
    const folder = memoryFolder();
    folder.beginEmpty('memory');
    const tab = openTab(memoryStorage());
    await tab.connect(folder);
    await tab.files.create('a.py');
    tab.type('a.py', 'kept');
    await later();
    folder.beginEmpty('memory');
    await later();
    expect(folder.content.get('/work/a.py')).toBe('kept');
    folder.beginEmpty('opfs');
    await later();
    expect(folder.content.get('/work/a.py')).toBe('kept');
    expect(tab.files.store.get().tabs).toContain('a.py');
  });
});

describe('two tabs', () => {
  it('only read what the other one has, and go on with its last words', async () => {
    const { folder, files, type, storage, tab } = await openConnected();
    await files.create('a.py');
    type('a.py', 'one');
    await later();
    const second = openTab(storage);
    const view = memoryFolder(Object.fromEntries(folder.content));
    view.setProblem('open in another tab');
    await second.connect(view);
    expect(second.files.isReadOnly('a.py')).toBe(true);
    expect(second.files.isReadOnly('main.py')).toBe(false);
    await expect(second.files.create('b.py')).rejects.toThrow('Open in another tab');
    second.type('main.py', 'the second’s own');
    await later();
    expect(view.content.get('/work/main.py')).toBe('first');

    tab.type('a.py', 'last words');
    tab.files.rest();
    view.setProblem(null);
    await later();
    expect(second.text('a.py')).toBe('last words');
    expect(view.content.get('/work/a.py')).toBe('last words');
    expect(view.content.get('/work/main.py')).toBe('the second’s own');
  });
});

describe('what is not saved', () => {
  it('is said while neither the folder nor the browser has it', async () => {
    const { folder, files, type, storage, tab } = await openConnected({ '/work/a.py': 'x' });
    await files.open('a.py');
    storage.works = false;
    tab.tabStorage.remove('files');
    const { write } = folder.files;
    Object.assign(folder.files, { write: () => Promise.reject(new Error('disk full')) });
    type('a.py', 'y');
    await later();
    expect(files.store.get().isKept).toBe(false);
    expect(tab.notices.store.get().notice?.text).toContain('disk full');
    Object.assign(folder.files, { write });
    await files.flush();
    expect(files.store.get().isKept).toBe(true);
  });
});

describe('files from elsewhere', () => {
  it('take the place of one’s own, which are put aside, and leave it again', async () => {
    const { folder, files, type } = await openConnected({ '/work/a.py': 'my a' });
    type('main.py', 'my main');
    await later();
    await files.openFiles({ 'main.py': 'main', 'a.py': 'a', 'b.py': 'b' }, '“Link”');
    expect(files.snapshot()).toMatchObject({ 'main.py': 'main', 'a.py': 'a', 'b.py': 'b' });
    expect(folder.content.get('/work/put aside/a.py')).toBe('my a');
  });

  it('are undone together', async () => {
    const { folder, files, notices, text, type } = await openConnected({ '/work/a.py': 'my a' });
    type('main.py', 'my main');
    await later();
    await files.openFiles({ 'main.py': 'main', 'a.py': 'a', 'b.py': 'b' }, '“Link”');
    notices.store.get().notice?.action?.act();
    await later();
    expect([text('main.py'), text('a.py')]).toEqual(['my main', 'my a']);
    expect(folder.content.has('/work/b.py')).toBe(false);
  });
});
