import { describe, expect, it } from 'vitest';
import type { StoredChange } from '../contract/stored-tree';
import { abi, ErrnoError } from '../wasi/errno';
import { isPromise } from '../wasi/maybe-async';
import { Quota } from './quota';
import { MirrorVolume } from './mirror-volume';
import { contentOf, type StorageFile } from './storage-directory';

describe('a mirror', () => {
  it.each<[string, (mirror: ReturnType<typeof createMirror>) => unknown]>([
    ['a replaced file', ({ root }) => root.replaceFile('a', contentOf(new Uint8Array(1)))],
    ['a renamed file', ({ root }) => root.rename('a', root, 'b')],
    ['a renamed folder', ({ root }) => root.rename('d', root, 'e')],
    ['a file that is closed', ({ root }) => changed(root.lookup('a') as StorageFile).closed()],
    ['a file that is synchronised', ({ root }) => changed(root.lookup('a') as StorageFile).sync()],
  ])('tells of %s when the page has stored it', async (_what, change) => {
    const mirror = createMirror();
    const done = change(mirror);
    expect(isPromise(done)).toBe(true);
    let isDone = false;
    const end = Promise.resolve(done).then(() => (isDone = true));
    await Promise.resolve();
    expect([mirror.changes.length, isDone]).toEqual([1, false]);
    mirror.store();
    await end;
    expect(isDone).toBe(true);
  });

  it.each([
    ['disk-full' as const, abi.ERRNO_NOSPC],
    ['interpreter' as const, abi.ERRNO_IO],
  ])('tells of a rename that the page could not store: %s', async (code, errno) => {
    const mirror = createMirror();
    const done = mirror.root.rename('a', mirror.root, 'b');
    mirror.store({ code, message: 'no' });
    await expect(Promise.resolve(done)).rejects.toEqual(new ErrnoError(errno));
  });
});

/** The file `a` and the folder `d`. The page stores what it was sent when `store` is called. */
function createMirror() {
  const changes: StoredChange[] = [];
  const waiting: { isDone: () => boolean; resolve: () => void }[] = [];
  const mirror = new MirrorVolume({
    quota: new Quota(Infinity),
    entries: [
      { path: 'a', isDirectory: false, bytes: 1, modifiedAt: 0 },
      { path: 'd', isDirectory: true, bytes: 0, modifiedAt: 0 },
    ],
    content: new Uint8Array(1),
    isView: false,
    store: (_seq, change) => {
      changes.push(change);
    },
    waitUntil: (isDone) => new Promise((resolve) => waiting.push({ isDone, resolve })),
  });
  return {
    root: mirror.root,
    changes,
    store: (error: Parameters<MirrorVolume['stored']>[1] = null) => {
      mirror.stored(changes.length, error);
      for (const { isDone, resolve } of waiting) if (isDone()) resolve();
    },
  };
}

function changed(file: StorageFile): StorageFile {
  void file.opened();
  void file.write(0, new Uint8Array(1));
  return file;
}
