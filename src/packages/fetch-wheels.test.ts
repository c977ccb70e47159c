import { describe, expect, it } from 'vitest';
import type { LockedPackage } from '../contract/session-packages';
import { fetchWheels, type FetchOptions } from './fetch-wheels';

const TOO_MUCH = {
  code: 'limit',
  message: 'too much to download: the wheels have more than 1,000 bytes in all',
  notes: [
    'The limit is that of all packages of a session together (limits.packages.unpackedBytes).',
  ],
};

describe('fetchWheels', () => {
  it('downloads nothing where an index says that it is too much', () => {
    let downloads = 0;
    expect(() =>
      fetchWheels([locked('a', 600), locked('b', 600)], {
        ...nothingKept,
        download: () => {
          downloads += 1;
          return Promise.resolve(new Uint8Array(600));
        },
      }),
    ).toThrow(expect.objectContaining(TOO_MUCH) as Error);
    expect(downloads).toBe(0);
  });

  it('stops at what comes, where an index tells no size or a wrong one', async () => {
    for (const size of [null, 10]) {
      let receivedBytes = 0;
      const fetches = fetchAll([locked('a', size), locked('b', 500)], {
        ...nothingKept,
        download: async ({ name }, _file, onReceived) => {
          if (name === 'b') return new Uint8Array(500);
          for (; receivedBytes < 900; receivedBytes += 100) {
            await new Promise((resolve) => setTimeout(resolve, 0));
            onReceived(receivedBytes);
          }
          return new Uint8Array(900);
        },
      });
      const outcomes = await Promise.allSettled(fetches);
      expect(outcomes).toMatchObject([{ reason: TOO_MUCH }, { status: 'fulfilled' }]);
      expect(receivedBytes).toBe(600);
    }
  });

  it('counts what was kept, too, and lets each be used when it is there', async () => {
    let finish = (): void => undefined;
    const fetches = fetchAll([locked('a', 400), locked('b', 500), locked('c', 100)], {
      ...nothingKept,
      store: {
        get: (sha256) => Promise.resolve(sha256 === 'a' ? new Uint8Array(400) : undefined),
      },
      download: ({ name, size }) =>
        new Promise((resolve) => {
          const end = (): void => {
            resolve(new Uint8Array(size ?? 0));
          };
          if (name === 'b') finish = end;
          else end();
        }),
    });
    expect((await fetches[0])?.bytes.length).toBe(400);
    expect((await fetches[2])?.bytes.length).toBe(100);
    finish();
    expect((await fetches[1])?.bytes.length).toBe(500);
  });
});

function fetchAll(wanted: readonly LockedPackage[], options: FetchOptions) {
  return [...fetchWheels(wanted, options).values()];
}

const nothingKept = { store: { get: () => Promise.resolve(undefined) }, limitBytes: 1_000 };

function locked(name: string, size: number | null): LockedPackage {
  const nothing = { extras: [], requires: [], why: [], isPure: true };
  const filename = `${name}-1.0-py3-none-any.whl`;
  return { ...nothing, name, version: '1.0', filename, url: '', sha256: name, size };
}
