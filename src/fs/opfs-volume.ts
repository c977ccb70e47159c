import { abi, ErrnoError, fail } from '../wasi/errno';
import { runSteps, settled } from '../wasi/maybe-async';
import { failHeldElsewhere } from './held-elsewhere';
import {
  createSyncHandle,
  type OpfsDirectoryHandle,
  type OpfsFileHandle,
  storageCall,
  storageStep,
  writeAll,
} from './opfs-api';
import { MemoryQuota } from './memory-file';
import { OpfsDirectory } from './opfs-directory';
import type { OpfsFile } from './opfs-file';
import type { Content } from './storage-directory';

/** Handles that are kept though nobody has the file open. */
const MAX_IDLE_HANDLES = 16;
/** So long after its last use; then the page, or another program, gets at the file. */
const IDLE_MS = 200;
const COPY_BYTES = 1024 * 1024;
const JOURNAL = 'journal.json';

/** A directory on its way: whoever finds this carries it to the end. */
interface MoveRecord {
  from: readonly string[];
  to: readonly string[];
}

/** The program's files. */
const FILES = 'files';
/** Beside them and never seen: half-written files, unlinked ones, the journal. */
const TEMPORARY = 'temporary';

interface VolumeOptions {
  /** The folder of the mount, which has the two. */
  parent: OpfsDirectoryHandle;
  files: OpfsDirectoryHandle;
  claim: () => Promise<void>;
  quota: MemoryQuota;
}

/** The origin's private file system, as a worker has it. */
export interface OpfsAccess {
  root(): Promise<OpfsDirectoryHandle>;
  /**
   * Resolves when this worker alone holds `name`, until it ends. A worker that was terminated may
   * take seconds to die (Chromium gives busy ones two), and holds files until then.
   */
  claim(name: string): Promise<void>;
}

/**
 * One mount in the origin's private file system. Operations that have to wait come one after the
 * other, so that each of them sees whole ones; reading and writing open files needs no turn.
 */
export class OpfsVolume {
  readonly root: OpfsDirectory;
  /**
   * What is added to the mount from now on. What lies there is not counted, which would cost every start a look at every
   * file; so to remove that makes room only where its size is known.
   */
  readonly quota: MemoryQuota;
  readonly #parent: OpfsDirectoryHandle;
  readonly #files: OpfsDirectoryHandle;
  #temporary: OpfsDirectoryHandle | undefined;
  readonly #claim: () => Promise<void>;
  #isView = true;
  #last: Promise<unknown> = Promise.resolve();
  /** In the order of their last use. */
  readonly #idle = new Set<OpfsFile>();
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #unlinked = new Map<bigint, string>();
  readonly #id = crypto.randomUUID();
  #lastTemporary = 0;

  private constructor({ parent, files, claim, quota }: VolumeOptions) {
    this.#parent = parent;
    this.#files = files;
    this.#claim = claim;
    this.quota = quota;
    this.root = new OpfsDirectory(this, files);
  }

  /**
   * Opens the mount in `directory`, which becomes the parent of what we need. An owner first ends
   * what a killed one began. Without `addedBytes` as much may be added as the browser allows.
   * On a full disk what is there can be read; a new mount fails with `ENOSPC`.
   */
  static async open(
    opfs: OpfsAccess,
    { directory, access }: { directory: readonly string[]; access: 'own' | 'view' },
    addedBytes = Infinity,
  ): Promise<OpfsVolume> {
    let parent = await opfs.root();
    for (const name of directory) parent = await openDirectory(parent, name);
    const volume = new OpfsVolume({
      parent,
      files: await openDirectory(parent, FILES),
      claim: () => opfs.claim(directory.join('/')),
      quota: new MemoryQuota(addedBytes),
    });
    try {
      await volume.#openTemporary();
    } catch (error) {
      // A copied folder on a full disk has none yet. What needs it fails; what reads does not.
      if (!(error instanceof ErrnoError && error.errno === abi.ERRNO_NOSPC)) throw error;
    }
    if (access === 'own') await volume.own();
    return volume;
  }

  get isView(): boolean {
    return this.#isView;
  }

  /** From now on nobody else changes anything here. */
  async own(): Promise<void> {
    await this.#claim();
    await this.exclusive(async () => {
      if (!this.#isView) return;
      await this.#finishMove();
      await this.#sweepTemporary();
      this.#isView = false;
    });
  }

  exclusive<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(operation);
    // The next one's turn comes whether or not this one fails; whoever asked hears of the failure.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** A program opened it: its handle is not ours to drop. */
  keep(file: OpfsFile): void {
    this.#idle.delete(file);
  }

  /** The last program closed it. */
  release(file: OpfsFile): void {
    if (!file.isHeld) return;
    this.#idle.delete(file);
    this.#idle.add(file);
    const [oldest] = this.#idle;
    if (this.#idle.size > MAX_IDLE_HANDLES) oldest?.drop();
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      for (const idle of [...this.#idle]) idle.drop();
    }, IDLE_MS);
  }

  forget(file: OpfsFile): void {
    this.#idle.delete(file);
  }

  /** Writes the content to a file nobody sees, and hands that to `place`, which moves it away. */
  async writeTemporary(
    content: Content,
    place: (locator: OpfsFileHandle) => Promise<void>,
  ): Promise<void> {
    if (this.#isView) failHeldElsewhere();
    this.quota.change(content.size);
    try {
      await this.#writeTemporary(content, place);
    } catch (error) {
      this.quota.change(-content.size);
      throw error;
    }
  }

  async #writeTemporary(
    content: Content,
    place: (locator: OpfsFileHandle) => Promise<void>,
  ): Promise<void> {
    const name = this.#temporaryName('new');
    const temporary = await this.#openTemporary();
    const locator = await storageStep(() => temporary.getFileHandle(name, { create: true }));
    try {
      await fill(locator, content);
      await place(locator);
    } catch (error) {
      // The failure is what counts; what cannot be removed now is swept at the next mount.
      await temporary.removeEntry(name).catch(() => undefined);
      throw error;
    }
  }

  /** Inside an exclusive operation: takes the name from a file that stays open. */
  async keepUnlinked(file: OpfsFile): Promise<void> {
    const name = this.#temporaryName('unlinked');
    const temporary = await this.#openTemporary();
    const locator = await file.locate();
    await storageStep(() => locator.move(temporary, name));
    this.#unlinked.set(file.ino, name);
    file.moved(undefined);
    await file.reacquire();
  }

  async removeUnlinked({ ino, lastSize }: OpfsFile): Promise<void> {
    const name = this.#unlinked.get(ino);
    if (name === undefined) return;
    this.#unlinked.delete(ino);
    await this.#removeTemporary(name);
    this.quota.change(-lastSize);
  }

  /** Inside an exclusive operation. `to` must not exist. */
  async moveDirectory(from: readonly string[], to: readonly string[]): Promise<void> {
    const source = await this.#directoryAt(from);
    if (typeof source.move === 'function') {
      const target = await this.#directoryAt(to.slice(0, -1));
      await storageStep(async () => source.move?.(target, to.at(-1) ?? ''));
      return;
    }
    await this.#writeJournal({ from, to });
    try {
      await this.#moveTree({ from, to });
    } catch (error) {
      // Back to where it was; if even that fails, the next mount does it.
      await this.#writeJournal({ from: to, to: from });
      await this.#moveTree({ from: to, to: from });
      await this.#removeTemporary(JOURNAL);
      throw error;
    }
    await this.#removeTemporary(JOURNAL);
  }

  /** Moves file by file. Each is in one place or the other, so it can be done again at any time. */
  async #moveTree({ from, to }: MoveRecord): Promise<void> {
    const source = await this.#directoryAt(from);
    const target = await this.#directoryAt(to, true);
    const entries: [string, OpfsFileHandle | OpfsDirectoryHandle][] = [];
    for await (const entry of source.entries()) entries.push(entry);
    for (const [name, handle] of entries) {
      if (handle.kind === 'file') await storageStep(() => handle.move(target, name));
      else await this.#moveTree({ from: [...from, name], to: [...to, name] });
    }
    const parent = await this.#directoryAt(from.slice(0, -1));
    await storageStep(() => parent.removeEntry(from.at(-1) ?? ''));
  }

  async #finishMove(): Promise<void> {
    const record = await this.#readJournal();
    if (record === undefined) return;
    try {
      await this.#moveTree(record);
    } catch (error) {
      // The source is gone: all that was missing was the end of the journal.
      if (!(error instanceof ErrnoError && error.errno === abi.ERRNO_NOENT)) throw error;
    }
    await this.#removeTemporary(JOURNAL);
  }

  async #readJournal(): Promise<MoveRecord | undefined> {
    const temporary = this.#temporary;
    if (temporary === undefined) return undefined;
    let locator: OpfsFileHandle;
    try {
      locator = await storageStep(() => temporary.getFileHandle(JOURNAL));
    } catch (error) {
      if (error instanceof ErrnoError && error.errno === abi.ERRNO_NOENT) return undefined;
      throw error;
    }
    const file = await storageStep(() => locator.getFile());
    const bytes = await storageStep(() => file.slice(0, file.size).arrayBuffer());
    // It was moved into place when it was whole, and nobody else writes here.
    return JSON.parse(new TextDecoder().decode(bytes)) as MoveRecord;
  }

  #writeJournal(record: MoveRecord): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    const content = {
      size: bytes.length,
      read: (offset: number, into: Uint8Array): number => {
        into.set(bytes.subarray(offset, offset + into.length));
        return Math.min(into.length, bytes.length - offset);
      },
    };
    return this.#writeTemporary(content, async (locator) => {
      const temporary = await this.#openTemporary();
      await storageStep(() => locator.move(temporary, JOURNAL));
    });
  }

  async #sweepTemporary(): Promise<void> {
    const temporary = this.#temporary;
    if (temporary === undefined) return;
    const names: string[] = [];
    for await (const [name] of temporary.entries()) names.push(name);
    for (const name of names) {
      // What the dying owner still holds is swept by a later mount; our own names are new ones.
      await temporary.removeEntry(name).catch(() => undefined);
    }
  }

  async #openTemporary(): Promise<OpfsDirectoryHandle> {
    this.#temporary ??= await openDirectory(this.#parent, TEMPORARY);
    return this.#temporary;
  }

  async #removeTemporary(name: string): Promise<void> {
    const temporary = await this.#openTemporary();
    await storageStep(() => temporary.removeEntry(name));
  }

  async #directoryAt(path: readonly string[], create = false): Promise<OpfsDirectoryHandle> {
    let directory = this.#files;
    for (const name of path) {
      const parent = directory;
      directory = await storageStep(() => parent.getDirectoryHandle(name, { create }));
    }
    return directory;
  }

  #temporaryName(purpose: string): string {
    this.#lastTemporary += 1;
    return `${purpose}-${this.#id}-${String(this.#lastTemporary)}`;
  }
}

function openDirectory(parent: OpfsDirectoryHandle, name: string): Promise<OpfsDirectoryHandle> {
  return storageStep(() => parent.getDirectoryHandle(name, { create: true }));
}

async function fill(locator: OpfsFileHandle, content: Content): Promise<void> {
  if (locator.createSyncAccessHandle === undefined) {
    await fillFromPage(locator, content);
    return;
  }
  const handle = await storageStep(() => createSyncHandle(locator));
  try {
    let at = 0;
    for await (const part of partsOf(content)) {
      writeAll(handle, at, part);
      at += part.length;
    }
    storageCall(() => {
      handle.flush();
    });
  } finally {
    handle.close();
  }
}

async function fillFromPage(locator: OpfsFileHandle, content: Content): Promise<void> {
  const writable =
    (await storageStep(async () => locator.createWritable?.())) ?? fail(abi.ERRNO_NOTSUP);
  try {
    for await (const part of partsOf(content)) await storageStep(() => writable.write(part));
    await storageStep(() => writable.close());
  } catch (error) {
    // The failure is what counts.
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/** The content piece by piece; each is overwritten by the next. */
async function* partsOf(content: Content): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(content.size, COPY_BYTES));
  for (let at = 0; at < content.size;) {
    const read = content.read(at, buffer.subarray(0, content.size - at));
    const count = await runSteps(settled(read));
    if (count === 0) break;
    yield buffer.subarray(0, count);
    at += count;
  }
}
