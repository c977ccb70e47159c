// Why IndexedDB, and not Cache Storage as for the interpreter: a wheel and what is known of it are written in one
// transaction, together with the clean-up, so two tabs cannot leave half of it behind; the list does not touch the
// bytes; and marking a wheel as used writes a few hundred bytes, where Cache Storage would have to write all of its
// body again. Nothing is gained from a stored `Response`, because wheels are read as a whole to be verified. Both
// count against the same quota. In private windows, where a browser allows IndexedDB it lives in memory; where it
// does not, open-wheel-store.ts chooses memory.

import { promisifyRequest } from 'idb-keyval';
import { DurableStore, isCalled } from '../database/durable-store';
import { packBundle, unpackBundle } from '../contract/file-bundle';
import { sha256Hex } from './digest';
import type { WheelFacts } from './wheel-facts';
import {
  checkWheelHash,
  chooseEvicted,
  type CompiledFor,
  type CompiledModules,
  type StoredWheel,
  type WheelStore,
} from './wheel-store';

const OBJECT_STORE = 'wheels';

export interface IndexedDbWheelStoreOptions {
  /** Its name contains the site's path: sites of one origin share their storage. */
  database: string;
  limitBytes: number;
  nowMs?: () => number;
}

/**
 * Wheels in IndexedDB: under `['facts', sha256]` what is known of one, under `['bytes', sha256]` itself, and under
 * `['compiled', sha256, python]` what was compiled of it.
 */
export class IndexedDbWheelStore implements WheelStore {
  readonly #database: DurableStore;
  readonly #limitBytes: number;
  readonly #nowMs: () => number;
  #problem: string | null = null;

  constructor({ database, limitBytes, nowMs = Date.now }: IndexedDbWheelStoreOptions) {
    this.#database = new DurableStore(database, OBJECT_STORE);
    this.#limitBytes = limitBytes;
    this.#nowMs = nowMs;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Rejects with the browser's own error when it refuses storage. */
  async open(): Promise<void> {
    await this.#database.read((store) => promisifyRequest(store.count()));
  }

  async get(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const key = sha256.toLowerCase();
    const content = await this.#orElse(undefined, 'a stored package could not be read', () =>
      this.#database.read((store) => promisifyRequest<unknown>(store.get(bytesKey(key)))),
    );
    if (content === undefined) return undefined;
    if (!isBytes(content) || (await sha256Hex(content)) !== key) {
      await this.delete(key);
      return undefined;
    }
    await this.#orElse(undefined, 'a stored package could not be marked as used', () =>
      this.#database.write((store) => this.#markUsed(store, key)),
    );
    return content;
  }

  async put(sha256: string, bytes: Uint8Array<ArrayBuffer>, facts: WheelFacts): Promise<boolean> {
    const key = sha256.toLowerCase();
    await checkWheelHash(key, bytes, facts);
    if (bytes.length > this.#limitBytes) return false;
    const stored = { ...facts, sha256: key, bytes: bytes.length, usedAt: this.#nowMs() };
    return this.#orElse(false, 'a package is not kept for the next visit', async () => {
      await this.#store(stored, bytes, this.#limitBytes).catch(async (error: unknown) => {
        if (!isCalled(error, 'QuotaExceededError')) throw error;
        // The disk gives less than our own limit: make do with half of what is there.
        const limitBytes = ((await this.#totalBytes()) + bytes.length) / 2;
        await this.#store(stored, bytes, limitBytes);
      });
      this.#problem = null;
      return true;
    });
  }

  async getCompiled(
    sha256: string,
    { python, build }: CompiledFor,
  ): Promise<CompiledModules | undefined> {
    const key = compiledKey(sha256.toLowerCase(), python);
    const stored = await this.#orElse(undefined, 'compiled modules could not be read', () =>
      this.#database.read((store) => promisifyRequest<unknown>(store.get(key))),
    );
    if (!isStoredCompiled(stored) || stored.build !== build) return undefined;
    // Python would crash on damaged code.
    if ((await sha256Hex(stored.bundle)) !== stored.bundleSha256) return undefined;
    return unpackBundle(stored.bundle);
  }

  async putCompiled(
    sha256: string,
    { python, build }: CompiledFor,
    modules: CompiledModules,
  ): Promise<void> {
    const wheel = sha256.toLowerCase();
    const bundle = packBundle(modules);
    const stored: StoredCompiled = { build, bundle, bundleSha256: await sha256Hex(bundle) };
    await this.#orElse(undefined, 'compiled modules are not kept for the next visit', () =>
      this.#database.write(async (store) => {
        const facts = await promisifyRequest<unknown>(store.get(factsKey(wheel)));
        if (facts !== undefined) store.put(stored, compiledKey(wheel, python));
      }),
    );
  }

  list(): Promise<StoredWheel[]> {
    return this.#orElse([], 'stored packages could not be listed', async () => {
      const wheels = await this.#database.read(readAllFacts);
      return wheels.sort((a, b) => b.usedAt - a.usedAt);
    });
  }

  async delete(sha256: string): Promise<void> {
    await this.#orElse(undefined, 'a stored package could not be deleted', () =>
      this.#database.write((store) => {
        remove(store, sha256.toLowerCase());
      }),
    );
  }

  totalBytes(): Promise<number> {
    return this.#orElse(0, 'stored packages could not be listed', () => this.#totalBytes());
  }

  async #totalBytes(): Promise<number> {
    const wheels = await this.#database.read(readAllFacts);
    return wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Wheel, facts and clean-up in one transaction: all of it happens or nothing. */
  async #store(
    stored: StoredWheel,
    bytes: Uint8Array<ArrayBuffer>,
    limitBytes: number,
  ): Promise<void> {
    // A view would be stored with the whole buffer that it looks into.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    await this.#database.write(async (store) => {
      const others = await readAllFacts(store);
      const evicted = chooseEvicted(
        others.filter(({ sha256 }) => sha256 !== stored.sha256),
        { addedBytes: own.length, limitBytes },
      );
      for (const sha256 of evicted) remove(store, sha256);
      store.put(own, bytesKey(stored.sha256));
      store.put(stored, factsKey(stored.sha256));
    });
  }

  async #markUsed(store: IDBObjectStore, sha256: string): Promise<void> {
    const stored = await promisifyRequest<unknown>(store.get(factsKey(sha256)));
    // Another tab may have deleted it in the meantime.
    if (isStoredWheel(stored)) store.put({ ...stored, usedAt: this.#nowMs() }, factsKey(sha256));
  }

  /** The promise of the interface: trouble with storage is told in `problem` and never thrown. */
  async #orElse<Result>(
    fallback: Result,
    what: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      const reason = isCalled(error, 'QuotaExceededError')
        ? 'the browser gives this site no more storage'
        : messageOf(error);
      this.#problem = `${what}: ${reason}`;
      return fallback;
    }
  }
}

function bytesKey(sha256: string): IDBValidKey {
  return ['bytes', sha256];
}

function factsKey(sha256: string): IDBValidKey {
  return ['facts', sha256];
}

function compiledKey(sha256: string, python: string): IDBValidKey {
  return ['compiled', sha256, python];
}

function remove(store: IDBObjectStore, sha256: string): void {
  store.delete(bytesKey(sha256));
  store.delete(factsKey(sha256));
  // In IndexedDB's order an array comes after every string.
  store.delete(IDBKeyRange.bound(['compiled', sha256], ['compiled', sha256, []]));
}

async function readAllFacts(store: IDBObjectStore): Promise<StoredWheel[]> {
  // In IndexedDB's order an array comes after every string: this is all that begins with 'facts'.
  const range = IDBKeyRange.bound(['facts'], ['facts', []]);
  const values = await promisifyRequest<unknown[]>(store.getAll(range));
  return values.filter(isStoredWheel);
}

/** The database is the site's own, but other sites of this origin can write to it too. */
function isStoredWheel(value: unknown): value is StoredWheel {
  if (typeof value !== 'object' || value === null) return false;
  const wheel = value as Partial<Record<keyof StoredWheel, unknown>>;
  const isTextOrNull = (text: unknown): boolean => text === null || typeof text === 'string';
  return (
    [wheel.sha256, wheel.fileName, wheel.name, wheel.version].every(
      (text) => typeof text === 'string',
    )
    && [wheel.license, wheel.summary].every(isTextOrNull)
    && [wheel.bytes, wheel.usedAt].every((number) => Number.isFinite(number))
    && Array.isArray(wheel.topLevelModules)
    && wheel.topLevelModules.every((name) => typeof name === 'string')
  );
}

interface StoredCompiled {
  build: string;
  bundle: Uint8Array<ArrayBuffer>;
  bundleSha256: string;
}

function isStoredCompiled(value: unknown): value is StoredCompiled {
  if (typeof value !== 'object' || value === null) return false;
  const { build, bundle, bundleSha256 } = value as Partial<Record<keyof StoredCompiled, unknown>>;
  return typeof build === 'string' && isBytes(bundle) && typeof bundleSha256 === 'string';
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
