import { promisifyRequest } from 'idb-keyval';
import { GoruError } from '../contract/goru-error';
import type { KvUsage } from '../contract/kv-store';
import { DurableStore, isCalled } from '../database/durable-store';
import { changedUsage, type KvChange, type KvStorage, NO_USAGE } from './kv-storage';

const OBJECT_STORE = 'kv';

/**
 * Where the usage is kept, so that no write has to add up all entries. A program's keys are
 * strings, so none can be this one; in IndexedDB's order numbers come before all strings.
 */
const USAGE_KEY = 0;

/** Entries in IndexedDB, one database per store. */
export class IndexedDbStorage implements KvStorage {
  readonly #store: DurableStore;

  constructor(database: string) {
    this.#store = new DurableStore(database, OBJECT_STORE);
  }

  /** Rejects with the browser's own error when it refuses storage. */
  async open(): Promise<void> {
    await this.#store.read((store) => promisifyRequest(store.count(USAGE_KEY)));
  }

  get(key: string): Promise<string | undefined> {
    return this.#read(async (store) => toText(await promisifyRequest(store.get(key))));
  }

  has(key: string): Promise<boolean> {
    return this.#read(async (store) => (await promisifyRequest(store.count(key))) > 0);
  }

  keys(): Promise<string[]> {
    return this.#read(async (store) => {
      const keys = await promisifyRequest(store.getAllKeys(allStrings()));
      return keys.filter((key) => typeof key === 'string');
    });
  }

  entries(): Promise<[string, string][]> {
    return this.#read(async (store) => {
      const [keys, values] = await Promise.all([
        promisifyRequest(store.getAllKeys(allStrings())),
        promisifyRequest<unknown[]>(store.getAll(allStrings())),
      ]);
      return keys.flatMap((key, i) => {
        const json = toText(values[i]);
        return typeof key === 'string' && json !== undefined ? [[key, json]] : [];
      });
    });
  }

  usage(): Promise<KvUsage> {
    return this.#read(readUsage);
  }

  set(key: string, json: string, check: (change: KvChange) => void): Promise<void> {
    return this.#write(async (store) => {
      const [before, old] = await Promise.all([
        readUsage(store),
        promisifyRequest<unknown>(store.get(key)),
      ]);
      const after = changedUsage(before, key, { before: toText(old), after: json });
      check({ before, after });
      store.put(json, key);
      store.put(after, USAGE_KEY);
    });
  }

  delete(key: string): Promise<void> {
    return this.#write(async (store) => {
      const [usage, old] = await Promise.all([
        readUsage(store),
        promisifyRequest<unknown>(store.get(key)),
      ]);
      const before = toText(old);
      if (before === undefined) return;
      store.delete(key);
      store.put(changedUsage(usage, key, { before, after: undefined }), USAGE_KEY);
    });
  }

  clear(): Promise<void> {
    return this.#write((store) => {
      store.clear();
    });
  }

  #read<Result>(work: (store: IDBObjectStore) => Promise<Result>): Promise<Result> {
    return explained(this.#store.read(work));
  }

  #write(work: (store: IDBObjectStore) => void | Promise<void>): Promise<void> {
    return explained(this.#store.write(work));
  }
}

function allStrings(): IDBKeyRange {
  return IDBKeyRange.lowerBound('');
}

async function readUsage(store: IDBObjectStore): Promise<KvUsage> {
  const usage = await promisifyRequest<Partial<KvUsage> | undefined>(store.get(USAGE_KEY));
  return { entries: usage?.entries ?? NO_USAGE.entries, bytes: usage?.bytes ?? NO_USAGE.bytes };
}

/** The database is the site's own, but other sites of this origin can write to it too. */
function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toGoruError(error);
  }
}

function toGoruError(error: unknown): unknown {
  if (error instanceof GoruError) return error;
  if (isCalled(error, 'QuotaExceededError')) {
    return new GoruError('disk-full', 'no space left on device', {
      cause: error,
      notes: ['The browser gives this site no more storage; what was stored before is intact.'],
    });
  }
  return new GoruError('storage', `storage failed: ${messageOf(error)}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
