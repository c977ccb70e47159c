import { afterEach, describe, expect, it } from 'vitest';
import { takeEarlyModule } from './early-module';

const URL = 'https://x.test/python.wasm';
const MODULE = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

describe('a module that the page compiled early', () => {
  afterEach(() => {
    globalThis.goruEarlyModule = undefined;
  });

  it('is taken once, by who wants this very one', async () => {
    globalThis.goruEarlyModule = { url: URL, module: Promise.resolve(MODULE) };
    expect(await takeEarlyModule('https://x.test/other.wasm')).toBeUndefined();
    expect(await takeEarlyModule(URL)).toBe(MODULE);
    expect(await takeEarlyModule(URL)).toBeUndefined();
  });

  it('counts as none when nobody began, it was not kept, or it is damaged', async () => {
    expect(await takeEarlyModule(URL)).toBeUndefined();
    globalThis.goruEarlyModule = { url: URL, module: Promise.resolve(undefined) };
    expect(await takeEarlyModule(URL)).toBeUndefined();
    const damaged = Promise.reject(new WebAssembly.CompileError());
    globalThis.goruEarlyModule = { url: URL, module: damaged };
    expect(await takeEarlyModule(URL)).toBeUndefined();
  });
});
