// Real transactions, without a browser; the private file system answers what engines were seen to answer.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FILES_FOLDER } from '../contract/stored-tree';
import { findTree } from './find-tree.page';
import { openIndexedDbTree } from './tree-store.page';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the files of a mount', () => {
  it('are where they were stored', async () => {
    stubFileSystem(['site', 'mount', FILES_FOLDER]);
    expect(await findTree(await places())).toBe('opfs');
    expect(await findTree(await places({ hasDatabase: true }))).toBe('opfs');
    stubFileSystem(['site', 'mount']);
    expect(await findTree(await places())).toBeNull();
    expect(await findTree(await places({ hasDatabase: true }))).toBe('indexeddb');
  });

  it.each([
    ['without a private file system, as WebKitGTK', { storage: undefined }],
    ['of an older version', { storage: {} }],
    ['whose settings refuse it', { storage: { getDirectory: refusing('SecurityError') } }],
    ['with a private window of Safari', { storage: { getDirectory: refusing('UnknownError') } }],
  ])('are in the database of a browser %s', async (_what, navigator) => {
    vi.stubGlobal('navigator', navigator);
    expect(await findTree(await places({ hasDatabase: true }))).toBe('indexeddb');
    expect(await findTree(await places())).toBeNull();
  });

  describe.each(['InvalidStateError', 'NotAllowedError', 'UnknownError', 'AbortError'])(
    'when the file system says %s',
    (name) => {
      it.each(['root', 'directory'] as const)('once for the %s, are found there', async (where) => {
        stubFileSystem(['site', 'mount', FILES_FOLDER], { [where]: { name, times: 1 } });
        expect(await findTree(await places({ hasDatabase: true }))).toBe('opfs');
      });

      it('again and again below its root, are looked for nowhere else', async () => {
        const failure = { directory: { name, times: Infinity } };
        stubFileSystem(['site', 'mount', FILES_FOLDER], failure);
        await expect(findTree(await places({ hasDatabase: true }))).rejects.toThrow(name);
      });
    },
  );

  it('are looked for nowhere else when the root fails in a way that is no refusal', async () => {
    const failure = { root: { name: 'InvalidStateError', times: Infinity } };
    stubFileSystem(['site', 'mount', FILES_FOLDER], failure);
    await expect(findTree(await places())).rejects.toThrow('InvalidStateError');
  });

  it('are not taken for new ones when the list of databases fails', async () => {
    stubFileSystem([]);
    const wanted = await places({ hasDatabase: true });
    const list = vi.spyOn(indexedDB, 'databases');
    list.mockRejectedValueOnce(new DOMException('UnknownError', 'UnknownError'));
    expect(await findTree(wanted)).toBe('indexeddb');
    list.mockRejectedValue(new DOMException('UnknownError', 'UnknownError'));
    await expect(findTree(wanted)).rejects.toThrow('UnknownError');
    list.mockRejectedValue(new DOMException('refused', 'SecurityError'));
    expect(await findTree(wanted)).toBeNull();
  });
});

let made = 0;

async function places({ hasDatabase = false } = {}) {
  made += 1;
  const databaseName = `files-${String(made)}`;
  if (hasDatabase) await openIndexedDbTree(databaseName).readAll();
  return { directory: ['site', 'mount'], databaseName };
}

interface Failure {
  name: string;
  times: number;
}

/** A private file system that has one path. */
function stubFileSystem(
  path: readonly string[],
  failures: { root?: Failure; directory?: Failure } = {},
): void {
  const failing = (failure: Failure | undefined): void => {
    if (failure === undefined || failure.times === 0) return;
    failure.times -= 1;
    throw new DOMException(failure.name, failure.name);
  };
  const directory = (rest: readonly string[]) => ({
    getDirectoryHandle: async (name: string) => {
      await Promise.resolve();
      failing(failures.directory);
      if (rest[0] !== name) throw new DOMException('nothing there', 'NotFoundError');
      return directory(rest.slice(1));
    },
  });
  const getDirectory = async () => {
    await Promise.resolve();
    failing(failures.root);
    return directory(path);
  };
  vi.stubGlobal('navigator', { storage: { getDirectory } });
}

function refusing(name: string) {
  return () => Promise.reject(new DOMException('refused', name));
}
