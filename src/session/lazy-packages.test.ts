import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../contract/limits';
import { LazyPackages } from './lazy-packages';

const CALL = {
  params: { requirements: 'six', version: null, line: null },
  payload: new Uint8Array(),
  signal: new AbortController().signal,
};

function create(options: { allowedPackages?: readonly string[] } = {}) {
  return new LazyPackages({
    python: '3.13',
    fullPython: '3.13.15',
    indexUrl: 'https://index.test/simple/',
    storeName: 'test',
    limits: DEFAULT_LIMITS.packages,
    bundled: null,
    fetchIndex: () => Promise.reject(new Error('no index is asked')),
    files: {
      allow: () => Promise.reject(new Error('no host is asked about')),
      get: () => Promise.reject(new Error('no host is reached')),
    },
    onWaiting: () => undefined,
    onDefect: () => undefined,
    ...options,
  });
}

describe('packages that nobody has asked for yet', () => {
  it('are off when the page allows none and nobody can be asked', async () => {
    const install = create().methods['packages/install'];
    await expect(install?.(CALL)).rejects.toMatchObject({
      code: 'permission',
      message: 'package installation disabled',
    });
  });

  it('are none, and have an empty lock', () => {
    const packages = create();
    expect(packages.list()).toEqual([]);
    expect(packages.lock()).toEqual({ format: 1, python: '3.13', requirements: [], packages: [] });
  });

  it('are loaded with the first call, whose answer is the real one', async () => {
    const install = create({ allowedPackages: ['attrs'] }).methods['packages/install'];
    await expect(install?.(CALL)).rejects.toMatchObject({ message: 'package "six" not allowed' });
  });
});
