import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

// By a name that the compiler does not follow: tests are compiled without a service worker's types.
const SCRIPT = ['.', 'service-worker'].join('/');

const SCOPE = 'https://site.test/sub/';

/** Starts it as a browser does, and gives what it listens for. */
async function start(realm: object = {}): Promise<Map<string, (event: unknown) => void>> {
  const listeners = new Map<string, (event: unknown) => void>();
  vi.stubGlobal('self', {
    registration: { scope: SCOPE, active: null },
    clients: { matchAll: () => Promise.resolve([]), claim: () => Promise.resolve() },
    skipWaiting: () => Promise.resolve(),
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      listeners.set(type, listener);
    },
    ...realm,
  });
  await import(SCRIPT);
  return listeners;
}

/** Gives the service worker a request, and tells whether it took it upon itself to answer. */
async function answers(url: string, mode = 'cors'): Promise<boolean> {
  const listeners = await start();
  const respondWith = vi.fn<(response: Promise<Response>) => void>();
  listeners.get('fetch')?.({ request: { url, mode }, respondWith });
  return respondWith.mock.calls.length > 0;
}

// If it did, the browser would follow a redirect before the frame's policy could hold it back.
it.each([
  'https://api.test/data',
  'https://api.test/sub/__goru_channel__?worker=1&wait=0',
  'http://site.test/sub/__goru_channel__?worker=1&wait=0',
  'https://site.test:8443/sub/__goru_channel__?worker=1&wait=0',
])('the service worker never answers for another origin: %s', async (url) => {
  expect(await answers(url)).toBe(false);
});

// Anybody can lead a frame there, and would have it wait as long as they like.
it.each([
  ['cors', true],
  ['navigate', false],
])('the service worker answers a blocked interpreter, and no frame: %s', async (mode, expected) => {
  const { CHANNEL_PATH } = await import('../contract/fallback-wire');
  const url = new URL(CHANNEL_PATH, 'https://site.test/sub/');
  expect(await answers(`${url.href}?worker=1&wait=0&inbox=1`, mode)).toBe(expected);
});

describe('a service worker without its list of files, as half a publication brings it,', () => {
  async function install(keptPage: string | undefined): Promise<boolean> {
    const skipWaiting = vi.fn(() => Promise.resolve());
    const kept = new Map<string, Response>();
    if (keptPage !== undefined) {
      kept.set(`${SCOPE}index.html`, new Response(keptPage));
      kept.set(`${SCOPE}__goru_files__`, Response.json({ id: 'v1', files: [] }));
    }
    const match = (url: string) => Promise.resolve(kept.get(url));
    const listeners = await start({
      ...{ skipWaiting, registration: { scope: SCOPE, active: {} } },
      caches: {
        keys: () => Promise.resolve(['goru:/sub/:files', 'goru:/sub/:build:v1']),
        open: () => Promise.resolve({ match }),
      },
    });
    let installed: unknown;
    listeners.get('install')?.({ waitUntil: (promise: unknown) => (installed = promise) });
    await installed;
    return skipWaiting.mock.calls.length > 0;
  }

  it('does not take the place of one that keeps the whole site', async () => {
    await expect(install('page')).rejects.toThrow('without its list of files');
  });

  it('takes that of one that keeps none of it', async () => {
    expect(await install(undefined)).toBe(true);
  });
});

describe('what nobody needs any more', () => {
  /** Who holds the lock, and whether the other version's cache is dropped then. */
  async function isDropped(isHeld: boolean): Promise<boolean> {
    const drop = vi.fn(() => Promise.resolve(true));
    const nothing = { keys: () => Promise.resolve([]), match: () => Promise.resolve(undefined) };
    const listeners = await start({
      goruBuild: { id: 'v1', files: [] },
      registration: { scope: SCOPE, active: {}, installing: null, waiting: null },
      navigator: {
        locks: {
          query: () => Promise.resolve({ held: [] }),
          request: async (
            name: string,
            { ifAvailable }: LockOptions,
            act: LockGrantedCallback<Promise<void>>,
          ) => {
            expect([name, ifAvailable]).toEqual(['goru:/sub/:keeping', true]);
            await act(isHeld ? null : { name, mode: 'exclusive' });
          },
        },
      },
      caches: {
        keys: () => Promise.resolve(['goru:/sub/:build:v1', 'goru:/sub/:build:v2']),
        open: () => Promise.resolve(nothing),
        delete: drop,
      },
    });
    let swept: unknown;
    const waitUntil = (promise: unknown): void => {
      swept = promise;
    };
    listeners.get('message')?.({ data: { type: 'goru-offline-sweep' }, ports: [], waitUntil });
    await swept;
    return drop.mock.calls.length > 0;
  }

  it('is dropped', async () => {
    expect(await isDropped(false)).toBe(true);
  });

  // It may have begun after the question whether there is one.
  it('stays while a version on its way keeps its files', async () => {
    expect(await isDropped(true)).toBe(false);
  });

  it('is told from what a version keeps by the lock that it holds', async () => {
    const request = vi.fn((_name: string, _act: () => Promise<void>) => Promise.resolve());
    const page = new Response('page');
    const list = Response.json({ id: 'v1', files: [] });
    const match = (url: string) => Promise.resolve(url.endsWith('index.html') ? page : list);
    const listeners = await start({
      goruBuild: { id: 'v2', files: [] },
      registration: { scope: SCOPE, active: {} },
      navigator: { locks: { request } },
      caches: {
        keys: () => Promise.resolve(['goru:/sub/:build:v1']),
        open: () => Promise.resolve({ match }),
      },
    });
    let installed: unknown;
    listeners.get('install')?.({ waitUntil: (promise: unknown) => (installed = promise) });
    await installed;
    expect(request.mock.calls.map(([name]) => name)).toEqual(['goru:/sub/:keeping']);
  });
});
