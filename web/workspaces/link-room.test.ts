import { describe, expect, it } from 'vitest';
import { choosePlace } from '../place';
import { LINK_ROOM, makeLinkRoom, removeUntouched, untouchedLinks } from './link-room';
import { forgetOtherTexts } from './tab-texts';
import { memoryStores } from './testing/memory-stores';
import { rememberWorkspace, scopeStorage } from './current-workspace';
import { listRecords, readRecord, writeRecord } from './workspace-records';
import { createWorkspaceList } from './workspace-list';
import type { Place } from '../place';

const MINE = 'mine = 1';

/** One browser in which somebody works in the first workspace, and opens links, each in a tab of its own. */
function browser() {
  const stores = memoryStores();
  const { storage, locks, openIds } = stores;
  storage.write('code', MINE);
  let opened = 0;

  function open(hash: string, tabStorage = memoryStores().storage): Place {
    const place = choosePlace({
      storage,
      tabStorage,
      hash,
      makeRoom: (record, texts) => {
        forgetOtherTexts({ storage, tabStorage }, record.id);
        const remove = (id: string) => removeUntouched(id, stores, locks);
        return makeLinkRoom({ storage, record, texts, remove });
      },
    });
    // Nothing is as old as what was opened before it.
    opened += 1;
    const record = readRecord(storage, place.current.id);
    if (record !== null) writeRecord(storage, { ...record, usedAt: opened });
    return place;
  }

  /** Opens the link, puts its program into the editor and leaves again. */
  async function follow(
    hash: string,
    code = `code of ${hash}`,
  ): Promise<Place & { isKept: boolean }> {
    const place = open(hash);
    bring(place, code);
    openIds.add(place.current.id);
    const isKept = await place.keepUntouched();
    openIds.delete(place.current.id);
    return { ...place, isKept };
  }

  return { stores, open, follow };
}

/** As web/workspace/workspace.ts does it. */
function bring({ texts }: Place, code: string): void {
  texts.write('opened', JSON.stringify({ code, title: null }));
  texts.write('code', code);
}

const link = (at: number): string => `#code=${String(at)}`;

describe('what links leave behind', () => {
  it('is limited in number, and the oldest that nobody has touched goes first', async () => {
    const { stores, follow } = browser();
    const ids: string[] = [];
    for (let at = 0; at < LINK_ROOM.workspaces + 5; at += 1) {
      const { current, isKept } = await follow(link(at));
      expect(isKept).toBe(true);
      ids.push(current.id);
    }
    const left = untouchedLinks(stores.storage).map(({ id }) => id);
    expect(left).toEqual(ids.slice(-LINK_ROOM.workspaces));
    expect(stores.everything().filter((name) => name.includes(ids[0] ?? '?'))).toEqual([]);
    expect(stores.storage.read('code')).toBe(MINE);
  });

  it('is limited in bytes', async () => {
    const { stores, follow } = browser();
    const before = stores.textBytes();
    for (let at = 0; at < 30; at += 1) {
      expect((await follow(link(at), `${String(at)}${'x'.repeat(60_000)}`)).isKept).toBe(true);
      expect(stores.textBytes() - before).toBeLessThanOrEqual(LINK_ROOM.bytes);
    }
    // Each of them is there twice: as it came, and as it is.
    expect(untouchedLinks(stores.storage).length).toBeGreaterThan(5);
  });

  it('goes also where an editor has written its line ends in another way', async () => {
    const { stores, follow } = browser();
    const { current, texts } = await follow(link(0), 'a = 1\r\nb = 2\r');
    texts.write('code', 'a = 1\nb = 2\n');
    expect(untouchedLinks(stores.storage).map(({ id }) => id)).toEqual([current.id]);
  });

  it('goes with its files and values', async () => {
    const { stores, follow } = browser();
    const { current, folder, kvStore } = await follow(link(0));
    stores.filesOf(folder).set('theirs.csv', new Blob(['theirs']));
    stores.valuesOf(kvStore).set('k', '1');
    for (let at = 1; at <= LINK_ROOM.workspaces; at += 1) await follow(link(at));
    expect(stores.everything().filter((name) => name.includes(current.id))).toEqual([]);
  });

  it('is in memory alone when it is more than links may take, and takes nobody’s room', async () => {
    const { stores, follow } = browser();
    await follow(link(0));
    const before = stores.everything().sort();
    const { isKept, texts, current } = await follow(link(1), 'x'.repeat(600_000));
    expect(isKept).toBe(false);
    expect(texts.read('code')).toHaveLength(600_000);
    // Whoever writes hears of it.
    expect(texts.write('code', 'y')).toBe(false);
    expect(readRecord(stores.storage, current.id)).toBeNull();
    // Nothing had to go for what would not have fitted anyway; what it has in the folder goes when its page has.
    const unfinished = `unfinished:${current.id}`;
    expect(stores.everything().sort()).toEqual([...before, unfinished].sort());
    await createWorkspaceList({ ...stores, now: () => 0 }).sweep();
    expect(stores.everything().sort()).toEqual(before);
  });
});

describe('what somebody has touched', () => {
  it.each([
    [
      'typed in',
      (place: Place) => {
        place.touch();
      },
    ],
    [
      'changed, as an earlier version of the page wrote it down',
      ({ texts }: Place) => void texts.write('code', 'changed'),
    ],
    ['given a host', ({ texts }: Place) => void texts.write('allowed-hosts', '["a.example"]')],
    ['given packages', ({ texts }: Place) => void texts.write('packages-3.13', '{}')],
    [
      'given a file',
      ({ texts }: Place) => void texts.write('files', '{"files":{"main.py":{},"own.py":{}}}'),
    ],
    ['given something put aside', ({ texts }: Place) => void texts.write('put-aside', '[{}]')],
  ])('is never removed for a link: %s', async (_what, use) => {
    const { stores, follow } = browser();
    const kept = await follow(link(0));
    use(kept);
    for (let at = 1; at < LINK_ROOM.workspaces * 2; at += 1) await follow(link(at));
    expect(readRecord(stores.storage, kept.current.id)).not.toBeNull();
    expect(scopeStorage(stores.storage, kept.current.id).read('code')).not.toBeNull();
  });

  it('is never removed when it has a name', async () => {
    const { stores, follow } = browser();
    const { current } = await follow(link(0));
    createWorkspaceList(stores).rename(current.id, 'Keep this');
    for (let at = 1; at < LINK_ROOM.workspaces * 2; at += 1) await follow(link(at));
    expect(readRecord(stores.storage, current.id)?.name).toBe('Keep this');
  });

  it('is never removed while a page shows it', async () => {
    const { stores, follow } = browser();
    const { current, touch } = await follow(link(0));
    stores.openIds.add(current.id);
    for (let at = 1; at < LINK_ROOM.workspaces * 2; at += 1) await follow(link(at));
    expect(readRecord(stores.storage, current.id)).not.toBeNull();
    touch();
    expect(readRecord(stores.storage, current.id)).not.toBeNull();
  });

  it('is written down again when it was taken away at the same moment', async () => {
    const { stores, open, follow } = browser();
    const { current } = await follow(link(0));
    const tabStorage = memoryStores().storage;
    rememberWorkspace({ storage: stores.storage, tabStorage }, current.id);
    const place = open('', tabStorage);
    expect(place.current.id).toBe(current.id);
    await removeUntouched(current.id, stores, stores.locks);
    place.touch();
    place.texts.write('code', 'typed = 1');
    expect(listRecords(stores.storage).map(({ id }) => id)).toContain(current.id);
    expect(scopeStorage(stores.storage, current.id).read('code')).toBe('typed = 1');
  });

  it('is kept at once, whatever links may take', async () => {
    const { stores, open } = browser();
    const place = open(link(0));
    bring(place, 'x'.repeat(600_000));
    place.touch();
    expect(scopeStorage(stores.storage, place.current.id).read('code')).toHaveLength(600_000);
    expect(await place.keepUntouched()).toBe(true);
  });
});

describe('a browser that is full', () => {
  it('makes room of what nobody has touched, and keeps the rest', async () => {
    const { stores, follow } = browser();
    const first = await follow(link(0), 'x'.repeat(20_000));
    const mine = await follow(link(1), 'x'.repeat(20_000));
    mine.touch();
    stores.limitTexts(stores.textBytes() + 5_000);
    const { isKept, current } = await follow(link(2), 'x'.repeat(20_000));
    expect(isKept).toBe(true);
    expect(readRecord(stores.storage, first.current.id)).toBeNull();
    expect(readRecord(stores.storage, mine.current.id)).not.toBeNull();
    expect(readRecord(stores.storage, current.id)).not.toBeNull();
  });

  it('still has what was kept at an earlier visit', async () => {
    const { stores, open, follow } = browser();
    const { current } = await follow(link(0));
    const tabStorage = memoryStores().storage;
    rememberWorkspace({ storage: stores.storage, tabStorage }, current.id);
    stores.limitTexts(stores.textBytes());
    const place = open('', tabStorage);
    place.texts.write('files', '{"tabs":["main.py"],"active":"main.py"}');
    expect(await place.keepUntouched()).toBe(true);
    // The same text is kept, and another one is not.
    expect(place.texts.write('code', `code of ${link(0)}`)).toBe(true);
    expect(place.texts.write('code', 'changed')).toBe(false);
  });

  it('tells why nobody could find out whether there is room', async () => {
    const { storage } = browser().stores;
    const place = choosePlace({
      storage,
      tabStorage: memoryStores().storage,
      hash: link(0),
      makeRoom: () => Promise.reject(new Error('it did not load')),
    });
    bring(place, 'theirs');
    await expect(place.keepUntouched()).rejects.toThrow('it did not load');
    expect(place.texts.read('code')).toBe('theirs');
  });

  it('opens a link in memory, and keeps it when somebody makes it theirs and there is room again', async () => {
    const { stores, open } = browser();
    stores.storage.write('notes', 'x'.repeat(50_000));
    // Which workspace a new tab shows.
    stores.storage.write('workspace', 'first');
    stores.limitTexts(stores.textBytes() + 100);
    const before = stores.everything();
    const place = open(link(0));
    bring(place, 'x'.repeat(1_000));
    expect(await place.keepUntouched()).toBe(false);
    const unfinished = `unfinished:${place.current.id}`;
    expect(stores.everything()).toEqual([...before, unfinished]);
    expect(stores.storage.read('code')).toBe(MINE);
    place.touch();
    expect(place.texts.write('code', 'changed')).toBe(false);
    // Half of it would only take room.
    expect(stores.everything()).toEqual([...before, unfinished]);
    stores.limitTexts(Infinity);
    expect(place.texts.write('code', 'changed again')).toBe(true);
    expect(scopeStorage(stores.storage, place.current.id).read('code')).toBe('changed again');
    expect(readRecord(stores.storage, place.current.id)).not.toBeNull();
  });
});

describe('two tabs', () => {
  it('that open links at the same moment keep both, and stay within what links may take', async () => {
    const { stores, open, follow } = browser();
    for (let at = 0; at < LINK_ROOM.workspaces; at += 1) await follow(link(at));
    const tabs = [open(link(100)), open(link(101))];
    for (const tab of tabs) {
      bring(tab, 'theirs');
      stores.openIds.add(tab.current.id);
    }
    expect(await Promise.all(tabs.map((tab) => tab.keepUntouched()))).toEqual([true, true]);
    const left = untouchedLinks(stores.storage).map(({ id }) => id);
    expect(left).toHaveLength(LINK_ROOM.workspaces);
    expect(left).toEqual(expect.arrayContaining(tabs.map(({ current }) => current.id)));
  });

  it('that are led from link to link do not fill up with what they have noted', async () => {
    const { open } = browser();
    const tabStorage = memoryStores().storage;
    for (let at = 0; at < 50; at += 1) {
      const place = open(link(at), tabStorage);
      bring(place, 'theirs');
      place.tabTexts.write('code', 'theirs');
      await place.keepUntouched();
    }
    expect(tabStorage.names().filter((name) => name.endsWith(':code'))).toHaveLength(1);
  });
});
