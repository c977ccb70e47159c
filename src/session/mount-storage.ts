import { fromErrorData, GoruError, isGoruError, toErrorData } from '../contract/goru-error';
import type { ChannelKind, OpfsSource } from '../contract/options';
import type { MountProblem } from '../contract/session-files';
import type { ControlMessage, OutboundMessage } from '../contract/worker-messages';
import { findTree } from '../fs/find-tree.page';
import type { TreeStore } from '../fs/tree-store.page';
import { closedError } from './closed-error';
import { type Claim, FolderLocks } from './folder-locks';

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

type Send = (message: ControlMessage) => void;

interface LastingMount {
  path: string;
  name: string;
  claim: Claim;
  /** Where its files are; null for a new one; undefined as long as that is not known. */
  home: TreeStore['kind'] | null | undefined;
  /** How the interpreter has got it; null: not at all, or in memory only. */
  access: 'own' | 'view' | null;
  /** Where the page stores the changes of a mirror. */
  store: TreeStore | undefined;
  /** Resolves when all changes so far are stored. */
  storing: Promise<void>;
  /** It is given to an interpreter, and taken over from another tab, one after the other. */
  turn: Promise<unknown>;
}

interface PendingAttachment {
  resolve: (error: GoruError | null) => void;
  reject: (error: unknown) => void;
}

const HELD_ELSEWHERE: MountProblem = {
  kind: 'elsewhere',
  text: 'open in another tab or session: it can only be read here until that closes',
};

function refusedStorage(reason: string, kind: 'memory' | 'full' = 'memory'): MountProblem {
  return { kind, text: `kept in memory only: the browser refuses storage (${reason})` };
}

function notOpened(reason: string): MountProblem {
  const text = `its stored files could not be opened: they are still there, and a reload may bring them back; until then it is empty and in memory only (${reason})`;
  return { kind: 'unopened', text };
}

/** The mounts of one session that outlive it. A lock per folder says which session may change it. */
export class MountStorage {
  readonly #sitePath: string;
  readonly #mounts: LastingMount[];
  readonly #locks: FolderLocks;
  #claimed: Promise<void> | undefined;
  /** To the interpreter that has the mounts. */
  #send: Send | undefined;
  /** Why there is none any more. */
  #gone = closedError();
  #pending = new Map<string, PendingAttachment>();

  constructor({ mounts, sitePath, locks }: MountStorageOptions) {
    this.#sitePath = sitePath;
    this.#locks = new FolderLocks(locks);
    this.#mounts = mounts.map(({ path, source }) => ({
      path,
      name: source.name,
      claim: 'none',
      home: undefined,
      access: null,
      store: undefined,
      storing: Promise.resolve(),
      turn: Promise.resolve(),
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
  async attach(channel: ChannelKind, send: Send): Promise<void> {
    this.#send = send;
    await this.claim();
    for (const mount of this.#mounts) {
      await inTurn(mount, () => this.#attachOne(mount, channel, send));
    }
  }

  /** The interpreter is gone. */
  detach(reason: string): void {
    this.#detach(new GoruError('interpreter', reason));
  }

  /** Gives the folders back; a session that waits for them takes over. */
  close(): void {
    this.#detach(closedError());
    // The lock goes last: what the program was told of is still being stored.
    void Promise.all(this.#mounts.map(({ storing }) => storing)).then(() => {
      this.#locks.release();
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

  #detach(gone: GoruError): void {
    this.#send = undefined;
    this.#gone = gone;
    for (const { reject } of this.#pending.values()) reject(gone);
    this.#pending.clear();
  }

  async #attachOne(mount: LastingMount, channel: ChannelKind, send: Send): Promise<void> {
    const { path, claim } = mount;
    // Changes that an interpreter before this one has sent belong to what this one starts with.
    await mount.storing;
    mount.store = undefined;
    mount.access = null;
    let problem = refusedStorage('the page has no locks');
    if (claim !== 'none') {
      try {
        await this.#attachStored(mount, claim, channel, send);
        return;
      } catch (error) {
        if (this.#send !== send) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        problem =
          mount.home === null
            ? refusedStorage(reason, isDiskFull(error) ? 'full' : 'memory')
            : notOpened(reason);
      }
    }
    const backing = { kind: 'memory' } as const;
    const failure = await this.#ask(send, { type: 'attach-storage', path, backing, problem });
    if (failure !== null) throw failure;
  }

  async #attachStored(
    mount: LastingMount,
    access: 'own' | 'view',
    channel: ChannelKind,
    send: Send,
  ): Promise<void> {
    const { path, name } = mount;
    // A mount that was new may have been made by another tab since.
    await this.#lookFor(mount);
    if (channel === 'jspi' && mount.home !== 'indexeddb') {
      const problem = access === 'view' ? HELD_ELSEWHERE : null;
      const backing = { kind: 'opfs', directory: this.#directory(name), access } as const;
      const error = await this.#ask(send, { type: 'attach-storage', path, backing, problem });
      if (error === null) {
        mount.home = 'opfs';
        mount.access = access;
        return;
      }
    }
    await this.#attachMirror(mount, access, send);
  }

  /** The worker gets a copy of all files, and tells of every change, which is stored here. */
  async #attachMirror(mount: LastingMount, access: 'own' | 'view', send: Send): Promise<void> {
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
    mount.access = access;
  }

  async #openStore(mount: LastingMount, access: 'own' | 'view'): Promise<TreeStore> {
    const { openIndexedDbTree, openOpfsTree } = await loadTrees();
    if (mount.home !== 'indexeddb') {
      try {
        return await openOpfsTree(this.#directory(mount.name), access);
      } catch (error) {
        // A new mount's next place is the database, but not because of a full disk, which will be emptier one day.
        if (mount.home === 'opfs' || isDiskFull(error)) throw error;
        // Made before it failed: whoever looks for it later finds it there, and nothing in the database.
        if ((await this.#lookFor(mount)) === 'opfs') throw error;
      }
    }
    return openIndexedDbTree(this.#lockName(mount.name));
  }

  /** One after the other, in the order in which they were made. */
  #store({ path, seq, change }: StorageMessage & { type: 'store' }): void {
    const mount = this.#mounts.find((one) => one.path === path);
    const send = this.#send;
    // Who sends changes of what can only be read here has taken the worker over: another session owns the folder.
    if (mount?.store === undefined || mount.access !== 'own') return;
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
    send: Send,
    message: ControlMessage & { type: 'attach-storage' },
  ): Promise<GoruError | null> {
    return new Promise((resolve, reject) => {
      if (this.#send !== send) {
        // Nobody would ever answer.
        reject(this.#gone);
        return;
      }
      this.#pending.set(message.path, { resolve, reject });
      send(message);
    });
  }

  async #claimOne(mount: LastingMount): Promise<void> {
    // A browser without it takes the fallback: what that needs comes while the worker boots. A failure shows later.
    if (!('Suspending' in WebAssembly)) loadTrees().catch(() => undefined);
    mount.claim = await this.#locks.claim(this.#lockName(mount.name), () => {
      mount.claim = 'own';
      void inTurn(mount, () => this.#becomeOwner(mount));
    });
    if (mount.claim === 'none') return;
    // While the worker boots, which takes longer. Who attaches it asks again, and tells why it fails.
    await this.#lookFor(mount).catch(() => undefined);
  }

  async #becomeOwner(mount: LastingMount): Promise<void> {
    const send = this.#send;
    // No interpreter, or one that has got the folder as its owner; or its files are in memory, and stay there.
    if (send === undefined || mount.access !== 'view') return;
    if (mount.store === undefined) {
      mount.access = 'own';
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

  async #lookFor(mount: LastingMount): Promise<TreeStore['kind'] | null> {
    if (mount.home === 'opfs' || mount.home === 'indexeddb') return mount.home;
    mount.home = undefined;
    mount.home = await this.#find(mount);
    return mount.home;
  }

  #find({ name }: LastingMount): Promise<TreeStore['kind'] | null> {
    return findTree({ directory: this.#directory(name), databaseName: this.#lockName(name) });
  }

  #lockName(name: string): string {
    return `goru:${this.#sitePath}:files:${name}`;
  }

  #directory(name: string): readonly string[] {
    return [`goru-${safeName(this.#sitePath)}`, `files-${safeName(name)}`];
  }
}

/** Where there is real blocking, nobody needs it. */
const loadTrees = () => import('../fs/tree-store.page');

function isDiskFull(error: unknown): boolean {
  return isGoruError(error) && error.code === 'disk-full';
}

function inTurn<Result>(mount: LastingMount, work: () => Promise<Result>): Promise<Result> {
  const result = mount.turn.then(work);
  // Whoever asked hears of the failure, and the next one's turn comes all the same.
  mount.turn = result.catch(() => undefined);
  return result;
}

/** Letters, digits and a few more are names everywhere; the rest is written in hexadecimal. */
function safeName(text: string): string {
  return encodeURIComponent(text).replace(
    /[.!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
