/** A folder is ours, somebody else's for now, or nobody can have it. */
export type Claim = 'own' | 'view' | 'none';

/**
 * Says which session of all tabs may change a folder. The page holds the lock, so it outlives a worker that is replaced,
 * and falls with the page.
 */
export class FolderLocks {
  readonly #locks: LockManager | undefined;
  readonly #closing = new AbortController();

  /** Without `locks` nobody can have anything. */
  constructor(locks: LockManager | undefined) {
    this.#locks = locks;
  }

  /** Where it is somebody else's, `onOwned` is called when our turn has come. */
  async claim(name: string, onOwned: () => void): Promise<Claim> {
    const locks = this.#locks;
    if (locks === undefined) return 'none';
    try {
      if (await this.#tryNow(locks, name)) return 'own';
    } catch {
      // Private modes refuse locks together with storage: without the one the other is unsafe.
      return 'none';
    }
    void this.#takeOver(locks, name, onOwned);
    return 'view';
  }

  /** Gives all of them back. */
  release(): void {
    this.#closing.abort();
  }

  /** Resolves once it is known whether the lock is ours, which it then is until the release. */
  #tryNow(locks: LockManager, name: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      locks
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : this.#untilReleased();
        })
        .catch(reject);
    });
  }

  async #takeOver(locks: LockManager, name: string, onOwned: () => void): Promise<void> {
    const { signal } = this.#closing;
    try {
      await locks.request(name, { signal }, () => {
        onOwned();
        return this.#untilReleased();
      });
    } catch (error) {
      // We closed before it was our turn.
      if (!signal.aborted) reportError(error);
    }
  }

  #untilReleased(): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }
}
