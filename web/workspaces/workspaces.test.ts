import { describe, expect, it } from 'vitest';
import { chooseWorkspace, markUsed, rememberWorkspace, scopeStorage } from './current-workspace';
import { memoryStores } from './testing/memory-stores';
import { shownName } from './shown-name';
import { createWorkspaceList } from './workspace-list';
import { markUnfinished, newRecord, shortName, writeRecord } from './workspace-records';

const DAY_MS = 24 * 60 * 60 * 1_000;

function browser() {
  const stores = memoryStores();
  const tab = memoryStores().storage;
  const { openIds } = stores;
  const clock = { now: 1_000 * DAY_MS };
  const list = createWorkspaceList({ ...stores, now: () => clock.now });
  const storages = { storage: stores.storage, tabStorage: tab };
  const open = (hash = '') => chooseWorkspace(storages, hash);
  return { stores, storages, list, clock, openIds, open };
}

describe('workspaces', () => {
  it('begin with what was there before there were several', () => {
    const { stores, open, list } = browser();
    stores.storage.write('code', 'mine = 1');
    const record = open();
    const { id } = record;
    expect([id, shownName(record)]).toEqual(['first', 'My workspace']);
    expect(scopeStorage(stores.storage, id).read('code')).toBe('mine = 1');
    expect(list.store.get().workspaces).toHaveLength(1);
  });

  it('have texts of their own', () => {
    const { stores, storages, list, open } = browser();
    const { id } = list.create('Second');
    const second = scopeStorage(stores.storage, id);
    second.write('code', 'two');
    stores.storage.write('code', 'one');
    expect(second.read('code')).toBe('two');
    expect(second.names()).toEqual(['code']);
    rememberWorkspace(storages, id);
    expect(open().id).toBe(id);
  });

  it('are each tab’s own choice', () => {
    const { stores, storages, list } = browser();
    const { id } = list.create('Second');
    rememberWorkspace(storages, id);
    rememberWorkspace({ ...storages, tabStorage: memoryStores().storage }, 'first');
    const third = { ...storages, tabStorage: memoryStores().storage };
    expect(chooseWorkspace(third, '').id).toBe('first');
    rememberWorkspace({ ...storages, tabStorage: memoryStores().storage }, id);
    expect(chooseWorkspace(third, '').id).toBe('first');
    rememberWorkspace({ ...storages, tabStorage: memoryStores().storage }, 'first');
    expect(chooseWorkspace(storages, '').id).toBe(id);
    expect(chooseWorkspace({ ...storages, tabStorage: memoryStores().storage }, '').id).toBe(
      'first',
    );
    expect(stores.storage.read('workspace')).toBe('first');
  });

  it('are copied with everything but grants', async () => {
    const { stores, list } = browser();
    stores.storage.write('code', 'one');
    stores.storage.write('theme', 'dark');
    stores.storage.write('allowed-hosts', '["a.example"]');
    stores.valuesOf('default').set('k', '1');
    stores.filesOf('workspace').set('a.txt', new Blob(['a']));
    const { id, name } = await list.duplicate('first');
    expect(name).toBe('My workspace copy');
    expect(scopeStorage(stores.storage, id).names()).toEqual(['code']);
    expect(stores.valuesOf(`workspace-${id}`).get('k')).toBe('1');
    expect(await stores.filesOf(`workspace-${id}`).get('a.txt')?.text()).toBe('a');
    // A copy is not the original.
    stores.filesOf(`workspace-${id}`).clear();
    expect(stores.filesOf('workspace').size).toBe(1);
  });

  it('are not copied in part, without what only a tab has', async () => {
    const { stores, list } = browser();
    stores.storage.write('code', 'one');
    stores.unkeptIds.add('first');
    const before = stores.everything();
    await expect(list.duplicate('first')).rejects.toThrow('does not keep all of it');
    expect(stores.everything()).toEqual(before);
  });

  it('leave nothing behind when they cannot be copied', async () => {
    const { stores, list } = browser();
    stores.storage.write('code', 'one');
    stores.filesOf('workspace').set('a.txt', new Blob(['a']));
    const before = stores.everything();
    stores.breakAfter('files', 0);
    await expect(list.duplicate('first')).rejects.toThrow('no space left');
    expect(stores.everything()).toEqual(before);
  });

  it('can be brought back for a week, and are gone then', async () => {
    const { stores, list, clock, openIds, open } = browser();
    const { id } = list.create('Second');
    scopeStorage(stores.storage, id).write('code', 'two');
    stores.filesOf(`workspace-${id}`).set('a.txt', new Blob(['a']));
    list.remove(id);
    expect(list.store.get().deleted.map((record) => record.id)).toEqual([id]);
    expect(open().id).toBe('first');
    clock.now += 6 * DAY_MS;
    await list.sweep();
    list.bringBack(id);
    expect(list.store.get().workspaces.map(({ name }) => name)).toContain('Second');
    expect(scopeStorage(stores.storage, id).read('code')).toBe('two');

    list.remove(id);
    clock.now += 8 * DAY_MS;
    openIds.add(id);
    await list.sweep();
    // A tab still works in it.
    expect(list.store.get().deleted).toHaveLength(1);
    await expect(list.purge(id)).rejects.toThrow('open in another tab');
    openIds.clear();
    // One without locks, or of an earlier version.
    stores.refuseToRemove(`workspace-${id}`);
    await expect(list.purge(id)).rejects.toThrow('open in another tab');
    stores.refuseToRemove(null);
    await list.sweep();
    expect(stores.everything().filter((name) => name.includes(id))).toEqual([]);
  });

  it('are cleared away when a tab had no time to finish them, and only then', async () => {
    const { stores, list, openIds } = browser();
    const { storage } = stores;
    const half = (id: string) => {
      markUnfinished(storage, id);
      storage.write(`in-${id}:code`, 'half');
      stores.filesOf(`workspace-${id}`).set('a.txt', new Blob(['a']));
    };
    half('lost');
    half('making');
    openIds.add('making');
    half('whole');
    writeRecord(storage, { ...newRecord('Whole'), id: 'whole' });
    // The browser has thrown away the records of some, say: their files are still somebody's.
    stores.filesOf('workspace-somebodys').set('b.txt', new Blob(['b']));
    await list.sweep();
    const left = stores.everything();
    expect(left.filter((name) => name.includes('lost'))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['in-making:code', 'workspace-making', 'in-whole:code', 'workspace-whole', 'workspace-somebodys'])); // prettier-ignore
    expect(left).not.toContain('unfinished:whole');
  });

  it('are cleared away although others refuse to go, and the first reason is told', async () => {
    const { stores, list, clock } = browser();
    for (const id of ['stuck', 'over1', 'over2']) {
      const deletedAt = clock.now - 8 * DAY_MS;
      writeRecord(stores.storage, { ...newRecord(id), id, deletedAt, usedAt: id.length });
    }
    markUnfinished(stores.storage, 'half');
    stores.filesOf('workspace-half').set('a.txt', new Blob(['a']));
    stores.refuseToRemove('workspace-stuck');
    await expect(list.sweep()).rejects.toThrow('workspace-stuck is open');
    expect(list.store.get().deleted.map(({ id }) => id)).toEqual(['stuck']);
    expect(stores.everything().filter((name) => /over|half/.test(name))).toEqual([]);
  });

  it('are not cleared away when a tab has brought them back meanwhile', async () => {
    const { stores, list, clock } = browser();
    const mine = list.create('Mine');
    stores.filesOf(`workspace-${mine.id}`).set('a.txt', new Blob(['a']));
    list.remove(mine.id);
    clock.now += 8 * DAY_MS;
    const sweeper = createWorkspaceList({
      ...stores,
      now: () => clock.now,
      locks: {
        ...stores.locks,
        whileClosed: (id, work) => {
          list.bringBack(mine.id);
          return stores.locks.whileClosed(id, work);
        },
      },
    });
    await sweeper.sweep();
    expect(list.store.get().workspaces.map(({ name }) => name)).toContain('Mine');
    expect(stores.filesOf(`workspace-${mine.id}`).size).toBe(1);
  });

  it('tell why a copy could not be made, also when the half of it refuses to go', async () => {
    const { stores, list } = browser();
    const { id } = list.create('Source');
    stores.filesOf(`workspace-${id}`).set('a.txt', new Blob(['a']));
    stores.breakAfter('files', 0);
    stores.refuseToRemove(/^workspace-(?!first)/);
    await expect(list.duplicate(id)).rejects.toThrow('no space left');
    stores.refuseToRemove(null);
    await list.sweep();
    expect(stores.everything().filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('leave nothing of a copy whose record the browser does not keep', async () => {
    const { stores, list } = browser();
    const { id } = list.create('Source');
    scopeStorage(stores.storage, id).write('code', 'x = 1');
    const before = stores.everything();
    // Its mark and its text fit.
    stores.breakAfter('texts', 2);
    await expect(list.duplicate(id)).rejects.toThrow('does not let the page save');
    expect(stores.everything()).toEqual(before);
  });

  it('lose nothing but themselves when the first one is deleted for good', async () => {
    const { stores, list, open } = browser();
    stores.storage.write('code', 'one');
    stores.storage.write('theme', 'dark');
    const { id } = list.create('Second');
    scopeStorage(stores.storage, id).write('code', 'two');
    list.remove('first');
    await list.purge('first');
    expect(stores.storage.read('code')).toBeNull();
    expect(stores.storage.read('theme')).toBe('dark');
    expect(list.store.get()).toMatchObject({ deleted: [], workspaces: [{ id }] });
    expect(open().id).toBe(id);
  });

  it('stay what they are where the browser keeps nothing', () => {
    const { stores, list, open } = browser();
    stores.breakAfter('texts', 0);
    expect(() => list.create('Second')).toThrow('does not let the page save');
    expect(open('#code=YQ').id).toBe('first');
  });
});

describe('a link', () => {
  it('is opened in the workspace that is there when nobody has used it', () => {
    expect(browser().open('#g1=abc').id).toBe('first');
  });

  it.each([
    ...['#g1=abc', '#code=YQ', '#theme=dark&code=YQ', '#g2=later'],
    // Readers of the address that decode it find these, too.
    ...['#?code=YQ', '#%63ode=YQ', '#a&c%6Fde=YQ'],
  ])('gets a workspace of its own, and the same one again: %s', (hash) => {
    const { stores, open } = browser();
    stores.storage.write('code', 'mine');
    const record = open(hash);
    const { id } = record;
    expect([id === 'first', shownName(record)]).toEqual([false, 'From a link']);
    expect(open(hash).id).toBe(id);
    expect(open(`${hash}x`).id).not.toBe(id);
    expect(scopeStorage(stores.storage, id).read('code')).toBeNull();
  });

  it.each([
    ['allowed-hosts', '["a.example"]', '[]'],
    ['allowed-packages', '["rich"]', '[]'],
    ['packages-3.13', '{}', null],
  ])('finds nothing that was granted or installed before anything ran: %s', (name, text, empty) => {
    const { stores, open } = browser();
    if (empty !== null) stores.storage.write(name, empty);
    expect(open('#code=YQ').id).toBe('first');
    stores.storage.write(name, text);
    expect(open('#code=Yg').id).not.toBe('first');
  });

  it('is kept apart also when the storage is full', () => {
    const { stores, open } = browser();
    stores.storage.write('code', 'mine');
    stores.breakAfter('texts', 0);
    const { id } = open('#code=YQ');
    expect(id).not.toBe('first');
    expect(scopeStorage(stores.storage, id).read('code')).toBeNull();
    expect(open('').id).toBe('first');
  });

  it('leaves nothing behind for ever when nobody has run or changed what it brought', async () => {
    const { stores, open, list, clock } = browser();
    stores.storage.write('code', 'mine');
    const ids = ['#code=YQ', '#code=Yg', '#code=Yw'].map((hash) => open(hash).id);
    const [untouched = '', changed = '', run = ''] = ids;
    for (const id of ids) {
      const texts = scopeStorage(stores.storage, id);
      texts.write('opened', JSON.stringify({ code: 'theirs', title: null }));
      texts.write('code', id === changed ? 'theirs, and mine' : 'theirs');
      if (id === run) markUsed(texts);
    }
    clock.now = Date.now() + 6 * DAY_MS;
    await list.sweep();
    expect(stores.everything().join()).toContain(untouched);
    clock.now = Date.now() + 8 * DAY_MS;
    await list.sweep();
    expect(stores.everything().join()).not.toContain(untouched);
    expect(list.store.get().workspaces.map(({ id }) => id)).toEqual(
      expect.arrayContaining([changed, run, 'first']),
    );
  });

  it('gets one also where only the console was used, or there is a file', () => {
    const used = browser();
    markUsed(used.stores.storage);
    expect(used.open('#g1=abc').id).not.toBe('first');
    const withFile = browser();
    const journal = (...names: string[]) => JSON.stringify({ files: Object.fromEntries(names.map((name) => [name, {}])) }); // prettier-ignore
    withFile.stores.storage.write('files', journal('main.py'));
    expect(withFile.open('#g1=abc').id).toBe('first');
    withFile.stores.storage.write('files', journal('main.py', 'own.py'));
    expect(withFile.open('#g1=abc').id).not.toBe('first');
  });

  it.each(['', '#', '#section', '#code=', '#xg1=a'])('is not %s', (hash) => {
    const { stores, open } = browser();
    stores.storage.write('code', 'mine');
    expect(open(hash).id).toBe('first');
  });
});

describe('the name of a workspace', () => {
  it.each([
    ['  two   words ', 'two words'],
    ['', 'Untitled'],
    ['\u202eevil\u0000', 'evil'],
    ['x'.repeat(90), 'x'.repeat(60)],
  ])('%j is %j', (typed, name) => {
    expect(shortName(typed)).toBe(name);
  });
});
