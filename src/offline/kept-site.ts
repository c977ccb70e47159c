import {
  type OfflineNeeds,
  type OfflineProblem,
  type OfflineProgress,
  type SiteBuild,
  type SiteFile,
  type SiteNames,
  siteNames,
} from '../contract/offline-wire';
import { isForLater, isPage, type Place, placeOf, pythonOf, START_PAGE } from './site-caches';
import { nameOf } from './site-routes';

/** One step keeps files until it has so many of them or so many bytes: it must end before the browser ends it. */
const STEP_FILES = 8;
const STEP_BYTES = 1_000_000;
/** Which files a version has; nobody asks the server for this name. */
const LIST_NAME = '__goru_files__';

interface KeptSiteOptions {
  /** The site's address, with a slash at the end. */
  scope: string;
  /** The version of this service worker. */
  build: SiteBuild;
  caches: CacheStorage;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** What the browser keeps of the site so that it works without a network. */
export class KeptSite {
  readonly #options: KeptSiteOptions;
  readonly #names: SiteNames;
  readonly #listed: ReadonlySet<string>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: KeptSiteOptions) {
    this.#options = options;
    this.#names = siteNames(new URL(options.scope).pathname);
    this.#listed = new Set(options.build.files.map(({ name }) => name));
  }

  /** Undefined for a request that is none of this site's business. */
  answer(request: Request): Promise<Response> | undefined {
    if (request.method !== 'GET') return undefined;
    const name = nameOf(new URL(request.url), this.#options.scope, request.mode === 'navigate');
    // An earlier version's file is not listed here, and may be needed by a tab.
    if (name === undefined || !(this.#listed.has(name) || name.startsWith('assets/'))) {
      return undefined;
    }
    return this.#find(name).then((kept) => kept ?? fetch(request));
  }

  /** Keeps the next few of the files that are needed; several tabs may ask at once. */
  save(needs: OfflineNeeds): Promise<OfflineProgress> {
    const step = this.#turn.then(() => this.#save(needs));
    this.#turn = step.catch(() => undefined);
    return step;
  }

  /**
   * Another version is kept: this one must keep as much before it may take over, else the update would take away what
   * worked without a network. Rejects when that does not succeed.
   */
  async saveAsMuchAs(earlier: readonly SiteBuild[]): Promise<void> {
    const kept = await this.#keptNames();
    const isEverything = earlier.some(({ files }) =>
      files.filter(isForLater).every(({ name }) => kept.has(name)),
    );
    const needs = { python: '', isEverything, loaded: [] };
    for (;;) {
      const { isComplete, problem } = await this.save(needs);
      if (problem !== null) throw new Error(`this version could not be kept: ${problem}`);
      if (isComplete) return;
    }
  }

  /** The other versions that open without a network. */
  async earlierBuilds(): Promise<SiteBuild[]> {
    const builds = await Promise.all(
      (await this.#buildIds()).map(async (id) => {
        const cache = await this.#options.caches.open(this.#names.buildPrefix + id);
        const isUsable = (await cache.match(this.#urlOf(START_PAGE))) !== undefined;
        return isUsable && id !== this.#options.build.id ? this.#readList(id) : undefined;
      }),
    );
    return builds.filter((build) => build !== undefined);
  }

  /**
   * `heldLocks`: the names of all locks; a tab holds one for its version. `only`: somebody wants no more than that kept
   * of this version.
   */
  async sweep(heldLocks: readonly string[], only?: OfflineNeeds): Promise<void> {
    const { caches, build } = this.#options;
    const { buildPrefix } = this.#names;
    const own = only && this.#neededFiles(only, await this.#keptNames()).map(({ name }) => name);
    const wanted = new Set(own ?? this.#listed);
    for (const id of await this.#buildIds()) {
      if (id === build.id) continue;
      if (!heldLocks.includes(buildPrefix + id)) {
        await caches.delete(buildPrefix + id);
        continue;
      }
      const list = await this.#readList(id);
      for (const { name } of list?.files ?? []) wanted.add(name);
    }
    for (const place of ['files', 'interpreters'] as const) {
      const cache = await this.#open(place);
      for (const request of await cache.keys()) {
        const name = nameOf(new URL(request.url), this.#options.scope, false);
        if (name === undefined || !wanted.has(name)) await cache.delete(request);
      }
    }
  }

  async #save(needs: OfflineNeeds): Promise<OfflineProgress> {
    let problem: OfflineProblem | null = null;
    let kept = new Set<string>();
    try {
      kept = await this.#keptNames();
      await this.#writeList();
      const missing = this.#neededFiles(needs, kept).filter(({ name }) => !kept.has(name));
      const next = takeStep(missing);
      await Promise.all(next.filter(({ name }) => !isPage(name)).map((file) => this.#keep(file)));
      for (const file of next.filter(({ name }) => isPage(name))) await this.#keep(file);
      for (const { name } of next) kept.add(name);
    } catch (error) {
      problem = problemOf(error);
    }
    const needed = this.#neededFiles(needs, kept);
    const left = needed.filter(({ name }) => !kept.has(name));
    const totalBytes = sumBytes(needed);
    return {
      savedBytes: totalBytes - sumBytes(left),
      totalBytes,
      isUsable: left.every(isForLater),
      isComplete: left.length === 0,
      problem,
    };
  }

  /** In the order in which they are kept: what a page needs, the pages, what can wait. */
  #neededFiles(needs: OfflineNeeds, kept: ReadonlySet<string>): SiteFile[] {
    // By its interpreter, which only a visit that ran this Python has kept.
    const used = [...kept].filter((name) => placeOf(name) === 'interpreters').map(pythonOf);
    const pythons = new Set([needs.python, ...used]);
    const needed = this.#options.build.files.filter((file) => {
      const python = pythonOf(file.name);
      if (python !== null) return pythons.has(python);
      return needs.isEverything || !isForLater(file) || needs.loaded.includes(file.name);
    });
    return needed.sort((a, b) => rankOf(a) - rankOf(b) || a.bytes - b.bytes);
  }

  async #keep({ name, integrity }: SiteFile): Promise<void> {
    const place = placeOf(name);
    const url = this.#urlOf(name);
    // The same name holds something else in every version, and the browser's own cache may not know yet.
    const cacheMode = place === 'build' ? 'no-cache' : 'default';
    const response = await this.#options.fetch(url, { integrity, cache: cacheMode });
    if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
    const headers = new Headers(response.headers);
    // There is one answer for everybody; with this header the browser would compare requests.
    headers.delete('Vary');
    // Not every static host knows this type, without which nothing is compiled.
    if (name.endsWith('.wasm')) headers.set('Content-Type', 'application/wasm');
    const cache = await this.#open(place);
    // A new answer, because a browser takes none for a page that has come by a redirect.
    await cache.put(url, new Response(response.body, { headers }));
    if (name === START_PAGE) {
      const copy = await cache.match(url);
      if (copy !== undefined) await cache.put(this.#options.scope, copy);
    }
  }

  async #find(name: string): Promise<Response | undefined> {
    try {
      return await (await this.#open(placeOf(name))).match(this.#urlOf(name));
    } catch {
      return undefined; // Storage is blocked: there is the network.
    }
  }

  async #keptNames(): Promise<Set<string>> {
    const names = new Set<string>();
    for (const place of ['interpreters', 'files', 'build'] as const) {
      for (const { url } of await (await this.#open(place)).keys()) {
        const name = nameOf(new URL(url), this.#options.scope, false);
        if (name !== undefined) names.add(name);
      }
    }
    return names;
  }

  async #buildIds(): Promise<string[]> {
    const { buildPrefix } = this.#names;
    const all = await this.#options.caches.keys();
    return all
      .filter((name) => name.startsWith(buildPrefix))
      .map((name) => name.slice(buildPrefix.length));
  }

  async #writeList(): Promise<void> {
    const cache = await this.#open('build');
    const url = this.#urlOf(LIST_NAME);
    if ((await cache.match(url)) !== undefined) return;
    await cache.put(url, Response.json(this.#options.build));
  }

  async #readList(id: string): Promise<SiteBuild | undefined> {
    const cache = await this.#options.caches.open(this.#names.buildPrefix + id);
    const list = await cache.match(this.#urlOf(LIST_NAME));
    // Another version of this code has written it, in this form.
    return (await list?.json()) as SiteBuild | undefined;
  }

  #open(place: Place): Promise<Cache> {
    const { caches, build } = this.#options;
    return caches.open(place === 'build' ? this.#names.buildPrefix + build.id : this.#names[place]);
  }

  #urlOf(name: string): string {
    return new URL(name, this.#options.scope).href;
  }
}

const RANK_LATER = 3;

/** What a page needs is there before the page is; the page people open is the sign that all of it is there. */
function rankOf(file: SiteFile): number {
  if (file.name === START_PAGE) return 2;
  if (isPage(file.name)) return 1;
  return isForLater(file) ? RANK_LATER : 0;
}

function takeStep(files: readonly SiteFile[]): SiteFile[] {
  let bytes = 0;
  const end = files.findIndex((file, at) => {
    bytes += file.bytes;
    // What can wait does not make wait for what cannot.
    const isOther =
      rankOf(file) === RANK_LATER && at > 0 && rankOf(files[0] ?? file) !== RANK_LATER;
    return isOther || (at > 0 && (at === STEP_FILES || bytes > STEP_BYTES));
  });
  return files.slice(0, end === -1 ? undefined : end);
}

function sumBytes(files: readonly SiteFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What does not arrive is a `TypeError` or one of our own; a download that ends early has names of its own. */
function problemOf(error: unknown): OfflineProblem {
  if (!(error instanceof DOMException)) return 'network';
  if (error.name === 'QuotaExceededError') return 'space';
  return ['NetworkError', 'AbortError'].includes(error.name) ? 'network' : 'storage';
}
