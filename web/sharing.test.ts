import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSharing, type SharingOptions } from './sharing';
import type { SharedProgram } from './share/shared-program';

const PROGRAM: SharedProgram = {
  files: [{ path: 'main.py', text: 'import tiny' }],
  packages: ['tiny==1.0'],
};

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', { baseURI: 'https://site.test/' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('does not run another program that has come while the packages of the confirmed one did', async () => {
  let installed = (): void => undefined;
  const installing = new Promise<void>((resolve) => {
    installed = resolve;
  });
  const session = { packages: { install: () => installing } };
  const sharing = createSharing({
    python: { store: { get: () => ({ session }) } },
    files: { main: { subscribe: () => undefined } },
    notices: { showBriefly: () => undefined },
    tabStorage: { read: () => null, write: () => true, remove: () => undefined },
    hash: '',
    whenSession: () => Promise.resolve(),
  } as unknown as SharingOptions);
  sharing.desk.arrive(PROGRAM);
  const mayRun = sharing.mayRun();
  sharing.desk.answer({ hosts: [], installs: true });
  const other: SharedProgram = { files: [{ path: 'main.py', text: 'print("harm")' }] };
  sharing.desk.arrive(other);
  installed();
  expect(await mayRun).toBe(false);
  expect(sharing.desk.store.get().unconfirmed).toBe(other);
});
