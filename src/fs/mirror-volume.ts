/**
 * A mount whose files are in memory and whose changes go to the page, which stores them: for
 * engines where a blocked worker cannot wait for a promise, or that refuse the private file system.
 */
import type { ErrorData } from '../contract/goru-error';
import type { StoredChange, TreeEntry } from '../contract/stored-tree';
import { abi, fail } from '../wasi/errno';
import type { DirectoryEntry, DirectoryNode, NodeStat, NodeTimes } from '../wasi/filesystem';
import { mapMaybe, type MaybePromise, runSteps, settled, type Steps } from '../wasi/maybe-async';
import { failHeldElsewhere } from './held-elsewhere';
import { MemoryDirectory } from './memory-directory';
import { MemoryFile } from './memory-file';
import type { Quota } from './quota';
import type { Content, StorageDirectory, StorageEntry, StorageFile } from './storage-directory';
import { requireName, requireShortName } from './stored-names';

/** So many changes may be on their way before a program has to wait. */
const MAX_UNSTORED = 64;
const NS_PER_MS = 1_000_000n;

interface MirrorOptions {
  quota: Quota;
  entries: readonly TreeEntry[];
  /** The files' bytes one after the other. */
  content: Uint8Array;
  isView: boolean;
  store: (seq: number, change: StoredChange) => void;
  /** Blocks until the condition holds; looked at after every message of the page. */
  waitUntil: (isDone: () => boolean) => MaybePromise<void>;
}

export class MirrorVolume {
  readonly root: MirrorDirectory;
  readonly isView: boolean;
  readonly #options: MirrorOptions;
  readonly #nodes = new WeakMap<MemoryFile | MemoryDirectory, MirrorFile | MirrorDirectory>();
  #sent = 0;
  #stored = 0;
  #failure: ErrorData | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.isView = options.isView;
    const memory = new MemoryDirectory(options.quota);
    this.root = new MirrorDirectory(this, memory, undefined);
    this.#nodes.set(memory, this.root);
    let at = 0;
    for (const entry of options.entries) {
      place(memory, entry, options.content.subarray(at, at + entry.bytes), options.quota);
      at += entry.bytes;
    }
  }

  record(change: StoredChange): MaybePromise<void> {
    this.#sent += 1;
    this.#options.store(this.#sent, change);
    const limit = this.#sent - MAX_UNSTORED;
    return this.#stored >= limit ? undefined : this.#options.waitUntil(() => this.#stored >= limit);
  }

  /** Resolves when everything recorded so far is stored; fails when something could not be. */
  whenStored(): MaybePromise<void> {
    const target = this.#sent;
    const wait =
      this.#stored >= target ? undefined : this.#options.waitUntil(() => this.#stored >= target);
    return mapMaybe(wait, () => {
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure !== undefined) {
        fail(failure.code === 'disk-full' ? abi.ERRNO_NOSPC : abi.ERRNO_IO);
      }
    });
  }

  /** The page has dealt with the changes up to `through`. */
  stored(through: number, error: ErrorData | null): void {
    this.#stored = through;
    this.#failure = error ?? this.#failure;
  }

  wrap(node: MemoryFile | MemoryDirectory, at: Place): MirrorFile | MirrorDirectory {
    const known = this.#nodes.get(node);
    if (known !== undefined) {
      known.place = at;
      return known;
    }
    const wrapped =
      node instanceof MemoryFile
        ? new MirrorFile(this, node, at)
        : new MirrorDirectory(this, node, at);
    this.#nodes.set(node, wrapped);
    return wrapped;
  }
}

/** Undefined: the root, or something that has lost its name. */
type Place = { directory: MirrorDirectory; name: string } | undefined;

function place(
  root: MemoryDirectory,
  { path, isDirectory, modifiedAt }: TreeEntry,
  bytes: Uint8Array,
  quota: Quota,
): void {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  let directory = root;
  for (const segment of segments) {
    if (directory.lookup(segment) === undefined) directory.createDirectory(segment);
    const next = directory.lookup(segment);
    if (!(next instanceof MemoryDirectory)) fail(abi.ERRNO_NOTDIR);
    directory = next;
  }
  if (isDirectory) {
    if (directory.lookup(name) === undefined) directory.createDirectory(name);
    return;
  }
  const file = new MemoryFile(quota, bytes);
  file.setTimes({ modifiedNs: BigInt(Math.floor(modifiedAt)) * NS_PER_MS });
  directory.attach(name, file);
}

function pathOf(place: Place): string {
  if (place === undefined) return '';
  const parent = pathOf(place.directory.place);
  return parent === '' ? place.name : `${parent}/${place.name}`;
}

class MirrorFile implements StorageFile {
  readonly kind = 'file';
  place: Place;
  readonly memory: MemoryFile;
  readonly #volume: MirrorVolume;
  #isDirty = false;

  constructor(volume: MirrorVolume, memory: MemoryFile, at: Place) {
    this.#volume = volume;
    this.memory = memory;
    this.place = at;
  }

  get ino(): bigint {
    return this.memory.ino;
  }
  get isOpen(): boolean {
    return this.memory.isOpen;
  }
  size(): number {
    return this.memory.size();
  }
  stat(): NodeStat {
    return this.memory.stat();
  }
  setTimes(times: NodeTimes): void {
    if (this.#volume.isView) failHeldElsewhere();
    this.memory.setTimes(times);
    this.#isDirty = true;
  }
  opened(): void {
    this.memory.opened();
  }
  read(offset: number, into: Uint8Array): number {
    return this.memory.read(offset, into);
  }
  write(offset: number, bytes: Uint8Array): void {
    if (this.#volume.isView) failHeldElsewhere();
    this.memory.write(offset, bytes);
    this.#isDirty = true;
  }
  truncate(size: number): void {
    if (this.#volume.isView) failHeldElsewhere();
    this.memory.truncate(size);
    this.#isDirty = true;
  }
  sync(): MaybePromise<void> {
    return runSteps(this.store());
  }
  closed(): MaybePromise<void> {
    return runSteps(this.#close());
  }

  *#close(): Steps<void> {
    try {
      yield* this.store();
    } finally {
      this.memory.closed();
    }
  }

  /** Sends what has changed, and waits until it is stored. */
  *store(): Steps<void> {
    if (!this.#isDirty || this.place === undefined) return;
    this.#isDirty = false;
    try {
      yield* settled(this.#volume.record(this.change(pathOf(this.place))));
      yield* settled(this.#volume.whenStored());
    } catch (error) {
      // The next sync or close tries again.
      this.#isDirty = true;
      throw error;
    }
  }

  change(path: string): StoredChange {
    const content = this.copy();
    const modifiedAt = Number(this.memory.stat().modifiedNs / NS_PER_MS);
    return { kind: 'write', path, content, modifiedAt };
  }

  copy(): Uint8Array<ArrayBuffer> {
    const content = new Uint8Array(this.memory.size());
    this.memory.read(0, content);
    return content;
  }
}

class MirrorDirectory implements StorageDirectory {
  readonly kind = 'directory';
  place: Place;
  readonly #memory: MemoryDirectory;
  readonly #volume: MirrorVolume;

  constructor(volume: MirrorVolume, memory: MemoryDirectory, at: Place) {
    this.#volume = volume;
    this.#memory = memory;
    this.place = at;
  }

  get ino(): bigint {
    return this.#memory.ino;
  }
  stat(): NodeStat {
    return this.#memory.stat();
  }
  setTimes(times: NodeTimes): void {
    this.#memory.setTimes(times);
  }
  lookup(name: string): MirrorFile | MirrorDirectory | undefined {
    requireShortName(name);
    const node = this.#memory.lookup(name);
    // Nobody attaches a device to a mirror.
    if (node === undefined || node.kind === 'device') return undefined;
    return this.#volume.wrap(node, { directory: this, name });
  }
  list(): readonly DirectoryEntry[] {
    return this.#memory.list();
  }
  entries(): readonly StorageEntry[] {
    return this.#memory.entries();
  }

  createFile(name: string): MaybePromise<MirrorFile> {
    this.#requireChange(name);
    this.#memory.createFile(name);
    const file = this.lookup(name);
    if (!(file instanceof MirrorFile)) fail(abi.ERRNO_IO);
    return mapMaybe(this.#volume.record(file.change(this.#pathTo(name))), () => file);
  }

  createDirectory(name: string): MaybePromise<void> {
    this.#requireChange(name);
    this.#memory.createDirectory(name);
    return this.#volume.record({ kind: 'create-directory', path: this.#pathTo(name) });
  }

  replaceFile(name: string, content: Content): MaybePromise<void> {
    this.#requireChange(name);
    return runSteps(this.#replace(name, content));
  }

  *#replace(name: string, content: Content): Steps<void> {
    const existing = this.lookup(name);
    const before = existing instanceof MirrorFile ? existing.copy() : undefined;
    yield* settled(this.#memory.replaceFile(name, content));
    const file = this.lookup(name);
    if (!(file instanceof MirrorFile)) fail(abi.ERRNO_IO);
    try {
      yield* settled(this.#volume.record(file.change(this.#pathTo(name))));
      yield* settled(this.#volume.whenStored());
    } catch (error) {
      // What is stored is the old one; so is what programs see.
      if (before === undefined) this.#memory.unlink(name);
      else file.memory.replaceContent(before);
      throw error;
    }
  }

  unlink(name: string): MaybePromise<void> {
    this.#requireChange(name);
    const node = this.lookup(name);
    this.#memory.unlink(name);
    if (node !== undefined) node.place = undefined;
    return this.#volume.record({ kind: 'remove', path: this.#pathTo(name) });
  }

  removeDirectory(name: string): MaybePromise<void> {
    this.#requireChange(name);
    this.#memory.removeDirectory(name);
    return this.#volume.record({ kind: 'remove', path: this.#pathTo(name) });
  }

  rename(name: string, target: DirectoryNode, newName: string): MaybePromise<void> {
    this.#requireChange(newName);
    if (!(target instanceof MirrorDirectory)) fail(abi.ERRNO_XDEV);
    const replaced = target.lookup(newName);
    const node = this.lookup(name);
    if (replaced !== undefined && replaced === node) return undefined;
    if (replaced instanceof MirrorFile && replaced.isOpen) fail(abi.ERRNO_BUSY);
    const change = {
      kind: 'rename' as const,
      from: this.#pathTo(name),
      to: target.#pathTo(newName),
    };
    this.#memory.rename(name, target.#memory, newName);
    if (replaced !== undefined) replaced.place = undefined;
    if (node !== undefined) node.place = { directory: target, name: newName };
    // `os.replace` promises what `fs.write_*` does: what has returned is stored.
    return mapMaybe(this.#volume.record(change), () => this.#volume.whenStored());
  }

  #requireChange(name: string): void {
    if (this.#volume.isView) failHeldElsewhere();
    requireName(name);
  }

  #pathTo(name: string): string {
    return pathOf({ directory: this, name });
  }
}
