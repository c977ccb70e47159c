import { type ErrorData, toErrorData } from '../contract/goru-error';
import { type CallFrame, encodeFrame } from '../contract/frames';
import type { HostCallReport } from '../contract/options';
import type { MountProblem } from '../contract/session-files';
import type { StorageBacking } from '../contract/stored-tree';
import type { BootRequest } from '../contract/worker-api';
import type { ControlMessage, FilesAnswers, OutboundMessage } from '../contract/worker-messages';
import type { Channel } from '../channel/channel';
import type { Inbox } from '../channel/inbox';
import { MemoryDirectory } from '../fs/memory-directory';
import { Quota } from '../fs/quota';
import { type MountPoint, MountTable } from '../fs/mount-table';
import { MirrorVolume } from '../fs/mirror-volume';
import { type OpfsAccess, OpfsVolume } from '../fs/opfs-volume';
import { answerFilesRequest } from '../fs/page-files';
import type { StorageDirectory } from '../fs/storage-directory';
import { fsMethods } from '../fs/service';
import { Host } from '../host/host';
import { isPromise } from '../wasi/maybe-async';

const TMP_PATH = '/tmp';
/** How often a program that changes files without a pause is reported. */
const CHANGE_NOTICE_MS = 250;

interface FileSystemOptions {
  request: Pick<BootRequest, 'mounts' | 'fs' | 'pendingCalls'>;
  inbox: Inbox;
  send: (message: OutboundMessage) => void;
  nowMs: () => number;
  /** The origin's private file system; fails where the browser has none. */
  opfs: OpfsAccess;
  waitUntil: Channel['waitUntil'];
}

/**
 * The mounts of one interpreter, with everybody who works on them: the WASI layer, the `fs.*`
 * service, and the page.
 */
export class FileSystem {
  readonly table: MountTable;
  readonly #options: FileSystemOptions;
  readonly #host: Host;
  readonly #volumes = new Map<string, OpfsVolume>();
  readonly #mirrors = new Map<string, MirrorVolume>();
  /** A mount has got the root that it keeps. */
  onAttach: (mount: MountPoint) => void = () => undefined;
  #isObserved = false;
  #hasChanged = false;
  #noticedMs = -Infinity;

  constructor(options: FileSystemOptions) {
    const { request, inbox } = options;
    this.#options = options;
    this.table = createTable(request);
    this.#host = new Host({
      methods: fsMethods({
        table: this.table,
        limits: request.fs,
        onChange: () => {
          this.noteChange();
        },
      }),
      send: (frame, payload) => {
        inbox.pushOwn(encodeFrame(frame, payload));
      },
      maxPendingCalls: request.pendingCalls,
      observer: () => (this.#isObserved ? this.#report : undefined),
    });
  }

  /** Answers a call if it is one of `fs`. */
  takeCall(frame: CallFrame, payload: Uint8Array): boolean {
    if (!frame.method.startsWith('fs/')) return false;
    this.#host.call(frame, payload);
    return true;
  }

  /** Harmless for a call of somebody else's. */
  cancelCall(id: number): void {
    this.#host.cancel(id);
  }

  takeControl(
    message: Exclude<
      ControlMessage,
      { type: 'watch-blocking' | 'change-packages' | 'freeze-clock' }
    >,
  ): void {
    switch (message.type) {
      case 'observe-host-calls':
        this.#isObserved = message.isOn;
        break;
      case 'files-request':
        this.#answer(message);
        break;
      case 'attach-storage':
        this.#attach(message);
        break;
      case 'own-storage':
        void this.#own(message.path);
        break;
      case 'stored':
        this.#mirrors.get(message.path)?.stored(message.through, message.error);
        break;
    }
  }

  /** Tells the page, at once or when the guest next waits. */
  noteChange(): void {
    this.#hasChanged = true;
    if (this.#options.nowMs() - this.#noticedMs >= CHANGE_NOTICE_MS) this.flushNotice();
  }

  /** The guest is about to wait: a good moment for what was held back. */
  flushNotice(): void {
    if (!this.#hasChanged) return;
    this.#hasChanged = false;
    this.#noticedMs = this.#options.nowMs();
    this.#options.send({ type: 'files-changed' });
  }

  /** A mirror is there at once: without JSPI no promise would ever resolve. */
  #attach(message: ControlMessage & { type: 'attach-storage' }): void {
    const { path, backing, problem } = message;
    const answer = (error: ErrorData | null): void => {
      this.#options.send({ type: 'storage-attached', path, error });
    };
    const attach = (root: StorageDirectory | undefined): void => {
      const mount = this.table.get(path);
      if (mount === undefined) throw new Error(`nothing is mounted at ${path}`);
      if (root !== undefined) mount.root = root;
      if (backing.kind !== 'memory') mount.storage = storageOf(backing);
      mount.problem = problem;
      this.onAttach(mount);
      answer(null);
      this.noteChange();
    };
    const failed = (error: unknown): void => {
      answer(toErrorData(error, 'interpreter'));
    };
    if (backing.kind === 'opfs') {
      this.#openVolume(path, backing).then(attach).catch(failed);
      return;
    }
    try {
      attach(backing.kind === 'mirror' ? this.#openMirror(message, backing.access) : undefined);
    } catch (error) {
      failed(error);
    }
  }

  async #openVolume(
    path: string,
    backing: StorageBacking & { kind: 'opfs' },
  ): Promise<StorageDirectory> {
    const { opfs, request } = this.#options;
    const volume = await OpfsVolume.open(opfs, backing, request.fs.storedBytes);
    this.#volumes.set(path, volume);
    return volume.root;
  }

  #openMirror(
    { path, entries = [], content = NO_BYTES }: ControlMessage & { type: 'attach-storage' },
    access: 'own' | 'view',
  ): StorageDirectory {
    const { request, send, waitUntil } = this.#options;
    const quota = new Quota(Infinity);
    const mirror = new MirrorVolume({
      quota,
      entries,
      content,
      isView: access === 'view',
      store: (seq, change) => {
        send({ type: 'store', path, seq, change });
      },
      waitUntil,
    });
    quota.limitFurther(request.fs.mountBytes);
    this.#mirrors.set(path, mirror);
    return mirror.root;
  }

  async #own(path: string): Promise<void> {
    const mount = this.table.get(path);
    if (mount === undefined) return;
    try {
      await this.#volumes.get(path)?.own();
      mount.problem = null;
    } catch (error) {
      const text = `cannot be changed here: ${toErrorData(error).message}`;
      mount.problem = { kind: 'unclaimed', text };
    }
    this.#hasChanged = true;
    this.flushNotice();
  }

  #answer({ id, request, content }: ControlMessage & { type: 'files-request' }): void {
    const { send } = this.#options;
    const reply = (value: FilesAnswers[keyof FilesAnswers]): void => {
      if (!READING_VERBS.has(request.verb)) {
        this.#hasChanged = true;
        this.flushNotice();
      }
      send({ type: 'files-reply', id, value });
    };
    const failed = (error: unknown): void => {
      send({ type: 'files-failure', id, error: toErrorData(error, 'interpreter') });
    };
    // What a person puts there is no program's.
    if (request.verb === 'write') this.#makeRoom(request.path, content?.length ?? 0);
    try {
      const answer = answerFilesRequest(this.table, request, content ?? NO_BYTES);
      if (isPromise(answer)) answer.then(reply, failed);
      else reply(answer);
    } catch (error) {
      failed(error);
    }
  }

  #makeRoom(path: string, bytes: number): void {
    const place = this.table.resolve(path);
    if (typeof place === 'object') this.#volumes.get(place.mount.path)?.quota.raise(bytes);
  }

  readonly #report = (report: HostCallReport): void => {
    this.#options.send({ type: 'host-call', report });
  };
}

const NO_BYTES = new Uint8Array(0);

function storageOf(backing: StorageBacking & { kind: 'opfs' | 'mirror' }): 'opfs' | 'indexeddb' {
  return backing.kind === 'opfs' ? 'opfs' : backing.storage;
}

const READING_VERBS: ReadonlySet<string> = new Set(['mounts', 'list', 'read']);

function createTable({ mounts, fs }: Pick<BootRequest, 'mounts' | 'fs'>): MountTable {
  const inMemory = ({ path, mode, files }: BootRequest['mounts'][number]): MountPoint => {
    // A quota of its own also says that a rename to another mount is one across devices.
    const quota = new Quota(Infinity);
    const root = MemoryDirectory.fromFiles(files ?? new Map(), quota);
    quota.limitFurther(fs.mountBytes);
    const problem: MountProblem | null =
      files === null ? { kind: 'unattached', text: 'not attached to any storage yet' } : null;
    return { path, mode, root, storage: 'memory', problem };
  };
  return new MountTable([
    ...mounts.map(inMemory),
    {
      path: TMP_PATH,
      mode: 'rwc',
      root: new MemoryDirectory(new Quota(fs.tmpBytes)),
      storage: 'memory',
      problem: null,
    },
  ]);
}
