import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { createStore } from 'idb-keyval';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isGoruError } from '../contract/goru-error';
import { IndexedDbWheelStore } from './indexed-db-wheel-store';
import { MemoryWheelStore } from './memory-wheel-store';
import { openWheelStore } from './open-wheel-store';
import { sha256Of } from './testing/build-wheel';
import type { WheelFacts } from './wheel-facts';
import { DEFAULT_WHEEL_STORE_BYTES, type StoredWheel, type WheelStore } from './wheel-store';

const DATABASE = 'goru:/site/:wheels';
/** A clock that never shows the same time twice. */
let now = 0;
const nowMs = (): number => ++now;

beforeEach(() => {
  vi.restoreAllMocks();
  globalThis.indexedDB = new IDBFactory();
});

describe.each<[string, (limitBytes: number) => WheelStore]>([
  ['MemoryWheelStore', (limitBytes) => new MemoryWheelStore({ limitBytes, nowMs })],
  [
    'IndexedDbWheelStore',
    (limitBytes) => new IndexedDbWheelStore({ database: DATABASE, limitBytes, nowMs }),
  ],
])('%s', (_, create) => {
  it('gives back what it was given, by hash in either case', async () => {
    const store = create(1000);
    const bytes = content('a');
    expect(await store.put(sha256Of(bytes), bytes, facts('a'))).toBe(true);
    expect(await store.get(sha256Of(bytes))).toEqual(bytes);
    expect(await store.get(sha256Of(bytes).toUpperCase())).toEqual(bytes);
    expect(await store.get('00'.repeat(32))).toBeUndefined();
    expect(store.problem).toBeNull();
  });

  it('lists what it has, the most recently used first', async () => {
    const store = create(1000);
    const [a, b] = await fill(store, 'a', 'b');
    expect((await store.list()).map(({ name }) => name)).toEqual(['b', 'a']);
    await store.get(a);
    const list = await store.list();
    expect(list.map(({ sha256 }) => sha256)).toEqual([a, b]);
    const stored: StoredWheel = { ...facts('a'), sha256: a, bytes: 100, usedAt: now };
    expect(list[0]).toEqual(stored);
    expect(await store.totalBytes()).toBe(200);
  });

  it('keeps one copy of what is put twice', async () => {
    const store = create(1000);
    await fill(store, 'a', 'a');
    expect(await store.totalBytes()).toBe(100);
  });

  it('deletes', async () => {
    const store = create(1000);
    const [a, b] = await fill(store, 'a', 'b');
    await store.delete(a.toUpperCase());
    await store.delete('00'.repeat(32));
    expect(await store.get(a)).toBeUndefined();
    expect((await store.list()).map(({ sha256 }) => sha256)).toEqual([b]);
    expect(await store.totalBytes()).toBe(100);
  });

  it('keeps what was compiled of a wheel for one build of each Python, as long as the wheel', async () => {
    const store = create(1000);
    const [a] = await fill(store, 'a');
    const build = { python: '3.13', build: 'one' };
    const modules = new Map([['site-packages/a.py', content('pyc')]]);
    expect(await store.getCompiled(a, build)).toBeUndefined();
    await store.putCompiled(a, build, modules);
    await store.putCompiled(a, { python: '3.12', build: 'old' }, new Map());
    expect(await store.getCompiled(a, build)).toEqual(modules);
    expect(await store.getCompiled(a, { ...build, build: 'two' })).toBeUndefined();
    await store.delete(a);
    expect(await store.getCompiled(a, build)).toBeUndefined();
    await store.putCompiled(a, build, modules);
    expect(await store.getCompiled(a, build)).toBeUndefined();
  });

  it('makes room by deleting the least recently used', async () => {
    const store = create(350);
    const [a, b, c] = await fill(store, 'a', 'b', 'c');
    await store.get(a);
    const [d] = await fill(store, 'd');
    expect((await store.list()).map(({ sha256 }) => sha256)).toEqual([d, a, c]);
    expect(await store.get(b)).toBeUndefined();
    expect(await store.totalBytes()).toBe(300);
  });

  it('does not keep what is larger than its limit, and loses nothing over it', async () => {
    const store = create(150);
    const [a] = await fill(store, 'a');
    const large = new Uint8Array(151);
    expect(await store.put(sha256Of(large), large, facts('large'))).toBe(false);
    expect((await store.list()).map(({ sha256 }) => sha256)).toEqual([a]);
  });

  it('refuses bytes that do not have the hash', async () => {
    const store = create(1000);
    const error: unknown = await store
      .put('00'.repeat(32), content('a'), facts('a'))
      .catch((reason: unknown) => reason);
    expect(isGoruError(error) && error.message).toContain(
      `wheel "a-1.0-py3-none-any.whl" refused: its SHA-256 is ${sha256Of(content('a'))}`,
    );
    expect(await store.list()).toEqual([]);
  });

  it('keeps only the bytes of a view', async () => {
    const store = create(1000);
    const view = new Uint8Array(5000).subarray(10, 20);
    await store.put(sha256Of(view), view, facts('view'));
    expect(await store.get(sha256Of(view))).toEqual(new Uint8Array(10));
  });
});

describe('MemoryWheelStore', () => {
  it('notices that somebody wrote into its bytes', async () => {
    const store = new MemoryWheelStore({ limitBytes: 1000 });
    const bytes = content('a').slice();
    const sha256 = sha256Of(bytes);
    await store.put(sha256, bytes, facts('a'));
    bytes.fill(0);
    expect(await store.get(sha256)).toBeUndefined();
    expect(await store.list()).toEqual([]);
  });

  it('hands out bytes that may be written into or given away', async () => {
    const store = new MemoryWheelStore({ limitBytes: 1000 });
    const [a] = await fill(store, 'a');
    const got = await store.get(a);
    got?.fill(0);
    structuredClone(got, { transfer: [got?.buffer ?? new ArrayBuffer()] });
    expect(await store.get(a)).toEqual(content('a'));
  });
});

describe('IndexedDbWheelStore', () => {
  const open = (): IndexedDbWheelStore =>
    new IndexedDbWheelStore({ database: DATABASE, limitBytes: 1000, nowMs });

  it('shares wheels with other pages of the site, and with later visits', async () => {
    const [a] = await fill(open(), 'a');
    expect(await open().get(a)).toEqual(content('a'));
  });

  it.each<[string, unknown]>([
    ['other bytes', content('b')],
    ['half of the bytes', content('a').slice(0, 50)],
    ['no bytes at all', 'text'],
  ])('deletes a wheel of which it finds %s', async (_, damaged) => {
    const [a] = await fill(open(), 'a');
    await tamper((store) => store.put(damaged, ['bytes', a]));
    const store = open();
    expect(await store.get(a)).toBeUndefined();
    expect(await store.list()).toEqual([]);
    expect(store.problem).toBeNull();
  });

  it('passes over entries that are not its own', async () => {
    const [a] = await fill(open(), 'a');
    await tamper((store) => store.put({ sha256: 1 }, ['facts', 'x']));
    await tamper((store) => store.put(null, ['facts', 'y']));
    expect((await open().list()).map(({ sha256 }) => sha256)).toEqual([a]);
  });

  it('makes do with less when the disk is full', async () => {
    const store = open();
    await fill(store, 'a', 'b', 'c');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const [d] = await fill(store, 'd');
    expect((await store.list()).map(({ name }) => name)).toEqual(['d', 'c']);
    expect(await store.get(d)).toEqual(content('d'));
    expect(store.problem).toBeNull();
  });

  it('says that it cannot keep a wheel when even that does not help, and keeps what it has', async () => {
    const store = open();
    const [a] = await fill(store, 'a');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await store.put(sha256Of(content('b')), content('b'), facts('b'))).toBe(false);
    expect(store.problem).toBe(
      'a package is not kept for the next visit: the browser gives this site no more storage',
    );
    put.mockRestore();
    expect(await store.get(a)).toEqual(content('a'));
  });

  it('works without storage: everything is missing and nothing fails', async () => {
    const store = open();
    const [a] = await fill(store, 'a');
    const blocked = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('storage is blocked', 'SecurityError');
    });
    expect(await store.get(a)).toBeUndefined();
    expect(await store.put(a, content('a'), facts('a'))).toBe(false);
    expect(await store.list()).toEqual([]);
    expect(await store.totalBytes()).toBe(0);
    await store.delete(a);
    expect(store.problem).toContain('storage is blocked');
    blocked.mockRestore();
  });

  it('opens the database again when the browser closed it', async () => {
    const store = open();
    const [a] = await fill(store, 'a');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('the connection is closing', 'InvalidStateError');
    });
    expect(await store.get(a)).toEqual(content('a'));
  });
});

describe('openWheelStore', () => {
  it('chooses the store that lasts', async () => {
    const store = await openWheelStore(DATABASE);
    expect(store).toBeInstanceOf(IndexedDbWheelStore);
    expect(store.problem).toBeNull();
  });

  it('chooses memory where the browser refuses, and says why', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
      throw new DOMException('not in a private window', 'SecurityError');
    });
    const store = await openWheelStore(DATABASE, DEFAULT_WHEEL_STORE_BYTES);
    expect(store.problem).toBe(
      'the browser refuses storage (not in a private window): packages are downloaded again on the next visit',
    );
    const [a] = await fill(store, 'a');
    expect(await store.get(a)).toEqual(content('a'));
  });
});

function content(seed: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(100).fill(seed.charCodeAt(0));
}

function facts(name: string): WheelFacts {
  return {
    fileName: `${name}-1.0-py3-none-any.whl`,
    name,
    version: '1.0',
    license: null,
    summary: 'A demo',
    topLevelModules: [name],
  };
}

/** Puts a wheel of 100 bytes for each name; gives their hashes. */
async function fill<const Names extends readonly string[]>(
  store: WheelStore,
  ...names: Names
): Promise<{ [Index in keyof Names]: string }> {
  const hashes: string[] = [];
  for (const name of names) {
    const bytes = content(name);
    expect(await store.put(sha256Of(bytes), bytes, facts(name))).toBe(true);
    hashes.push(sha256Of(bytes));
  }
  return hashes as { [Index in keyof Names]: string };
}

/** Writes into the database past the store. */
async function tamper(write: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  await createStore(DATABASE, 'wheels')(
    'readwrite',
    (store) =>
      new Promise<void>((resolve) => {
        write(store).onsuccess = () => {
          resolve();
        };
      }),
  );
}
