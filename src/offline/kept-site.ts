import {
  type OfflineNeeds,
  type OfflineProblem,
  type OfflineProgress,
  type SiteBuild,
  type SiteFile,
  type SiteNames,
  siteNames,
} from '../contract/offline-wire';
import { KeptBuilds } from './kept-builds';
import {
  isForLater,
  isPage,
  type Place,
  placeOf,
  pythonOf,
  START_PAGE,
  stemOf,
} from './site-caches';
import { nameOf } from './site-routes';

/** One step keeps files until it has so many of them or so many bytes: it must end before the browser ends it. */
const STEP_FILES = 8;
const STEP_BYTES = 1_000_000;
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
  readonly #builds: KeptBuilds;
  readonly #listed: ReadonlySet<string>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: KeptSiteOptions) {
    this.#options = options;
    this.#names = siteNames(new URL(options.scope).pathname);
    this.#builds = new KeptBuilds(options.scope, options.caches);
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
    const large = earlier.map(({ files }) => files.filter(isForLater));
    const isEverything = large.some((files) => files.every(({ name }) => kept.has(name)));
    // What somebody has used of it has another name by now, and is not there under that.
    const used = new Set(
      large.flatMap((files) => files.flatMap(({ name }) => (kept.has(name) ? stemOf(name) : []))),
    );
    const loaded = [...this.#listed].filter((name) => used.has(stemOf(name)));
    const needs = { python: '', isEverything, loaded };
    for (;;) {
      const { isComplete, problem } = await this.save(needs);
      if (isComplete) return;
      if (problem === 'space') await this.#giveBack();
      if (problem !== null) throw new Error(`this version could not be kept: ${problem}`);
    }
  }

  /**
   * `heldLocks`: the names of all locks; a tab holds one for its version. `only`: somebody wants no more than that kept
   * of this version.
   */
  async sweep(heldLocks: readonly string[], only?: OfflineNeeds): Promise<void> {
    const { build } = this.#options;
    const { buildPrefix } = this.#names;
    const own = only && this.#neededFiles(only, await this.#keptNames()).map(({ name }) => name);
    const wanted = new Set(own ?? this.#listed);
    for (const id of await this.#builds.ids()) {
      if (id === build.id) continue;
      if (!heldLocks.includes(buildPrefix + id)) {
        await this.#builds.drop(id);
        continue;
      }
      const list = await this.#builds.readList(id);
      for (const { name } of list?.files ?? []) wanted.add(name);
    }
    await this.#dropAllBut(wanted);
  }

  /** A full disk: what cannot take over leaves no less room than there was, also for what somebody makes. */
  async #giveBack(): Promise<void> {
    await this.#builds.drop(this.#options.build.id);
    const lists = (await this.#builds.ids()).map((id) => this.#builds.readList(id));
    const files = (await Promise.all(lists)).flatMap((list) => list?.files ?? []);
    await this.#dropAllBut(new Set(files.map(({ name }) => name)));
  }

  async #dropAllBut(wanted: ReadonlySet<string>): Promise<void> {
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
      await this.#builds.writeList(this.#options.build);
      const missing = this.#neededFiles(needs, kept).filter(({ name }) => !kept.has(name));
      const next = takeStep(missing);
      await allEnded(next.filter(({ name }) => !isPage(name)).map((file) => this.#keep(file)));
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

  async #keep(file: SiteFile): Promise<void> {
    const { name } = file;
    const place = placeOf(name);
    const url = this.#urlOf(name);
    // The same name holds something else in every version, and the browser's own cache may not know yet.
    const response =
      place === 'build'
        ? await this.#fetch(file, 'no-cache')
        : // What a host has answered in the middle of a publication may be in there, and stay for a year.
          await this.#fetch(file, 'default').catch(() => this.#fetch(file, 'reload'));
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

  async #fetch({ name, integrity }: SiteFile, cache: RequestCache): Promise<Response> {
    const url = this.#urlOf(name);
    const response = await this.#options.fetch(url, { integrity, cache });
    if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
    return response;
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

  #open(place: Place): Promise<Cache> {
    const { caches, build } = this.#options;
    return place === 'build' ? this.#builds.open(build.id) : caches.open(this.#names[place]);
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

/** Rejects with the first that does, but not before the others have ended, too: nothing is stored afterwards. */
async function allEnded(steps: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(steps);
  await Promise.all(steps);
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
