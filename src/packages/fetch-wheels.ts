import { GoruError } from '../contract/goru-error';
import type { LockedPackage, PackageProgress } from '../contract/session-packages';
import { PACKAGE_TEXTS, type ProjectFile } from './contract';
import type { WheelStore } from './wheel-store';

export interface FetchOptions {
  download: (
    locked: LockedPackage,
    file: ProjectFile,
    onReceived: (receivedBytes: number) => void,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  store: Pick<WheelStore, 'get'>;
  /** Of all of them together, which are all in memory for a while. */
  limitBytes: number;
  onProgress?: ((progress: PackageProgress) => void) | undefined;
}

export interface FetchedWheel {
  locked: LockedPackage;
  /** With the hash that the lock names. */
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The wheels of these packages: kept ones, and the others from where the lock says they are. All are fetched at once,
 * and each can be used as soon as it is there. Throws `limit` where they are too much together; one that turns out to
 * be too much rejects with that.
 */
export function fetchWheels(
  wanted: readonly LockedPackage[],
  options: FetchOptions,
): ReadonlyMap<LockedPackage, Promise<FetchedWheel>> {
  const totalBytes = wanted.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (totalBytes > options.limitBytes) throw tooMuch(options.limitBytes);
  const received = new Map<LockedPackage, number>();
  let hasFailed = false;
  const receive = (locked: LockedPackage, receivedBytes: number): void => {
    received.set(locked, receivedBytes);
    // An index need not tell how large a wheel is, nor tell the truth.
    if (sum(received.values()) > options.limitBytes) throw tooMuch(options.limitBytes);
    // The others may still be on their way, but nobody waits for them.
    if (hasFailed) return;
    const done = Array.from(received, ([{ size }, bytes]) => Math.min(bytes, size ?? 0));
    options.onProgress?.({ name: locked.name, doneBytes: sum(done), totalBytes });
  };
  const fetch = (locked: LockedPackage): Promise<FetchedWheel> => {
    const fetching = fetchWheel(locked, options, (receivedBytes) => {
      receive(locked, receivedBytes);
    }).then((bytes) => {
      receive(locked, bytes.length);
      return { locked, bytes };
    });
    // Whoever wants this one hears of it.
    fetching.catch(() => {
      hasFailed = true;
      received.delete(locked);
    });
    return fetching;
  };
  return new Map(wanted.map((locked) => [locked, fetch(locked)]));
}

function sum(values: Iterable<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}

function tooMuch(limitBytes: number): GoruError {
  const most = limitBytes.toLocaleString('en');
  return new GoruError(
    'limit',
    `too much to download: the wheels have more than ${most} bytes in all`,
    { notes: [PACKAGE_TEXTS.limitNote('unpackedBytes')] },
  );
}

async function fetchWheel(
  locked: LockedPackage,
  { download, store }: FetchOptions,
  onReceived: (receivedBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { filename, url, sha256, size } = locked;
  const kept = await store.get(sha256);
  if (kept !== undefined) return kept;
  return download(
    locked,
    { filename, url, sha256, size, requiresPython: null, yanked: null, coreMetadata: null },
    onReceived,
  );
}
