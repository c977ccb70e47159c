import { fromErrorData, GoruError, isGoruError, toErrorData } from '../contract/goru-error';
import type { ChannelKind, OpfsSource } from '../contract/options';
import type { MountProblem } from '../contract/session-files';
import type { ControlMessage, OutboundMessage } from '../contract/worker-messages';

import { findTree, openIndexedDbTree, openOpfsTree, type TreeStore } from '../fs/tree-store.page';

/** What `MountStorage` needs of the browser. */
export interface MountStorageOptions {
  /** The session's mounts that last. */
  mounts: readonly { path: string; source: OpfsSource }[];
  /** Sites on one origin share its storage: every name contains the site's path. */
  sitePath: string;
  /** Undefined where the page is not secure; there is no storage either then. */
  locks: LockManager | undefined;
}

export type StorageMessage = OutboundMessage & { type: 'storage-attached' | 'store' };

/** Ours, somebody else's for now, or nobody can have it. */
type Claim = 'own' | 'view' | 'none';

interface LastingMount {
  path: string;
  name: string;
  claim: Claim;
  /** Where its files are; null for a new one. */
  home: TreeStore['kind'] | null;
  /** Where the page stores the changes of a mirror. */
  store: TreeStore | undefined;
  /** Resolves when all changes so far are stored. */
  storing: Promise<void>;
}

interface PendingAttachment {
  resolve: (error: GoruError | null) => void;
  reject: (error: unknown) => void;
}

const HELD_ELSEWHERE: MountProblem = {
  kind: 'elsewhere',
  text: 'open in another tab or session: it can only be read here until that closes',
};

/**
 * The mounts of one session that outlive it. A lock per folder says which session may change it;
 * the page holds it, so it outlives a worker that is replaced, and falls with the page.
 */
export class MountStorage {
  readonly #options: MountStorageOptions;
  readonly #mounts: LastingMount[];
  readonly #closing = new AbortController();
  #claimed: Promise<void> | undefined;
  #send: ((message: ControlMessage) => void) | undefined;
  #pending = new Map<string, PendingAttachment>();

  constructor(options: MountStorageOptions) {
    this.#options = options;
    this.#mounts = options.mounts.map(({ path, source }) => ({
      path,
      name: source.name,
      claim: 'none',
      home: null,
      store: undefined,
      storing: Promise.resolve(),
    }));
  }

  /** Begins to claim the folders, so that a worker which is ready need not wait for it. */
  claim(): Promise<void> {
    this.#claimed ??= Promise.all(this.#mounts.map((mount) => this.#claimOne(mount))).then(
      () => undefined,
    );
    return this.#claimed;
  }

  /** Gives an interpreter its files; resolves when programs may run. */
  async attach(channel: ChannelKind, send: (message: ControlMessage) => void): Promise<void> {
    await this.claim();
    this.#send = send;
    for (const mount of this.#mounts) await this.#attachOne(mount, channel, send);
  }

  /** The interpreter is gone. */
  detach(reason: string): void {
    this.#send = undefined;
    for (const { reject } of this.#pending.values()) reject(new GoruError('interpreter', reason));
    this.#pending.clear();
  }

  /** Gives the folders back; a session that waits for them takes over. */
  close(): void {
    this.detach('session closed');
    // The lock goes last: what the program was told of is still being stored.
    void Promise.all(this.#mounts.map(({ storing }) => storing)).then(() => {
      this.#closing.abort();
    });
  }

  receive(message: StorageMessage): void {
    if (message.type === 'store') {
      this.#store(message);
      return;
    }
    const { path, error } = message;
    this.#pending.get(path)?.resolve(error === null ? null : fromErrorData(error));
    this.#pending.delete(path);
  }

  async #attachOne(
    mount: LastingMount,
    channel: ChannelKind,
    send: (message: ControlMessage) => void,
  ): Promise<void> {
    const { path, name, claim } = mount;
    // Changes that an interpreter before this one has sent belong to what this one starts with.
    await mount.storing;
    mount.store = undefined;
    let refusal = 'the page has no locks';
    if (claim !== 'none') {
      const problem = claim === 'view' ? HELD_ELSEWHERE : null;
      const directory = this.#directory(name);
      if (channel === 'jspi' && mount.home !== 'indexeddb') {
        const backing = { kind: 'opfs', directory, access: claim } as const;
        const error = await this.#ask(send, { type: 'attach-storage', path, backing, problem });
        if (error === null) {
          mount.home = 'opfs';
          return;
        }
      }
      try {
        await this.#attachMirror(mount, claim, send);
        return;
      } catch (error) {
        if (isGoruError(error) && error.code === 'session-closed') throw error;
        refusal = error instanceof Error ? error.message : String(error);
      }
    }
    const failure = await this.#ask(send, {
      type: 'attach-storage',
      path,
      backing: { kind: 'memory' },
      problem: {
        kind: 'memory',
        text: `kept in memory only: the browser refuses storage (${refusal})`,
      },
    });
    if (failure !== null) throw failure;
  }

  /** The worker gets a copy of all files, and tells of every change, which is stored here. */
  async #attachMirror(
    mount: LastingMount,
    access: 'own' | 'view',
    send: (message: ControlMessage) => void,
  ): Promise<void> {
    const store = await this.#openStore(mount, access);
    const { entries, content } = await store.readAll();
    mount.home = store.kind;
    mount.store = store;
    const error = await this.#ask(send, {
      type: 'attach-storage',
      path: mount.path,
      backing: { kind: 'mirror', storage: store.kind, access },
      problem: access === 'view' ? HELD_ELSEWHERE : null,
      entries,
      content,
    });
    if (error !== null) throw error;
  }

  async #openStore(mount: LastingMount, access: 'own' | 'view'): Promise<TreeStore> {
    if (mount.home !== 'indexeddb') {
      try {
        return await openOpfsTree(this.#directory(mount.name), access);
      } catch (error) {
        // A new mount's next place is the database, but not because of a full disk, which will be emptier one day.
        const isFull = isGoruError(error) && error.code === 'disk-full';
        if (mount.home === 'opfs' || isFull) throw error;
      }
    }
    return openIndexedDbTree(this.#lockName(mount.name));
  }

  /** One after the other, in the order in which they were made. */
  #store({ path, seq, change }: StorageMessage & { type: 'store' }): void {
    const mount = this.#mounts.find((one) => one.path === path);
    const send = this.#send;
    if (mount?.store === undefined) return;
    const { store } = mount;
    mount.storing = mount.storing
      .then(() => store.apply(change))
      .then(
        () => null,
        (error: unknown) => toErrorData(error, 'interpreter'),
      )
      .then((error) => {
        // A worker that has been replaced waits for nothing any more.
        if (this.#send === send) send?.({ type: 'stored', path, through: seq, error });
      });
  }

  #ask(
    send: (message: ControlMessage) => void,
    message: ControlMessage & { type: 'attach-storage' },
  ): Promise<GoruError | null> {
    return new Promise((resolve, reject) => {
      this.#pending.set(message.path, { resolve, reject });
      send(message);
    });
  }

  async #claimOne(mount: LastingMount): Promise<void> {
    const { locks } = this.#options;
    if (locks === undefined) return;
    const { name } = mount;
    try {
      const home = findTree({
        directory: this.#directory(name),
        databaseName: this.#lockName(name),
      });
      mount.claim = (await this.#tryLock(locks, mount)) ? 'own' : 'view';
      mount.home = await home;
    } catch {
      // Private modes refuse locks together with storage: without the one the other is unsafe.
      return;
    }
    if (mount.claim === 'view') void this.#takeOver(locks, mount);
  }

  /** Resolves once it is known whether the lock is ours, which it then is until we close. */
  #tryLock(locks: LockManager, { name }: LastingMount): Promise<boolean> {
    return new Promise((resolve, reject) => {
      locks
        .request(this.#lockName(name), { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : this.#untilClosed();
        })
        .catch(reject);
    });
  }

  /** Waits for its turn; then the mount may be changed here. */
  async #takeOver(locks: LockManager, mount: LastingMount): Promise<void> {
    const { signal } = this.#closing;
    try {
      await locks.request(this.#lockName(mount.name), { signal }, () => {
        mount.claim = 'own';
        void this.#becomeOwner(mount);
        return this.#untilClosed();
      });
    } catch (error) {
      // We closed before it was our turn.
      if (!signal.aborted) reportError(error);
    }
  }

  async #becomeOwner(mount: LastingMount): Promise<void> {
    const send = this.#send;
    // No interpreter at this moment: the next one starts as the owner.
    if (send === undefined) return;
    if (mount.store === undefined) {
      send({ type: 'own-storage', path: mount.path });
      return;
    }
    try {
      // The other tab has changed files since: the copy starts anew.
      await this.#attachMirror(mount, 'own', send);
    } catch (error) {
      if (this.#send === send) reportError(error);
    }
  }

  #untilClosed(): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  #lockName(name: string): string {
    return `goru:${this.#options.sitePath}:files:${name}`;
  }

  #directory(name: string): readonly string[] {
    return [`goru-${safeName(this.#options.sitePath)}`, `files-${safeName(name)}`];
  }
}

/** Letters, digits and a few more are names everywhere; the rest is written in hexadecimal. */
function safeName(text: string): string {
  return encodeURIComponent(text).replace(
    /[.!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
