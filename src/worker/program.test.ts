import { describe, expect, it } from 'vitest';
import { openKept } from './program';

/** (module), the smallest thing that compiles. */
const MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

describe('openKept', () => {
  it('looks into the cache of its own site, and into no other', async () => {
    const asked: unknown[] = [];
    const caches = {
      match: (url: string, options?: CacheQueryOptions & { cacheName?: string }) => {
        asked.push([url, options]);
        const headers = { 'Content-Type': 'application/wasm' };
        return Promise.resolve(
          options?.cacheName === 'own' ? new Response(MODULE, { headers }) : undefined,
        );
      },
    } as unknown as CacheStorage;
    const start = { type: 'goru-early-start', moduleUrl: 'https://x.test/a.wasm' } as const;
    const rest = { imageUrl: null, memoryBytes: 65_536 };
    const kept = await openKept({ ...start, ...rest, cacheName: 'own' }, caches);
    expect(kept.module).toBeInstanceOf(WebAssembly.Module);
    expect(asked).toEqual([['https://x.test/a.wasm', { cacheName: 'own' }]]);
    await expect(openKept({ ...start, ...rest, cacheName: 'other' }, caches)).rejects.toThrow(
      'the browser does not keep https://x.test/a.wasm any more',
    );
  });
});
