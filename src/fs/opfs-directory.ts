import { abi, ErrnoError, fail } from '../wasi/errno';
import {
  type DirectoryEntry,
  type DirectoryNode,
  nextIno,
  type NodeStat,
  type NodeTimes,
} from '../wasi/filesystem';
import type { MaybePromise } from '../wasi/maybe-async';
import { failHeldElsewhere } from './held-elsewhere';
import { changeTimeNs, nowNs } from './node-times';
import {
  isMissing,
  isOtherKind,
  type OpfsDirectoryHandle,
  type OpfsFileHandle,
  storageStep,
} from './opfs-api';
import { OpfsFile } from './opfs-file';
import type { OpfsVolume } from './opfs-volume';
import type { Content, StorageDirectory, StorageEntry } from './storage-directory';
import { isPossibleName, requireName, requireShortName, SWAP_SUFFIX } from './stored-names';

type OpfsNode = OpfsFile | OpfsDirectory;

const LOCK_SUFFIX = '.lock';

/** A folder of the origin's private file system. */
export class OpfsDirectory implements StorageDirectory {
  readonly kind = 'directory';
  readonly ino = nextIno();
  readonly #volume: OpfsVolume;
  #place: { directory: OpfsDirectory; name: string } | undefined;
  #locator: OpfsDirectoryHandle | undefined;
  /** Nodes that were met so far; the browser alone knows what there is. */
  readonly #children = new Map<string, OpfsNode>();
  #isSwept = false;
  #accessedNs = nowNs();
  #modifiedNs = this.#accessedNs;

  /** With a locator: the root of the mount. */
  constructor(
    volume: OpfsVolume,
    at: { directory: OpfsDirectory; name: string } | OpfsDirectoryHandle,
  ) {
    this.#volume = volume;
    if ('directory' in at) this.#place = at;
    else this.#locator = at;
  }

  stat(): NodeStat {
    return {
      ino: this.ino,
      size: 0,
      accessedNs: this.#accessedNs,
      modifiedNs: this.#modifiedNs,
      changedNs: this.#modifiedNs,
    };
  }

  setTimes(times: NodeTimes): void {
    this.#accessedNs = times.accessedNs ?? this.#accessedNs;
    this.#modifiedNs = times.modifiedNs ?? this.#modifiedNs;
  }

  lookup(name: string): MaybePromise<OpfsNode | undefined> {
    const known = this.#children.get(name);
    // Asking costs a millisecond. What we hold open is there, and folders go through us.
    if (known instanceof OpfsDirectory || known?.isHeld === true) return known;
    return this.#volume.exclusive(() => this.#find(name));
  }

  list(): Promise<readonly DirectoryEntry[]> {
    return this.#volume.exclusive(async () => {
      const found = await this.#read();
      return found.map(([name, { kind }]) => ({ name, kind, ino: this.#node(name, kind).ino }));
    });
  }

  entries(): Promise<readonly StorageEntry[]> {
    return this.#volume.exclusive(async () => {
      const found = await this.#read();
      return Promise.all(
        found.map(async ([name, { kind }]) => {
          const node = this.#node(name, kind);
          const isDirectory = node instanceof OpfsDirectory;
          const { size, modifiedNs } = isDirectory ? node.stat() : await node.statNow();
          return { name, isDirectory, size, modifiedNs };
        }),
      );
    });
  }

  createFile(name: string): Promise<OpfsFile> {
    return this.#changing(name, async (handle) => {
      await storageStep(() => handle.getFileHandle(name, { create: true }));
      const node = this.#node(name, 'file');
      if (!(node instanceof OpfsFile)) fail(abi.ERRNO_ISDIR);
      node.forgetLocator();
      return node;
    });
  }

  createDirectory(name: string): Promise<void> {
    return this.#changing(name, async (handle) => {
      await storageStep(() => handle.getDirectoryHandle(name, { create: true }));
    });
  }

  replaceFile(name: string, content: Content): Promise<void> {
    return this.#volume.writeTemporary(content, (locator) =>
      this.#changing(name, async (handle) => {
        const existing = await this.#find(name);
        if (existing instanceof OpfsDirectory) fail(abi.ERRNO_ISDIR);
        if (existing?.isOpen === true) fail(abi.ERRNO_BUSY);
        existing?.drop();
        await storageStep(() => locator.move(handle, name));
        this.#volume.quota.change(-(existing?.lastSize ?? 0));
        (existing ?? this.#newFile(name)).replaced(content.size);
      }),
    );
  }

  unlink(name: string): Promise<void> {
    return this.#changing(name, async (handle) => {
      const node = (await this.#find(name)) ?? fail(abi.ERRNO_NOENT);
      if (node instanceof OpfsDirectory) fail(abi.ERRNO_ISDIR);
      node.drop();
      // The browser removes no file that is open; without a name it lives until it is closed.
      if (node.isOpen) await this.#volume.keepUnlinked(node);
      else {
        await storageStep(() => handle.removeEntry(name));
        this.#volume.quota.change(-node.lastSize);
      }
      this.#children.delete(name);
    });
  }

  removeDirectory(name: string): Promise<void> {
    return this.#changing(name, async (handle) => {
      const node = (await this.#find(name)) ?? fail(abi.ERRNO_NOENT);
      if (!(node instanceof OpfsDirectory)) fail(abi.ERRNO_NOTDIR);
      await node.#requireEmpty();
      // What is left in it is hidden, and of no use to anybody.
      await storageStep(() => handle.removeEntry(name, { recursive: true }));
      this.#children.delete(name);
    });
  }

  rename(name: string, target: DirectoryNode, newName: string): Promise<void> {
    if (!(target instanceof OpfsDirectory) || target.#volume !== this.#volume) fail(abi.ERRNO_XDEV);
    requireName(newName);
    return this.#changing(name, async () => {
      const node = (await this.#find(name)) ?? fail(abi.ERRNO_NOENT);
      const replaced = await target.#find(newName);
      if (replaced === node) return;
      if (node instanceof OpfsFile) await target.#takeFile(node, newName, replaced);
      else await target.#takeDirectory(node, newName, replaced);
      this.#children.delete(name);
      target.#children.set(newName, node);
      target.#modifiedNs = changeTimeNs(target.#modifiedNs);
    });
  }

  /** Inside an exclusive operation: where the browser finds the folder. */
  async locate(): Promise<OpfsDirectoryHandle> {
    const place = this.#place;
    if (this.#locator !== undefined) return this.#locator;
    if (place === undefined) fail(abi.ERRNO_NOENT);
    const parent = await place.directory.locate();
    this.#locator = await storageStep(() => parent.getDirectoryHandle(place.name));
    return this.#locator;
  }

  /** Names from the mount's root down to here. */
  get path(): readonly string[] {
    const place = this.#place;
    return place === undefined ? [] : [...place.directory.path, place.name];
  }

  /** All files below that a program holds open or we keep. */
  *heldFiles(): Iterable<OpfsFile> {
    for (const child of this.#children.values()) {
      if (child instanceof OpfsDirectory) yield* child.heldFiles();
      else if (child.isHeld || child.isOpen) yield child;
    }
  }

  async #takeFile(node: OpfsFile, name: string, replaced: OpfsNode | undefined): Promise<void> {
    if (replaced instanceof OpfsDirectory) fail(abi.ERRNO_ISDIR);
    if (replaced?.isOpen === true) fail(abi.ERRNO_BUSY);
    replaced?.drop();
    const directory = await this.locate();
    const locator = await node.locate();
    node.drop();
    try {
      await storageStep(() => locator.move(directory, name));
      this.#volume.quota.change(-(replaced?.lastSize ?? 0));
      node.forgetLocator();
      node.moved({ directory: this, name });
    } finally {
      await node.reacquire();
    }
  }

  async #takeDirectory(
    node: OpfsDirectory,
    name: string,
    replaced: OpfsNode | undefined,
  ): Promise<void> {
    if (this.#isIn(node)) fail(abi.ERRNO_INVAL);
    if (replaced instanceof OpfsFile) fail(abi.ERRNO_NOTDIR);
    if (replaced !== undefined) {
      await replaced.#requireEmpty();
      const directory = await this.locate();
      await storageStep(() => directory.removeEntry(name, { recursive: true }));
    }
    const held = [...node.heldFiles()];
    for (const file of held) file.drop();
    try {
      await this.#volume.moveDirectory(node.path, [...this.path, name]);
      node.#place = { directory: this, name };
      node.#forgetLocators();
    } finally {
      for (const file of held) await file.reacquire();
    }
  }

  #isIn(other: OpfsDirectory): boolean {
    if (this === other) return true;
    const parent = this.#place?.directory;
    return parent === undefined ? false : parent.#isIn(other);
  }

  #forgetLocators(): void {
    if (this.#place !== undefined) this.#locator = undefined;
    for (const child of this.#children.values()) {
      if (child instanceof OpfsDirectory) child.#forgetLocators();
      else child.forgetLocator();
    }
  }

  #changing<T>(name: string, change: (handle: OpfsDirectoryHandle) => Promise<T>): Promise<T> {
    if (this.#volume.isView) failHeldElsewhere();
    requireName(name);
    return this.#volume.exclusive(async () => {
      const result = await change(await this.locate());
      this.#modifiedNs = changeTimeNs(this.#modifiedNs);
      return result;
    });
  }

  async #requireEmpty(): Promise<void> {
    if ((await this.#read()).length > 0) fail(abi.ERRNO_NOTEMPTY);
  }

  /** What the browser has under a name, whatever we thought. */
  async #find(name: string): Promise<OpfsNode | undefined> {
    requireShortName(name);
    if (!isPossibleName(name)) return undefined;
    if (!this.#isSwept) await this.#read();
    const handle = await this.locate();
    const found = await storageStep(() => findEntry(handle, name));
    if (found === undefined) {
      this.#children.delete(name);
      return undefined;
    }
    const node = this.#node(name, found === 'directory' ? 'directory' : 'file');
    if (found !== 'directory' && node instanceof OpfsFile) node.found(found);
    return node;
  }

  /** The visible entries. The first time what a killed program left behind is swept away. */
  async #read(): Promise<[string, OpfsFileHandle | OpfsDirectoryHandle][]> {
    const handle = await this.locate();
    const all = await storageStep(async () => {
      const entries: [string, OpfsFileHandle | OpfsDirectoryHandle][] = [];
      for await (const entry of handle.entries()) entries.push(entry);
      return entries;
    });
    const left = this.#isSwept || this.#volume.isView ? all : await sweep(handle, all);
    this.#isSwept ||= !this.#volume.isView;
    return left.filter(([name]) => isPossibleName(name));
  }

  #node(name: string, kind: 'file' | 'directory'): OpfsNode {
    const known = this.#children.get(name);
    if (known?.kind === kind) return known;
    if (kind === 'file') return this.#newFile(name);
    const node = new OpfsDirectory(this.#volume, { directory: this, name });
    this.#children.set(name, node);
    return node;
  }

  #newFile(name: string): OpfsFile {
    const node = new OpfsFile(this.#volume, this, name);
    this.#children.set(name, node);
    return node;
  }
}

async function findEntry(
  directory: OpfsDirectoryHandle,
  name: string,
): Promise<OpfsFileHandle | 'directory' | undefined> {
  try {
    return await directory.getFileHandle(name);
  } catch (error) {
    if (isOtherKind(error)) return 'directory';
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Removes what nobody will: half-written replacements, and the locks of sqlite (empty folders
 * beside their database), whose owner is dead, because the mount is ours alone.
 */
async function sweep(
  directory: OpfsDirectoryHandle,
  all: readonly [string, OpfsFileHandle | OpfsDirectoryHandle][],
): Promise<[string, OpfsFileHandle | OpfsDirectoryHandle][]> {
  const files = new Set(all.filter(([, { kind }]) => kind === 'file').map(([name]) => name));
  const left: [string, OpfsFileHandle | OpfsDirectoryHandle][] = [];
  for (const entry of all) {
    const [name, { kind }] = entry;
    const isSwap = kind === 'file' && name.endsWith(SWAP_SUFFIX);
    const isLock =
      kind === 'directory'
      && name.endsWith(LOCK_SUFFIX)
      && files.has(name.slice(0, -LOCK_SUFFIX.length));
    if (!(isSwap || isLock) || !(await tryRemove(directory, name))) left.push(entry);
  }
  return left;
}

async function tryRemove(directory: OpfsDirectoryHandle, name: string): Promise<boolean> {
  try {
    await storageStep(() => directory.removeEntry(name));
    return true;
  } catch (error) {
    // A lock that is not empty is no lock, and a swap that is in use is somebody's.
    if (error instanceof ErrnoError) return false;
    throw error;
  }
}
