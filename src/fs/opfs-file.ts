import { abi, fail } from '../wasi/errno';
import { nextIno, type NodeStat, type NodeTimes } from '../wasi/filesystem';
import type { MaybePromise } from '../wasi/maybe-async';
import { failHeldElsewhere } from './held-elsewhere';
import { changeTimeNs } from './node-times';
import {
  createSyncHandle,
  type FileSnapshot,
  type OpfsFileHandle,
  storageCall,
  storageStep,
  type SyncAccessHandle,
  writeAll,
} from './opfs-api';
import type { OpfsDirectory } from './opfs-directory';
import type { OpfsVolume } from './opfs-volume';
import type { StorageFile } from './storage-directory';

const NS_PER_MS = 1_000_000n;

/**
 * A file of the origin's private file system. However often a program opens it, the browser gives
 * one handle, which is kept for a moment after the last close: opening costs milliseconds.
 */
export class OpfsFile implements StorageFile {
  readonly kind = 'file';
  readonly ino = nextIno();
  readonly #volume: OpfsVolume;
  /** Where it is; undefined once it is unlinked. */
  #place: { directory: OpfsDirectory; name: string } | undefined;
  #locator: OpfsFileHandle | undefined;
  #handle: SyncAccessHandle | undefined;
  /** In a view nobody may hold a handle: what the file held when it was opened. */
  #snapshot: FileSnapshot | undefined;
  #openCount = 0;
  #lastSize = 0;
  #isDirty = false;
  #accessedNs: bigint | undefined;
  /** Set by us; the browser cannot store it. Holds as long as nobody else writes (`#stampMs`). */
  #modifiedNs: bigint | undefined;
  #stampMs: number | undefined;

  constructor(volume: OpfsVolume, directory: OpfsDirectory, name: string) {
    this.#volume = volume;
    this.#place = { directory, name };
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  /** True while the browser has given us a handle: the file is surely there. */
  get isHeld(): boolean {
    return this.#handle !== undefined;
  }

  opened(): MaybePromise<void> {
    if (this.#handle !== undefined) {
      this.#openCount += 1;
      this.#volume.idle.remove(this);
      return undefined;
    }
    return this.#volume.exclusive(async () => {
      const locator = await this.locate();
      if (this.#volume.isView || locator.createSyncAccessHandle === undefined) {
        this.#snapshot = await storageStep(() => locator.getFile());
      } else {
        await this.#acquire();
      }
      this.#openCount += 1;
      this.#volume.idle.remove(this);
    });
  }

  closed(): MaybePromise<void> {
    this.#openCount -= 1;
    if (this.#openCount > 0) return undefined;
    this.#snapshot = undefined;
    if (this.#place === undefined) return this.#volume.exclusive(() => this.#removeUnlinked());
    try {
      this.#flush();
    } finally {
      this.#volume.idle.add(this);
    }
    return undefined;
  }

  size(): number {
    if (this.#snapshot !== undefined) return this.#snapshot.size;
    if (this.#handle !== undefined) this.#lastSize = this.#handle.getSize();
    return this.#lastSize;
  }

  read(offset: number, into: Uint8Array): MaybePromise<number> {
    const snapshot = this.#snapshot;
    if (snapshot !== undefined && this.#handle === undefined) {
      return storageStep(async () => {
        const part = await snapshot.slice(offset, offset + into.length).arrayBuffer();
        into.set(new Uint8Array(part));
        return part.byteLength;
      });
    }
    return this.#withHandle((handle) => handle.read(into, { at: offset }));
  }

  write(offset: number, bytes: Uint8Array): MaybePromise<void> {
    return this.#withHandle((handle) => {
      const before = handle.getSize();
      const growth = Math.max(0, offset + bytes.length - before);
      this.#volume.quota.change(growth);
      try {
        // A gap must read as zeros, which `write` alone does not promise.
        if (offset > before) handle.truncate(offset);
        writeAll(handle, offset, bytes);
      } catch (error) {
        // All or nothing: what did not fit must not stay in part.
        if (handle.getSize() > before) handle.truncate(before);
        this.#volume.quota.change(-growth);
        throw error;
      }
      this.#touch();
    });
  }

  truncate(size: number): MaybePromise<void> {
    return this.#withHandle((handle) => {
      const growth = size - handle.getSize();
      this.#volume.quota.change(growth);
      try {
        handle.truncate(size);
        // Chromium says nothing where it has no room.
        if (handle.getSize() !== size) fail(abi.ERRNO_NOSPC);
      } catch (error) {
        this.#volume.quota.change(-growth);
        throw error;
      }
      this.#touch();
    });
  }

  sync(): MaybePromise<void> {
    this.#flush();
  }

  stat(): MaybePromise<NodeStat> {
    if (this.#handle !== undefined && this.#modifiedNs !== undefined) {
      return this.#statOf(this.size(), this.#modifiedNs);
    }
    return this.#volume.exclusive(() => this.statNow());
  }

  /** Inside an exclusive operation. */
  async statNow(): Promise<NodeStat> {
    const locator = await this.locate();
    const { size, lastModified } = await storageStep(() => locator.getFile());
    if (this.#handle === undefined) {
      this.#stampMs ??= lastModified;
      // Somebody else has written it (the page, another tab): their time is the true one.
      if (this.#stampMs !== lastModified) this.#modifiedNs = undefined;
      this.#stampMs = lastModified;
    }
    const modifiedNs = this.#modifiedNs ?? BigInt(Math.floor(lastModified)) * NS_PER_MS;
    if (this.#handle === undefined) this.#lastSize = size;
    return this.#statOf(this.size(), modifiedNs);
  }

  setTimes(times: NodeTimes): void {
    if (this.#volume.isView) failHeldElsewhere();
    this.#accessedNs = times.accessedNs ?? this.#accessedNs;
    this.#modifiedNs = times.modifiedNs ?? this.#modifiedNs;
  }

  /** Inside an exclusive operation: where the browser finds the file. */
  async locate(): Promise<OpfsFileHandle> {
    const place = this.#place;
    if (this.#locator !== undefined) return this.#locator;
    if (place === undefined) fail(abi.ERRNO_NOENT);
    const directory = await place.directory.locate();
    this.#locator = await storageStep(() => directory.getFileHandle(place.name));
    return this.#locator;
  }

  /** The browser has just been asked for it. */
  found(locator: OpfsFileHandle): void {
    this.#locator = locator;
  }

  /** A folder above it has moved: its old address is void. */
  forgetLocator(): void {
    this.#locator = undefined;
  }

  /** What it held when somebody last looked; 0 before anybody has. */
  get lastSize(): number {
    return this.#lastSize;
  }

  /** The content was replaced from outside of this node. */
  replaced(size: number): void {
    this.#locator = undefined;
    this.#lastSize = size;
    this.#touch();
    this.#isDirty = false;
  }

  /** Gives the browser's handle back, so that others get at the file. */
  drop(): void {
    const handle = this.#handle;
    if (handle === undefined) return;
    this.#lastSize = handle.getSize();
    this.#handle = undefined;
    this.#volume.idle.remove(this);
    try {
      if (this.#isDirty) handle.flush();
      this.#isDirty = false;
    } finally {
      handle.close();
    }
  }

  /** Inside an exclusive operation: what was dropped while a program has it open. */
  async reacquire(): Promise<void> {
    if (this.#openCount > 0 && !this.#volume.isView) await this.#acquire();
  }

  /** Inside an exclusive operation: the file has got another name, or none any more. */
  moved(place: { directory: OpfsDirectory; name: string } | undefined): void {
    this.#place = place;
  }

  async #acquire(): Promise<SyncAccessHandle> {
    if (this.#handle === undefined) {
      const locator = await this.locate();
      this.#handle = await storageStep(() => createSyncHandle(locator));
    }
    return this.#handle;
  }

  #withHandle<T>(use: (handle: SyncAccessHandle) => T): MaybePromise<T> {
    const handle = this.#handle;
    if (handle !== undefined) return storageCall(() => use(handle));
    if (this.#volume.isView) failHeldElsewhere();
    // Somebody is moving the file at this moment.
    return this.#volume.exclusive(async () => {
      const own = await this.#acquire();
      return storageCall(() => use(own));
    });
  }

  #flush(): void {
    const handle = this.#handle;
    if (!this.#isDirty || handle === undefined) return;
    storageCall(() => {
      handle.flush();
    });
    this.#isDirty = false;
  }

  #touch(): void {
    this.#isDirty = true;
    this.#modifiedNs = changeTimeNs(this.#modifiedNs ?? 0n);
    this.#stampMs = undefined;
  }

  #statOf(size: number, modifiedNs: bigint): NodeStat {
    const accessedNs = this.#accessedNs ?? modifiedNs;
    return { ino: this.ino, size, accessedNs, modifiedNs, changedNs: modifiedNs };
  }

  async #removeUnlinked(): Promise<void> {
    this.drop();
    await this.#volume.removeUnlinked(this);
  }
}
