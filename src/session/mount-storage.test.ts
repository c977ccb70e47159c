// Real transactions, without a browser; there is no private file system here.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ErrorData } from '../contract/goru-error';
import type { ControlMessage } from '../contract/worker-messages';
import { openIndexedDbTree } from '../fs/tree-store.page';
import { MountStorage } from './mount-storage';

const OWN = { kind: 'mirror', storage: 'indexeddb', access: 'own' };
const VIEW = { ...OWN, access: 'view' };
const MEMORY = { kind: 'memory' };

describe('a folder that another tab has', () => {
  it('is ours when that closes, also while an interpreter is still getting it', async () => {
    const { storage, worker, other } = setUp({ isHeld: true });
    const attached = storage.attach('service-worker', worker.send);
    expect(await worker.next()).toMatchObject({ backing: VIEW });
    other.abort();
    await aMoment();
    worker.answer(null);
    await attached;
    expect(await worker.next()).toMatchObject({ backing: OWN, problem: null });
    worker.answer(null);
    await aMoment();
    expect(worker.waiting).toEqual([]);
  });

  it('is asked for as our own only after the worker has it', async () => {
    const { storage, worker, other } = setUp({ isHeld: true });
    const attached = storage.attach('jspi', worker.send);
    expect(await worker.next()).toMatchObject({ backing: { kind: 'opfs', access: 'view' } });
    other.abort();
    await aMoment();
    expect(worker.waiting).toEqual([]);
    worker.answer(null);
    await attached;
    expect(await worker.next()).toEqual({ type: 'own-storage', path: '/work' });
  });

  it('is not changed by a worker that has it to read only, whatever that sends', async () => {
    const { storage, worker, other, database } = setUp({ isHeld: true });
    const attached = storage.attach('service-worker', worker.send);
    await worker.next();
    worker.answer(null);
    await attached;
    const change = { kind: 'create-directory', path: 'forged' } as const;
    storage.receive({ type: 'store', path: '/work', seq: 1, change });
    await aMoment();
    expect((await openIndexedDbTree(database).readAll()).entries).toEqual([]);
    other.abort();
    await worker.next();
    worker.answer(null);
    await aMoment();
    storage.receive({ type: 'store', path: '/work', seq: 1, change });
    expect(await worker.next()).toMatchObject({ type: 'stored', error: null });
  });

  it('stays in memory where it had to be kept there, and says so', async () => {
    const { storage, worker, other } = setUp({ isHeld: true });
    const attached = storage.attach('service-worker', worker.send);
    await worker.next();
    worker.answer('the copy is too large');
    expect(await worker.next()).toMatchObject({ backing: MEMORY });
    worker.answer(null);
    await attached;
    other.abort();
    await aMoment();
    expect(worker.waiting).toEqual([]);
  });

  it('is looked for again, for that tab may have made it since', async () => {
    const { storage, worker, database } = setUp({ isHeld: true });
    await storage.claim();
    await openIndexedDbTree(database).readAll();
    const attached = storage.attach('jspi', worker.send);
    expect(await worker.next()).toMatchObject({ backing: VIEW });
    worker.answer(null);
    await attached;
  });
});

describe('a folder whose place cannot be found out', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is opened nowhere else, says so, and is found by the next interpreter', async () => {
    const { storage, worker, database } = setUp();
    await openIndexedDbTree(database).readAll();
    stubFileSystem('InvalidStateError');
    const attached = storage.attach('service-worker', worker.send);
    expect(await worker.next()).toMatchObject({
      backing: MEMORY,
      problem: { kind: 'unopened', text: expect.stringContaining('still there') as string },
    });
    worker.answer(null);
    await attached;

    stubFileSystem('NotFoundError');
    const again = storage.attach('service-worker', worker.send);
    expect(await worker.next()).toMatchObject({ backing: OWN, problem: null });
    worker.answer(null);
    await again;
  });
});

describe('a new folder', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('that was begun in the private file system is not continued in the database', async () => {
    const { storage, worker, database } = setUp();
    // Whoever opens it makes its folders; then the rest fails.
    stubFileSystem('NotFoundError');
    const attached = storage.attach('jspi', worker.send);
    expect(await worker.next()).toMatchObject({ backing: { kind: 'opfs' } });
    stubFileSystem(null);
    worker.answer('the disk has failed');
    expect(await worker.next()).toMatchObject({ backing: MEMORY, problem: { kind: 'unopened' } });
    worker.answer(null);
    await attached;
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(database);
  });
});

describe('an interpreter that ends while it gets its files', () => {
  it.each(['jspi', 'service-worker'] as const)('is waited for no longer: %s', async (channel) => {
    const { storage, worker, database } = setUp();
    await openIndexedDbTree(database).readAll();
    const attached = storage.attach(channel, worker.send);
    // The page has begun to read them.
    storage.detach('it crashed');
    await expect(attached).rejects.toThrow('it crashed');
    const again = storage.attach(channel, worker.send);
    expect(await worker.next()).toMatchObject({ backing: OWN });
    worker.answer(null);
    await again;
  });

  it('ends with the session', async () => {
    const { storage, worker } = setUp();
    const attached = storage.attach('service-worker', worker.send);
    await worker.next();
    storage.close();
    await expect(attached).rejects.toMatchObject({ code: 'session-closed' });
  });
});

/** A private file system that answers everything with an error of this name, or has all folders and no file. */
function stubFileSystem(error: string | null): void {
  const root = {
    getDirectoryHandle: () =>
      error === null ? Promise.resolve(root) : Promise.reject(new DOMException(error, error)),
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve(root) } });
}

let setUps = 0;

function setUp({ isHeld = false } = {}) {
  setUps += 1;
  const name = `work-${String(setUps)}`;
  const database = `goru:/:files:${name}`;
  const locks = new Locks();
  const other = new AbortController();
  if (isHeld) void locks.request(database, {}, () => aborted(other.signal));
  const storage = new MountStorage({
    mounts: [{ path: '/work', source: { kind: 'opfs', name } }],
    sitePath: '/',
    locks: locks as unknown as LockManager,
  });
  const worker = new ScriptedWorker((error) => {
    storage.receive({ type: 'storage-attached', path: '/work', error });
  });
  return { storage, worker, other, database };
}

/** Gets what the page sends, and answers when the test says so. */
class ScriptedWorker {
  readonly waiting: ControlMessage[] = [];
  readonly #attached: (error: ErrorData | null) => void;
  #arrived: (() => void) | undefined;

  constructor(attached: (error: ErrorData | null) => void) {
    this.#attached = attached;
  }

  readonly send = (message: ControlMessage): void => {
    this.waiting.push(message);
    this.#arrived?.();
  };

  async next(): Promise<ControlMessage> {
    if (this.waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.waiting.shift() ?? expect.unreachable();
  }

  answer(problem: string | null): void {
    this.#attached(problem === null ? null : { code: 'interpreter', message: problem });
  }
}

type Callback = (lock: { name: string } | null) => unknown;

/** Of a browser with several tabs: exclusive locks, which are granted in later tasks. */
class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  async request(
    name: string,
    { ifAvailable = false }: { ifAvailable?: boolean },
    callback: Callback,
  ): Promise<unknown> {
    const before = this.#last.get(name);
    if (ifAvailable && before !== undefined) return callback(null);
    const turn = (async () => {
      await before;
      await new Promise((resolve) => setTimeout(resolve, 0));
      await callback({ name });
    })();
    this.#last.set(name, turn);
    return turn;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

/** For everything that does not wait for the worker. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
