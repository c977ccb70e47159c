import type { SiteNames } from '../contract/offline-wire';

/**
 * Keeps what interpreters start from in Cache Storage. Reading 13 MB from there takes a third of the time
 * that the browser's own HTTP cache takes, which refuses files of this size in private windows and
 * asks the server again on a host without cache headers.
 *
 * Addresses carry a content hash, so an entry is never out of date, only unused.
 */
export class InterpreterStore {
  readonly #name: string;
  readonly #caches: CacheStorage | undefined;
  readonly #isSwept: () => Promise<boolean>;

  /** `caches` is absent where the page is not secure (plain http on a network). */
  constructor(names: SiteNames, caches: CacheStorage | undefined) {
    this.#name = names.interpreters;
    this.#caches = caches;
    // Where the service worker keeps the site, it knows which versions are in use, and drops what none of them needs.
    this.#isSwept = async () => (await caches?.has(names.files)) === true;
  }

  /** Undefined when it is not there, or storage is blocked. */
  async find(url: string): Promise<Response | undefined> {
    try {
      const cache = await this.#caches?.open(this.#name);
      return await cache?.match(url);
    } catch {
      // Storage is blocked: every visit is a first one.
      return undefined;
    }
  }

  /** What is kept under `url` is of no use. Never rejects. */
  async forget(url: string): Promise<void> {
    try {
      const cache = await this.#caches?.open(this.#name);
      await cache?.delete(url);
    } catch {
      // Storage is blocked: nothing is kept.
    }
  }

  /** Keeps `parts` under `url`, and of the others only those in `wanted`. Never rejects. */
  async keep(
    url: string,
    type: string,
    parts: readonly Uint8Array<ArrayBuffer>[],
    wanted: readonly string[],
  ): Promise<void> {
    try {
      const cache = await this.#caches?.open(this.#name);
      if (cache === undefined) return;
      const headers = { 'Content-Type': type };
      await cache.put(url, new Response(new Blob([...parts]), { headers }));
      if (await this.#isSwept()) return;
      for (const { url: kept } of await cache.keys()) {
        if (!wanted.includes(kept)) await cache.delete(kept);
      }
    } catch {
      // Storage is blocked or full; the only loss is a faster second visit.
    }
  }
}
