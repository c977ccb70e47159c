import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

// By a name that the compiler does not follow: tests are compiled without a service worker's types.
const SCRIPT = ['.', 'service-worker'].join('/');

/** Gives the service worker a request, and tells whether it took it upon itself to answer. */
async function answers(url: string): Promise<boolean> {
  const listeners = new Map<string, (event: unknown) => void>();
  vi.stubGlobal('self', {
    registration: { scope: 'https://site.test/sub/' },
    clients: { matchAll: () => Promise.resolve([]), claim: () => Promise.resolve() },
    skipWaiting: () => Promise.resolve(),
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      listeners.set(type, listener);
    },
  });
  await import(SCRIPT);
  const respondWith = vi.fn<(response: Promise<Response>) => void>();
  listeners.get('fetch')?.({ request: { url }, respondWith });
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

it('the service worker answers a blocked interpreter', async () => {
  const { CHANNEL_PATH } = await import('../contract/fallback-wire');
  const url = new URL(CHANNEL_PATH, 'https://site.test/sub/');
  expect(await answers(`${url.href}?worker=1&wait=0&inbox=1`)).toBe(true);
});
