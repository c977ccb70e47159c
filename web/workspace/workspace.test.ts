import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNoticeBoard } from '../ui/notice-board';
import { memoryStorage } from './testing/memory-storage';
import { createWorkspace } from './workspace';
import type { PageStorage } from './page-storage';
import type { Workspace } from './workspace';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const FIRST = 'print("first")';

let tabs = 0;

/** A tab on `storage`; with the storage of an earlier one it is that tab after a reload. */
function openTab(
  storage: PageStorage,
  tabStorage: PageStorage = memoryStorage(),
  firstCode = FIRST,
) {
  const notices = createNoticeBoard();
  const tabId = String((tabs += 1));
  const workspace = createWorkspace({ firstCode, storage, tabStorage, tabId, notices });
  return {
    workspace,
    tabStorage,
    notice: () => notices.store.get().notice,
    type: (text: string) => {
      workspace.code.type(text);
      vi.runAllTimers();
    },
  };
}

function putAside(workspace: Workspace): string[] {
  workspace.lookAgain();
  return workspace.store.get().putAside.map(({ code }) => code);
}

describe('opening other programs', () => {
  it('keeps the person’s program however many examples they change', () => {
    const { workspace, type } = openTab(memoryStorage());
    type('mine');
    for (let count = 0; count < 20; count += 1) {
      workspace.open(`example ${String(count)}`, '“An example”');
      type(`example ${String(count)}, changed`);
    }
    workspace.open('last', '“Last”');
    expect(putAside(workspace)[0]).toBe('example 19, changed');
    expect(putAside(workspace)).toContain('mine');
  });

  it('keeps nothing that nobody has touched', () => {
    const { workspace, notice } = openTab(memoryStorage());
    workspace.open('one', '“One”');
    workspace.open('two', '“Two”');
    expect(putAside(workspace)).toEqual([]);
    expect(notice()).toBeNull();
  });

  it('knows the first program again when the page speaks another language', () => {
    const storage = memoryStorage();
    const english = openTab(storage);
    english.type('a moment’s thought');
    english.type(FIRST);
    const german = openTab(storage, english.tabStorage, 'print("erstes")');
    expect(german.workspace.code.get()).toBe(FIRST);
    german.workspace.open('eins', '„Eins“');
    expect(putAside(german.workspace)).toEqual([]);
  });

  it('says what it kept and offers the way back, also from the next example', () => {
    const { workspace, type, notice } = openTab(memoryStorage());
    type('mine');
    workspace.open('one', '“One”');
    expect(notice()?.text).toBe('Opened “One”. Your own program is kept under Examples.');
    workspace.open('two', '“Two”');
    expect(notice()?.text).toContain('Opened “Two”.');
    notice()?.action?.act();
    expect(workspace.code.get()).toBe('mine');
    expect(putAside(workspace)).toEqual([]);
    expect(notice()).toBeNull();
  });

  it('exchanges a changed example for the program that comes back', () => {
    const { workspace, type } = openTab(memoryStorage());
    type('mine');
    workspace.open('one', '“One”');
    type('one, changed');
    const mine = workspace.store.get().putAside.find(({ code }) => code === 'mine');
    if (mine) workspace.restore(mine);
    expect(workspace.code.get()).toBe('mine');
    expect(workspace.store.get().putAside).toEqual([
      { code: 'one, changed', madeFrom: '“One”', tab: null },
    ]);
    workspace.open('two', '“Two”');
    expect(putAside(workspace)).toEqual(['mine', 'one, changed']);
  });

  it('knows a program for the person’s own when the editor’s undo brought it back', () => {
    const { workspace, type } = openTab(memoryStorage());
    type('mine');
    workspace.open('one', '“One”');
    type('mine');
    type('mine, longer');
    workspace.open('two', '“Two”');
    expect(workspace.store.get().putAside[0]).toEqual({
      code: 'mine, longer',
      madeFrom: null,
      tab: null,
    });
  });

  it('keeps what earlier versions of the page had put aside', () => {
    const storage = memoryStorage();
    storage.write('previous-code', 'from before');
    const { workspace } = openTab(storage);
    expect(putAside(workspace)).toEqual(['from before']);
    expect(storage.read('previous-code')).toBeNull();
  });

  it('keeps programs for this visit when the storage is full, and says so', () => {
    const storage = memoryStorage();
    const { workspace, type } = openTab(storage);
    type('mine');
    storage.works = false;
    workspace.open('one', '“One”');
    expect(putAside(workspace)).toEqual(['mine']);
    expect(workspace.store.get().isSaved).toBe(false);
    storage.works = true;
    type('one, changed');
    workspace.open('two', '“Two”');
    expect(putAside(workspace)).toEqual(['one, changed', 'mine']);
    expect(workspace.store.get().isSaved).toBe(true);
  });
});

describe('two tabs', () => {
  it('lose nothing when they write in turns, and keep one version of each other', () => {
    const storage = memoryStorage();
    const one = openTab(storage);
    const two = openTab(storage);
    one.type('one');
    two.type('two');
    expect(putAside(two.workspace)).toEqual(['one']);
    expect(two.notice()?.text).toContain('Another tab has saved a different program');
    one.type('one, longer');
    expect(putAside(one.workspace)).toEqual(['two']);
    two.type('two, longer');
    one.type('one, longest');
    two.type('two, longest');
    expect(putAside(two.workspace)).toEqual(['one, longest']);
  });

  it('each have their own program again after a reload', () => {
    const storage = memoryStorage();
    const one = openTab(storage);
    const two = openTab(storage);
    one.type('one');
    two.type('two');
    one.workspace.rest();
    const again = openTab(storage, one.tabStorage);
    expect(again.workspace.code.get()).toBe('one');
    again.type('one, longer');
    expect(putAside(again.workspace)).toEqual(['two']);
    expect(storage.read('code')).toBe('one, longer');
  });

  it('keep a program that a tab closed with, when an older tab writes over it', () => {
    const storage = memoryStorage();
    const old = openTab(storage);
    old.type('old');
    openTab(storage).type('newer');
    old.type('old, longer');
    expect(putAside(old.workspace)).toEqual(['newer']);
  });

  it('keep what was written in the very same moment, when the tab goes', () => {
    const storage = memoryStorage();
    const one = openTab(storage);
    one.type('one');
    storage.write('code', 'two, unseen by the first');
    one.workspace.rest();
    expect(putAside(one.workspace)).toEqual(['one']);
  });

  it('do not mind an example that nobody touched, or each other’s equal text', () => {
    const storage = memoryStorage();
    const one = openTab(storage);
    const two = openTab(storage);
    one.workspace.open('example', '“Example”');
    two.type('two');
    expect(putAside(two.workspace)).toEqual([]);
    one.type('two');
    expect(putAside(one.workspace)).toEqual([]);
    expect(two.notice()).toBeNull();
  });

  it('do not lose a program by opening another one right after a reload', () => {
    const storage = memoryStorage();
    const one = openTab(storage);
    one.type('one');
    openTab(storage).type('two');
    const again = openTab(storage, one.tabStorage);
    again.workspace.open('example', '“Example”');
    expect(putAside(again.workspace)).toEqual(expect.arrayContaining(['one', 'two']));
  });
});
