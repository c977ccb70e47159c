import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

const BASE_URI = 'https://x.test/some/folder/index.html';
const INTERPRETER_URL = 'https://x.test/some/folder/assets/python.wasm';

/** As runtime-assets/provision/vite-plugin.ts writes them. */
const LINKS = [
  { rel: 'goru-interpreter', href: INTERPRETER_URL, dataset: { python: '3.13' } },
  { rel: 'goru-python-side', href: 'https://x.test/new.bundle', dataset: { python: '3.13' } },
  { rel: 'goru-interpreter', href: 'https://x.test/old.wasm', dataset: { python: '3.12' } },
  { rel: 'goru-python-side', href: 'https://x.test/old.bundle', dataset: { python: '3.12' } },
];

function runScript(kept: Record<string, string>, search = '') {
  const entries = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, text: string) => entries.set(key, text),
  };
  const storage = createPageStorage(
    siteBasePath(BASE_URI),
    () => localStorage as unknown as Storage,
  );
  for (const [name, text] of Object.entries(kept)) storage.write(name, text);
  const root = { dataset: {} };
  const links = structuredClone(LINKS);
  const compiled: unknown[] = [];
  const caches = { match: (url: string) => Promise.resolve(`the response of ${url}`) };
  const window: { caches: typeof caches; goruEarlyModule?: typeof globalThis.goruEarlyModule } = {
    caches,
  };
  runInNewContext(readFileSync('public/before-paint.js', 'utf8'), {
    window,
    WebAssembly: {
      compileStreaming: (response: unknown) => {
        compiled.push(response);
        return Promise.resolve('a module');
      },
    },
    URL,
    URLSearchParams,
    location: { search },
    localStorage,
    document: { baseURI: BASE_URI, documentElement: root, querySelectorAll: () => links },
  });
  const preloaded = links.filter(({ rel }) => rel === 'preload').map(({ href }) => href);
  return { root, preloaded, compiled, early: window.goruEarlyModule };
}

describe('before the first paint', () => {
  it('puts on the theme that the page keeps', () => {
    expect(runScript({ theme: 'dark' }).root.dataset).toEqual({ theme: 'dark' });
    expect(runScript({ theme: 'pink' }).root.dataset).toEqual({});
  });

  it('asks for the interpreter unless this very one is kept', () => {
    const both = [INTERPRETER_URL, 'https://x.test/new.bundle'];
    expect(runScript({}).preloaded).toEqual(both);
    expect(runScript({ interpreter: 'https://x.test/older.wasm' }).preloaded).toEqual(both);
    expect(runScript({ interpreter: INTERPRETER_URL }).preloaded).toEqual(both.slice(1));
  });

  it('begins to compile the interpreter if this very one is kept', async () => {
    expect(runScript({}).early).toBeUndefined();
    expect(runScript({ interpreter: 'https://x.test/older.wasm' }).early).toBeUndefined();
    const { early, compiled } = runScript({ interpreter: INTERPRETER_URL });
    expect(early?.url).toBe(INTERPRETER_URL);
    expect(await early?.module).toBe('a module');
    expect(compiled).toEqual([`the response of ${INTERPRETER_URL}`]);
  });

  it('asks for the Python that was chosen, or that the address names', () => {
    const old = ['https://x.test/old.wasm', 'https://x.test/old.bundle'];
    expect(runScript({ python: '3.12' }).preloaded).toEqual(old);
    expect(runScript({}, '?python=3.12').preloaded).toEqual(old);
    expect(runScript({ python: '3.12' }, '?python=3.13').preloaded).toContain(INTERPRETER_URL);
    expect(runScript({ python: '2.7' }).preloaded).toContain(INTERPRETER_URL);
  });
});
