import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { PAGE_LIMITS } from './page-limits';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

const BASE_URI = 'https://x.test/some/folder/index.html';
const INTERPRETER_URL = 'https://x.test/some/folder/assets/python.wasm';
const IMAGE_URL = 'https://x.test/some/folder/assets/memory.image';
const WORKER_URL = 'https://x.test/some/folder/assets/worker.js';

/** As runtime-assets/provision/vite-plugin.ts writes them. */
const LINKS = [
  { rel: 'goru-interpreter', href: INTERPRETER_URL, dataset: { python: '3.13' } },
  { rel: 'goru-memory-image', href: IMAGE_URL, dataset: { python: '3.13' } },
  { rel: 'goru-python-side', href: 'https://x.test/new.bundle', dataset: { python: '3.13' } },
  { rel: 'goru-interpreter', href: 'https://x.test/old.wasm', dataset: { python: '3.12' } },
  { rel: 'goru-python-side', href: 'https://x.test/old.bundle', dataset: { python: '3.12' } },
];

/** All that it may have: a text can become the address of a script and nothing else. */
interface ScriptPolicy {
  createScriptURL: (address: string) => string | null;
}

function runScript(kept: Record<string, string>, search = '', hasWorkerLink = true) {
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
  const workers: FakeWorker[] = [];
  class FakeWorker {
    readonly url: string;
    readonly messages: unknown[] = [];
    onerror: (() => void) | undefined;
    constructor(url: string) {
      this.url = url;
      workers.push(this);
    }
    postMessage(message: unknown): void {
      this.messages.push(structuredClone(message));
    }
  }
  const policies = new Map<string, ScriptPolicy>();
  const window: {
    caches: object;
    trustedTypes: object;
    goruEarlyWorker?: typeof globalThis.goruEarlyWorker;
  } = {
    caches: {},
    trustedTypes: {
      createPolicy: (name: string, policy: ScriptPolicy) => policies.set(name, policy),
    },
  };
  runInNewContext(readFileSync('public/before-paint.js', 'utf8'), {
    window,
    Worker: FakeWorker,
    URL,
    URLSearchParams,
    location: { search },
    localStorage,
    document: {
      baseURI: BASE_URI,
      documentElement: root,
      querySelectorAll: () => links,
      querySelector: () => (hasWorkerLink ? { href: WORKER_URL } : null),
    },
  });
  const preloaded = links.filter(({ rel }) => rel === 'preload').map(({ href }) => href);
  return { root, preloaded, workers, policies, early: window.goruEarlyWorker };
}

describe('before the first paint', () => {
  it('lets scripts and workers come from the site’s own folder alone, and makes no markup of text', () => {
    const { policies } = runScript({});
    expect([...policies.keys()]).toEqual(['default']);
    const policy = policies.get('default');
    expect(Object.keys(policy ?? {})).toEqual(['createScriptURL']);
    const isTaken = (address: string): boolean => policy?.createScriptURL(address) === address;
    const own = ['assets/worker.js', './goru-sw.js', WORKER_URL];
    const foreign = [
      'https://evil.test/some/folder/assets/worker.js',
      '//x.test.evil.test/some/folder/a.js',
      '/elsewhere/upload.js',
      '../folder-evil/worker.js',
      'assets/../../../upload.js',
      'https://x.test/some/folder',
      'data:text/javascript,alert(1)',
      'blob:https://x.test/some/folder/1',
      'javascript:alert(1)',
    ];
    expect(own.filter(isTaken)).toEqual(own);
    expect(foreign.filter(isTaken)).toEqual([]);
  });

  it('puts on the theme that the page keeps', () => {
    expect(runScript({ theme: 'dark' }).root.dataset).toEqual({ theme: 'dark' });
    expect(runScript({ theme: 'pink' }).root.dataset).toEqual({});
  });

  it('asks for the interpreter unless this very one is kept', () => {
    const all = [INTERPRETER_URL, IMAGE_URL, 'https://x.test/new.bundle'];
    expect(runScript({}).preloaded).toEqual(all);
    expect(runScript({ interpreter: 'https://x.test/older.wasm' }).preloaded).toEqual(all);
    expect(runScript({ interpreter: INTERPRETER_URL }).preloaded).toEqual(all.slice(2));
  });

  it('starts a worker that loads the interpreter if this very one is kept', () => {
    expect(runScript({}).early).toBeUndefined();
    expect(runScript({ interpreter: 'https://x.test/older.wasm' }).workers).toEqual([]);
    const { early, workers } = runScript({ interpreter: INTERPRETER_URL });
    expect(early).toEqual({ moduleUrl: INTERPRETER_URL, worker: workers[0], hasFailed: false });
    expect(workers.map(({ url }) => url)).toEqual([WORKER_URL]);
    expect(workers[0]?.messages).toEqual([
      {
        type: 'goru-early-start',
        cacheName: `goru:${siteBasePath(BASE_URI)}:interpreters`,
        moduleUrl: INTERPRETER_URL,
        imageUrl: IMAGE_URL,
        memoryBytes: PAGE_LIMITS.memoryBytes,
      },
    ]);
    workers[0]?.onerror?.();
    expect(early?.hasFailed).toBe(true);
  });

  it('loads an interpreter that brings all in one file', () => {
    const kept = { python: '3.12', interpreter: 'https://x.test/old.wasm' };
    const { preloaded, workers } = runScript(kept);
    expect(preloaded).toEqual(['https://x.test/old.bundle']);
    const [start] = workers[0]?.messages ?? [];
    expect(start).toMatchObject({ moduleUrl: 'https://x.test/old.wasm', imageUrl: null });
  });

  it('asks for everything where no worker can be started, as in development', () => {
    const { preloaded, early } = runScript({ interpreter: INTERPRETER_URL }, '', false);
    expect(preloaded).toContain(INTERPRETER_URL);
    expect(early).toBeUndefined();
  });

  it('loads nothing for a frame in another page', () => {
    const { root, preloaded, workers } = runScript({ interpreter: INTERPRETER_URL }, '?embed=1');
    expect(root.dataset).toEqual({ view: 'embed' });
    expect(preloaded).toEqual([]);
    expect(workers).toEqual([]);
  });

  it('asks for the Python that was chosen, or that the address names', () => {
    const old = ['https://x.test/old.wasm', 'https://x.test/old.bundle'];
    expect(runScript({ python: '3.12' }).preloaded).toEqual(old);
    expect(runScript({}, '?python=3.12').preloaded).toEqual(old);
    expect(runScript({ python: '3.12' }, '?python=3.13').preloaded).toContain(INTERPRETER_URL);
    expect(runScript({ python: '2.7' }).preloaded).toContain(INTERPRETER_URL);
  });
});
