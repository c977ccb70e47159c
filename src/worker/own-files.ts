import type { BootRequest } from '../contract/worker-api';
import { unpackBundle } from '../contract/file-bundle';
import { FetchedFile } from '../fs/fetched-file';
import { MemoryDirectory } from '../fs/memory-directory';
import { Quota } from '../fs/quota';
import { ReadOnlyDirectory } from '../fs/read-only-directory';
import type { Access, Preopen } from '../wasi/filesystem';
import type { MaybePromise } from '../wasi/maybe-async';
import { NullDevice } from './null-device';

/** Where the guest finds our Python side. */
export const PYTHON_SIDE_PATH = '/lib/goru';
/** Where an interpreter that does not carry its standard library looks for it. */
const STDLIB_PATH = '/usr/local/lib';

const DEVICES_PATH = '/dev';

export const READ_ONLY: Access = { write: false, create: false };

/** The bytes of one of the site's own files. */
export type FetchBytes = (url: string) => MaybePromise<Uint8Array>;

/** What belongs to the interpreter itself: our Python side, its standard library, and `/dev/null`. */
export function ownPreopens(
  { pythonSide, stdlib }: Pick<BootRequest, 'pythonSide' | 'stdlib'>,
  fetchBytes: FetchBytes,
): Preopen[] {
  return [
    { path: PYTHON_SIDE_PATH, root: fixedTree(unpackBundle(pythonSide)), access: READ_ONLY },
    ...stdlibPreopen(stdlib, fetchBytes),
    {
      path: DEVICES_PATH,
      root: new ReadOnlyDirectory(new Map([['null', new NullDevice()]])),
      access: READ_ONLY,
    },
  ];
}

/** Files that nobody changes. */
export function fixedTree(files: ReadonlyMap<string, Uint8Array>): MemoryDirectory {
  const quota = new Quota(Infinity);
  const root = MemoryDirectory.fromFiles(files, quota);
  quota.limitFurther(0);
  return root;
}

function stdlibPreopen(stdlib: BootRequest['stdlib'], fetchBytes: FetchBytes): Preopen[] {
  if (stdlib === null) return [];
  const { name, url, bytes, content } = stdlib;
  const archive = new FetchedFile(bytes, () =>
    content === null ? fetchBytes(url) : new Uint8Array(content),
  );
  const root = new ReadOnlyDirectory(new Map([[name, archive]]));
  return [{ path: STDLIB_PATH, root, access: READ_ONLY }];
}
