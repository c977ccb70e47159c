import type { OpfsDirectoryHandle } from '../fs/opfs-api';
import type { OpfsAccess } from '../fs/opfs-volume';

/** Nothing but a worker that cannot die holds a claim for longer. */
const CLAIM_TIMEOUT_MS = 10_000;

/** The browser's own; fails where there is none. Taken hold of before `sealRealm`. */
export function browserOpfs({
  storage,
  locks,
}: Pick<WorkerNavigator, 'storage' | 'locks'>): OpfsAccess {
  return {
    async root() {
      // The standard's handle, of which we name only what we use.
      return (await storage.getDirectory()) as unknown as OpfsDirectoryHandle;
    },
    claim(name) {
      return new Promise((resolve, reject) => {
        const forever = new Promise<void>(() => undefined);
        locks
          .request(`worker:${name}`, { signal: AbortSignal.timeout(CLAIM_TIMEOUT_MS) }, () => {
            resolve();
            return forever;
          })
          .catch(reject);
      });
    },
  };
}
