/** The store of wheels as the page sees it: what is in it, what is missing there, what can go. */
import { GoruError } from '../contract/goru-error';
import type { PackageLock, PackageStorage, StoredPackage } from '../contract/session-packages';
import { type FetchOptions, fetchWheels } from './fetch-wheels';
import { wheelFacts } from './wheel-facts';
import type { WheelReader } from './wheel-reader';
import type { WheelStore } from './wheel-store';

/** What is kept of all that was ever downloaded here, by this session and others. */
export async function describeStore(store: WheelStore): Promise<PackageStorage> {
  const wheels = (await store.list()).map(toStoredPackage);
  return { wheels, problem: store.problem };
}

/** Downloads and keeps the wheels that a lock names and the store has not got. */
export async function completeStore(
  lock: PackageLock,
  options: FetchOptions & {
    store: WheelStore;
    reader: Pick<WheelReader, 'read'>;
    unpackedBytes: number;
  },
): Promise<void> {
  const { store } = options;
  const kept = new Set((await store.list()).map(({ sha256 }) => sha256));
  const missing = lock.packages.filter(({ sha256 }) => !kept.has(sha256));
  for (const fetching of fetchWheels(missing, options).values()) {
    const fetched = await fetching;
    const { filename: fileName, sha256 } = fetched.locked;
    const limits = { unpackedBytes: options.unpackedBytes };
    const read = await options.reader.read(fetched.bytes, { fileName, sha256, limits });
    if (await store.put(sha256, read.bytes, wheelFacts(read.wheel))) continue;
    throw new GoruError('storage', `${fileName} cannot be kept: ${store.problem ?? 'too large'}`);
  }
}

/** Deletes the kept wheels that none of these locks needs; resolves with them. */
export async function cleanUpStore(
  store: WheelStore,
  locks: readonly PackageLock[],
): Promise<readonly StoredPackage[]> {
  const needed = new Set(locks.flatMap(({ packages }) => packages.map(({ sha256 }) => sha256)));
  const removed = (await store.list()).filter(({ sha256 }) => !needed.has(sha256));
  await Promise.all(removed.map(({ sha256 }) => store.delete(sha256)));
  return removed.map(toStoredPackage);
}

function toStoredPackage({ name, version, sha256, bytes }: StoredPackage): StoredPackage {
  return { name, version, sha256, bytes };
}
