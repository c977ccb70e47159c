import { abi, fail } from '../wasi/errno';
import {
  type DeviceNode,
  type DirectoryEntry,
  type DirectoryNode,
  nextIno,
  type NodeStat,
  type NodeTimes,
} from '../wasi/filesystem';
import { mapMaybe, type MaybePromise, runSteps, settled, type Steps } from '../wasi/maybe-async';
import { MemoryFile } from './memory-file';
import type { Quota } from './quota';
import { MemoryTimes } from './node-times';
import type { Content, StorageDirectory, StorageEntry } from './storage-directory';

type MemoryNode = MemoryFile | MemoryDirectory | DeviceNode;

/** What a name costs, so that a loop creating empty files meets the quota as well. */
function entryBytes(name: string): number {
  return 256 + 2 * name.length;
}

/** A directory in memory. */
export class MemoryDirectory implements StorageDirectory {
  readonly kind = 'directory';
  readonly ino = nextIno();
  readonly #quota: Quota;
  readonly #children = new Map<string, MemoryNode>();
  readonly #entries = new Map<string, DirectoryEntry>();
  /** What `#entries` is now; a new one after every change, so that whoever has one can keep it. */
  #listing: readonly DirectoryEntry[] | undefined;
  readonly #times = new MemoryTimes();
  #isRemoved = false;

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  /** A directory tree from paths relative to it; the contents are shared until written to. */
  static fromFiles(files: ReadonlyMap<string, Uint8Array>, quota: Quota): MemoryDirectory {
    const root = new MemoryDirectory(quota);
    for (const [path, content] of files) root.place(path.split('/'), content);
    return root;
  }

  /** Makes a file, and the directories on the way to it; the content is shared until written to. */
  place(segments: readonly string[], content: Uint8Array): void {
    const [name, ...rest] = segments;
    if (name === undefined || name === '' || name === '.' || name === '..') fail(abi.ERRNO_INVAL);
    if (rest.length === 0) {
      this.attach(name, new MemoryFile(this.#quota, content));
      return;
    }
    const existing = this.#children.get(name);
    const directory = existing ?? new MemoryDirectory(this.#quota);
    if (!(directory instanceof MemoryDirectory)) fail(abi.ERRNO_NOTDIR);
    if (existing === undefined) this.attach(name, directory);
    directory.place(rest, content);
  }

  /** Puts a ready-made node under a name. */
  attach(name: string, node: MemoryNode): void {
    if (this.#isRemoved) fail(abi.ERRNO_NOENT);
    this.#quota.change(entryBytes(name));
    this.#put(name, node);
  }

  stat(): NodeStat {
    return { ino: this.ino, size: 0, ...this.#times.stat };
  }

  setTimes(times: NodeTimes): void {
    this.#times.set(times);
  }

  lookup(name: string): MemoryNode | undefined {
    return this.#children.get(name);
  }

  /** The same array to everybody until something changes: a thousand readers hold one. */
  list(): readonly DirectoryEntry[] {
    this.#listing ??= [...this.#entries.values()];
    return this.#listing;
  }

  entries(): readonly StorageEntry[] {
    return [...this.#children].map(([name, node]) => {
      const { size, modifiedNs } = node.stat() as NodeStat;
      return { name, isDirectory: node.kind === 'directory', size, modifiedNs };
    });
  }

  replaceFile(name: string, content: Content): MaybePromise<void> {
    const replaced = this.#children.get(name);
    const replacedBytes = replaced instanceof MemoryFile ? replaced.size() : 0;
    // Before it is read: a file on disk may be larger than all memory.
    this.#quota.requireRoom(content.size - replacedBytes);
    return mapMaybe(runSteps(readAll(content)), (bytes) => {
      const existing = this.#children.get(name);
      if (existing instanceof MemoryDirectory) fail(abi.ERRNO_ISDIR);
      if (existing === undefined) {
        const file = new MemoryFile(this.#quota, bytes);
        try {
          this.attach(name, file);
        } catch (error) {
          file.unlinked();
          throw error;
        }
      } else {
        if (!(existing instanceof MemoryFile)) fail(abi.ERRNO_PERM);
        if (existing.isOpen) fail(abi.ERRNO_BUSY);
        existing.replaceContent(bytes);
      }
    });
  }

  createFile(name: string): MemoryFile {
    const file = new MemoryFile(this.#quota);
    this.attach(name, file);
    return file;
  }

  createDirectory(name: string): void {
    this.attach(name, new MemoryDirectory(this.#quota));
  }

  unlink(name: string): void {
    const node = this.#children.get(name) ?? fail(abi.ERRNO_NOENT);
    if (node.kind === 'directory') fail(abi.ERRNO_ISDIR);
    if (node.kind === 'device') fail(abi.ERRNO_PERM);
    this.#detach(name);
    node.unlinked();
  }

  removeDirectory(name: string): void {
    const node = this.#children.get(name) ?? fail(abi.ERRNO_NOENT);
    if (!(node instanceof MemoryDirectory)) fail(abi.ERRNO_NOTDIR);
    if (node.#children.size > 0) fail(abi.ERRNO_NOTEMPTY);
    this.#detach(name);
    // Whoever still has it open can create nothing in it any more.
    node.#isRemoved = true;
  }

  rename(name: string, target: DirectoryNode, newName: string): void {
    if (!(target instanceof MemoryDirectory) || target.#quota !== this.#quota) {
      fail(abi.ERRNO_XDEV);
    }
    const node = this.#children.get(name) ?? fail(abi.ERRNO_NOENT);
    if (node.kind === 'device') fail(abi.ERRNO_PERM);
    const replaced = target.#children.get(newName);
    if (replaced === node) return;
    if (target.#isRemoved) fail(abi.ERRNO_NOENT);
    if (node instanceof MemoryDirectory && node.#contains(target)) fail(abi.ERRNO_INVAL);
    if (replaced !== undefined) target.#makeRoomFor(node, newName, replaced);
    // First: what cannot be moved stays where it is.
    this.#quota.change(entryBytes(newName) - entryBytes(name));
    this.#remove(name);
    target.#put(newName, node);
  }

  #makeRoomFor(node: MemoryNode, name: string, replaced: MemoryNode): void {
    if (node.kind !== 'directory' && replaced.kind === 'directory') fail(abi.ERRNO_ISDIR);
    if (node.kind === 'directory' && replaced.kind !== 'directory') fail(abi.ERRNO_NOTDIR);
    if (replaced.kind === 'directory') this.removeDirectory(name);
    else this.unlink(name);
  }

  #detach(name: string): void {
    this.#quota.change(-entryBytes(name));
    this.#remove(name);
  }

  #put(name: string, node: MemoryNode): void {
    this.#children.set(name, node);
    this.#entries.set(name, { name, ino: node.ino, kind: node.kind });
    this.#listing = undefined;
    this.#times.touch();
  }

  #remove(name: string): void {
    this.#children.delete(name);
    this.#entries.delete(name);
    this.#listing = undefined;
    this.#times.touch();
  }

  /** True when `other` is this directory or lies in it. */
  #contains(other: MemoryDirectory): boolean {
    if (other === this) return true;
    return [...this.#children.values()].some(
      (child) => child instanceof MemoryDirectory && child.#contains(other),
    );
  }
}

/** A copy of the content: whoever gave it may go on changing theirs. */
function* readAll(content: Content): Steps<Uint8Array> {
  const bytes = new Uint8Array(content.size);
  const count = yield* settled(content.read(0, bytes));
  return bytes.subarray(0, count);
}
