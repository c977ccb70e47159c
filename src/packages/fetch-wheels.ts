import type { LockedPackage, PackageProgress } from '../contract/session-packages';
import type { ProjectFile } from './contract';
import type { WheelStore } from './wheel-store';

export interface FetchOptions {
  download: (
    locked: LockedPackage,
    file: ProjectFile,
    onReceived: (receivedBytes: number) => void,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  store: Pick<WheelStore, 'get'>;
  onProgress?: ((progress: PackageProgress) => void) | undefined;
}

export interface FetchedWheel {
  locked: LockedPackage;
  /** With the hash that the lock names. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** The wheels of these packages: kept ones, and the others from where the lock says they are. */
export function fetchWheels(
  wanted: readonly LockedPackage[],
  options: FetchOptions,
): Promise<FetchedWheel[]> {
  const totalBytes = wanted.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const received = new Map<LockedPackage, number>();
  let hasFailed = false;
  const report = (locked: LockedPackage, receivedBytes: number): void => {
    // The others may still be on their way, but nobody waits for them.
    if (hasFailed) return;
    received.set(locked, Math.min(receivedBytes, locked.size ?? 0));
    const doneBytes = [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
    options.onProgress?.({ name: locked.name, doneBytes, totalBytes });
  };
  return Promise.all(
    wanted.map(async (locked) => {
      const bytes = await fetchWheel(locked, options, (receivedBytes) => {
        report(locked, receivedBytes);
      });
      report(locked, bytes.length);
      return { locked, bytes };
    }),
  ).catch((error: unknown) => {
    hasFailed = true;
    throw error;
  });
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
