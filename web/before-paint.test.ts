import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

const BASE_URI = 'https://x.test/some/folder/index.html';
const INTERPRETER_URL = 'https://x.test/some/folder/assets/python.wasm';

function runScript(kept: Record<string, string>) {
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
  const link = { rel: 'goru-interpreter', href: INTERPRETER_URL };
  runInNewContext(readFileSync('public/before-paint.js', 'utf8'), {
    URL,
    localStorage,
    document: { baseURI: BASE_URI, documentElement: root, querySelector: () => link },
  });
  return { root, link };
}

describe('before the first paint', () => {
  it('puts on the theme that the page keeps', () => {
    expect(runScript({ theme: 'dark' }).root.dataset).toEqual({ theme: 'dark' });
    expect(runScript({ theme: 'pink' }).root.dataset).toEqual({});
  });

  it('asks for the interpreter unless this very one is kept', () => {
    expect(runScript({}).link.rel).toBe('preload');
    expect(runScript({ interpreter: 'https://x.test/old.wasm' }).link.rel).toBe('preload');
    expect(runScript({ interpreter: INTERPRETER_URL }).link.rel).toBe('goru-interpreter');
  });
});
