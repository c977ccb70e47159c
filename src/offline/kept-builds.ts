import { type SiteBuild, siteNames } from '../contract/offline-wire';
import { START_PAGE } from './site-caches';

/** Which files a version has; nobody asks the server for this name. */
const LIST_NAME = '__goru_files__';

/** The versions of the site that are kept, each in a cache of its own with the list of its files. */
export class KeptBuilds {
  readonly #caches: CacheStorage;
  readonly #prefix: string;
  readonly #listUrl: string;
  readonly #startUrl: string;

  /** `scope` is the site's address, with a slash at the end. */
  constructor(scope: string, caches: CacheStorage) {
    this.#caches = caches;
    this.#prefix = siteNames(new URL(scope).pathname).buildPrefix;
    this.#listUrl = new URL(LIST_NAME, scope).href;
    this.#startUrl = new URL(START_PAGE, scope).href;
  }

  /** Those that open without a network. */
  async usable(): Promise<SiteBuild[]> {
    const builds = await Promise.all(
      (await this.ids()).map(async (id) => {
        const isUsable = (await (await this.open(id)).match(this.#startUrl)) !== undefined;
        return isUsable ? this.readList(id) : undefined;
      }),
    );
    return builds.filter((build) => build !== undefined);
  }

  async ids(): Promise<string[]> {
    const names = await this.#caches.keys();
    return names
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => name.slice(this.#prefix.length));
  }

  open(id: string): Promise<Cache> {
    return this.#caches.open(this.#prefix + id);
  }

  async drop(id: string): Promise<void> {
    await this.#caches.delete(this.#prefix + id);
  }

  async writeList(build: SiteBuild): Promise<void> {
    const cache = await this.open(build.id);
    if ((await cache.match(this.#listUrl)) !== undefined) return;
    await cache.put(this.#listUrl, Response.json(build));
  }

  async readList(id: string): Promise<SiteBuild | undefined> {
    const list = await (await this.open(id)).match(this.#listUrl);
    // Another version of this code has written it, in this form.
    return (await list?.json()) as SiteBuild | undefined;
  }
}
