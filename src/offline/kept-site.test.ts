import { describe, expect, it } from 'vitest';
import type { SiteBuild, SiteFile } from '../contract/offline-wire';
import { KeptBuilds } from './kept-builds';
import { KeptSite } from './kept-site';

const SCOPE = 'https://site.test/sub/';
const NEEDS = { python: '3.13', isEverything: true, loaded: [] };

const INTERPRETER = 'assets/python-3.13.aaaa.wasm';
const V1 = build('v1', {
  'index.html': 'page 1',
  'broker.html': 'broker',
  'assets/page-1.js': 'script 1',
  'assets/monaco.js': 'm'.repeat(400_000),
  [INTERPRETER]: 'interpreter',
  'assets/python-side-3.13.bbbb.bundle': 'side',
  'assets/python-3.12.cccc.wasm': 'old interpreter',
});
const V2 = build('v2', {
  ...V1.contents,
  'index.html': 'page 2',
  'assets/page-2.js': 'script 2',
  'assets/page-1.js': null,
});

describe('the kept site', () => {
  it('keeps what a first run needs, then the page, then what can wait', async () => {
    const { site, asked } = open(V1);
    const first = await site.save(NEEDS);
    expect(asked.at(-1)).toBe('index.html');
    expect(asked).not.toContain('assets/monaco.js');
    expect(first).toMatchObject({ isUsable: true, isComplete: false, problem: null });
    expect(await site.save(NEEDS)).toMatchObject({ isComplete: true });
    // Nobody has used the other Python.
    expect(asked.filter((name) => name.includes('3.12'))).toEqual([]);
    await site.save(NEEDS);
    expect(asked).toHaveLength(6);
  });

  it('leaves out what is large where data is to be saved, except for what the page has used', async () => {
    const { site, asked } = open(V1);
    expect(await site.save({ ...NEEDS, isEverything: false })).toMatchObject({ isComplete: true });
    expect(asked).not.toContain('assets/monaco.js');
    await site.save({ ...NEEDS, isEverything: false, loaded: ['assets/monaco.js'] });
    expect(asked).toContain('assets/monaco.js');
  });

  it('has no page as long as something is missing that the page needs', async () => {
    const { site, server, caches } = open(V1);
    server.delete('assets/page-1.js');
    const progress = await site.save(NEEDS);
    expect(progress).toMatchObject({ isUsable: false, isComplete: false, problem: 'network' });
    expect(await caches.match(`${SCOPE}index.html`)).toBeUndefined();
    server.set('assets/page-1.js', 'script 1');
    expect(await site.save(NEEDS)).toMatchObject({ isUsable: true, problem: null });
    expect(await site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 1');
    expect(await site.answer(navigation(`${SCOPE}?python=3.12`))?.then(textOf)).toBe('page 1');
  });

  it('refuses what is not the file it was built with', async () => {
    const { site, server } = open(V1);
    server.set('assets/page-1.js', '<!doctype html><title>Log in</title>');
    expect(await site.save(NEEDS)).toMatchObject({ isUsable: false, problem: 'network' });
  });

  it('asks the server anew where the browser remembers what a host has said in between', async () => {
    const { site, remembered } = open(V1);
    remembered.add('assets/page-1.js');
    expect(await site.save(NEEDS)).toMatchObject({ isUsable: true, problem: null });
  });

  it('says when there is no room', async () => {
    const { site, caches } = open(V1);
    caches.failure = { on: 'put', name: 'QuotaExceededError' };
    expect(await site.save(NEEDS)).toMatchObject({ savedBytes: 0, problem: 'space' });
  });

  it.each(['put', 'keys'] as const)('says when the storage fails: %s', async (on) => {
    const { site, caches } = open(V1);
    caches.failure = { on, name: 'UnknownError' };
    expect(await site.save(NEEDS)).toMatchObject({ savedBytes: 0, problem: 'storage' });
    caches.failure = { on: 'put', name: 'NetworkError' };
    expect(await site.save(NEEDS)).toMatchObject({ problem: 'network' });
    caches.failure = null;
    expect(await site.save(NEEDS)).toMatchObject({ isUsable: true, problem: null });
  });

  it.each([
    ['POST', `${SCOPE}index.html`],
    ['GET', 'https://api.test/sub/index.html'],
    ['GET', 'https://site.test/other/index.html'],
    ['GET', `${SCOPE}notes.txt`],
    ['GET', `${SCOPE}goru-sw.js`],
    ['GET', `${SCOPE}reset.html`],
    ['GET', `${SCOPE}assets/page-1.js?v=2`],
  ])('does not answer %s %s', (method, url) => {
    const { site } = open(V1);
    expect(site.answer({ method, url, mode: 'no-cors' } as Request)).toBeUndefined();
  });
});

describe('an update of the kept site', () => {
  it('keeps as much as the version before did, and asks only for what is new', async () => {
    const caches = new FakeCaches();
    const before = open(V1, caches);
    await saveAll(before.site);
    const { site, asked } = open(V2, caches);
    const builds = new KeptBuilds(SCOPE, caches as unknown as CacheStorage);
    expect(await builds.usable()).toEqual([V1.build]);
    await site.saveAsMuchAs([V1.build]);
    expect(asked).toEqual(['assets/page-2.js', 'broker.html', 'index.html']);
    // Both are there until somebody agrees.
    expect(await before.site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 1');
    expect(await site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 2');
  });

  it('does not take over with less', async () => {
    const caches = new FakeCaches();
    await saveAll(open(V1, caches).site);
    const { site, server } = open(V2, caches);
    server.delete('assets/page-2.js');
    await expect(site.saveAsMuchAs([V1.build])).rejects.toThrow('could not be kept');
    server.set('assets/page-2.js', 'script 2');
    await site.saveAsMuchAs([V1.build]);
  });

  it('brings what somebody has used of what is large, under its new name', async () => {
    const editor = (hash: string) => `assets/editor-${hash}.js`;
    const large = 'm'.repeat(400_000);
    const before = build('v1', { ...V1.contents, [editor('BXir4qAK')]: large });
    const after = build('v2', { ...V2.contents, [editor('c-8M_b2x')]: `${large}2` });
    const caches = new FakeCaches();
    const loaded = [editor('BXir4qAK')];
    const sparing = { ...NEEDS, isEverything: false, loaded };
    expect(await open(before, caches).site.save(sparing)).toMatchObject({ isComplete: false });
    while (!(await open(before, caches).site.save(sparing)).isComplete);
    const { site, asked } = open(after, caches);
    await site.saveAsMuchAs([before.build]);
    expect(asked).toContain(editor('c-8M_b2x'));
    expect(asked).not.toContain('assets/monaco.js');
  });

  it('gives back what it has taken of a full disk', async () => {
    const caches = new FakeCaches();
    const before = open(V1, caches);
    await saveAll(before.site);
    const kept = await keptUrls(caches);
    const { site, asked } = open(V2, caches);
    caches.roomFor = 2; // Its list, and its script.
    await expect(site.saveAsMuchAs([V1.build])).rejects.toThrow('could not be kept: space');
    expect(asked).toContain('assets/page-2.js');
    expect(await keptUrls(caches)).toEqual(kept);
    caches.roomFor = Infinity;
    await site.saveAsMuchAs([V1.build]);
    expect(await before.site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 1');
  });

  it('does not bring what the version before had not got yet', async () => {
    const caches = new FakeCaches();
    await open(V1, caches).site.save(NEEDS);
    const { site, asked } = open(V2, caches);
    await site.saveAsMuchAs([V1.build]);
    expect(asked).not.toContain('assets/monaco.js');
  });

  it('drops the old version when no tab runs it any more, and nothing of other sites', async () => {
    const caches = new FakeCaches();
    await saveAll(open(V1, caches).site);
    await (await caches.open('somebody else')).put(`${SCOPE}assets/page-1.js`, new Response('x'));
    const { site } = open(V2, caches);
    await saveAll(site);
    const old = { method: 'GET', url: `${SCOPE}assets/page-1.js`, mode: 'cors' } as Request;
    await site.sweep(['goru:/sub/:build:v1']);
    expect(await site.answer(old)?.then(textOf)).toBe('script 1');
    await site.sweep([]);
    expect([...caches.stores.keys()].sort()).toEqual([
      'goru:/sub/:build:v2',
      'goru:/sub/:files',
      'goru:/sub/:interpreters',
      'somebody else',
    ]);
    const files = await (await caches.open('goru:/sub/:files')).keys();
    expect(files.map(({ url }) => url)).not.toContain(old.url);
    expect(await site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 2');
  });
});

it('drops what can wait and was not used when somebody wants no more kept than that', async () => {
  const { site, caches } = open(V1);
  await saveAll(site);
  const keptNames = async () =>
    (await (await caches.open('goru:/sub/:files')).keys()).map(({ url }) =>
      url.slice(SCOPE.length),
    );
  const all = await keptNames();
  const large = all.filter((name) => name.includes('monaco'));
  expect(large).toHaveLength(1);
  await site.sweep([], { ...NEEDS, isEverything: false, loaded: large });
  expect(await keptNames()).toEqual(all);
  await site.sweep([], { ...NEEDS, isEverything: false, loaded: [] });
  expect(await keptNames()).toEqual(all.filter((name) => !large.includes(name)));
  expect(await site.answer(navigation(SCOPE))?.then(textOf)).toBe('page 1');
});

async function saveAll(site: KeptSite): Promise<void> {
  while (!(await site.save(NEEDS)).isComplete);
}

function open(
  { build: wanted, contents }: ReturnType<typeof build>,
  caches: FakeCaches = new FakeCaches(),
) {
  const server = new Map(Object.entries(contents).filter(([, text]) => text !== null));
  const asked: string[] = [];
  /** Of these, the browser's own cache has a "not here" that it may keep. */
  const remembered = new Set<string>();
  const site = new KeptSite({
    scope: SCOPE,
    build: wanted,
    caches: caches as unknown as CacheStorage,
    fetch: (url, { integrity, cache }) => {
      const name = url.slice(SCOPE.length);
      const isAsked = cache === 'reload' || !remembered.has(name);
      const text = isAsked ? server.get(name) : undefined;
      asked.push(name);
      if (text === undefined || text === null)
        return Promise.resolve(new Response('not here', { status: 404 }));
      const isRight = integrity === integrityOf(text);
      return isRight ? Promise.resolve(new Response(text)) : Promise.reject(new TypeError('no'));
    },
  });
  return { site, server, asked, remembered, caches };
}

function build(id: string, contents: Record<string, string | null>) {
  const files: SiteFile[] = Object.entries(contents).flatMap(([name, text]) =>
    text === null ? [] : [{ name, bytes: text.length, integrity: integrityOf(text) }],
  );
  return { build: { id, files } satisfies SiteBuild, contents };
}

function integrityOf(text: string): string {
  return `${String(text.length)} ${text.slice(0, 20)}`;
}

function navigation(url: string): Request {
  return { method: 'GET', url, mode: 'navigate' } as Request;
}

async function keptUrls(caches: FakeCaches): Promise<string[]> {
  const kept = await Promise.all([...caches.stores.values()].map((cache) => cache.keys()));
  return kept.flatMap((requests) => requests.map(({ url }) => url)).sort();
}

function textOf(response: Response): Promise<string> {
  return response.text();
}

/** Node has no Cache Storage. */
class FakeCaches {
  readonly stores = new Map<string, FakeCache>();
  /** What fails, and how. */
  failure: { on: 'put' | 'keys'; name: string } | null = null;

  refuse(act: 'put' | 'keys'): void {
    if (this.failure?.on === act) throw new DOMException(this.failure.name, this.failure.name);
  }
  /** How many more files. */
  roomFor = Infinity;

  open(name: string): Promise<FakeCache> {
    const cache = this.stores.get(name) ?? new FakeCache(this);
    this.stores.set(name, cache);
    return Promise.resolve(cache);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stores.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.delete(name));
  }

  async match(url: string): Promise<Response | undefined> {
    for (const cache of this.stores.values()) {
      const found = await cache.match(url);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

class FakeCache {
  readonly #entries = new Map<string, string>();
  readonly #owner: FakeCaches;

  constructor(owner: FakeCaches) {
    this.#owner = owner;
  }

  async put(url: string, response: Response): Promise<void> {
    this.#owner.refuse('put');
    this.#owner.roomFor -= 1;
    if (this.#owner.roomFor < 0) throw new DOMException('full', 'QuotaExceededError');
    this.#entries.set(url, await response.text());
  }

  match(url: string): Promise<Response | undefined> {
    const text = this.#entries.get(url);
    return Promise.resolve(text === undefined ? undefined : new Response(text));
  }

  keys(): Promise<{ url: string }[]> {
    this.#owner.refuse('keys');
    return Promise.resolve([...this.#entries.keys()].map((url) => ({ url })));
  }

  delete({ url }: { url: string }): Promise<boolean> {
    return Promise.resolve(this.#entries.delete(url));
  }
}
