import type {
  DirectoryEntry,
  DirectoryNode,
  FileNode,
  FsNode,
  NodeStat,
  NodeTimes,
} from '../filesystem';
import type { MaybePromise } from '../maybe-async';

/** A mount that answers everything with a promise, as one on a disk does. */
export function laterDirectory(directory: DirectoryNode): DirectoryNode {
  return new LaterDirectory(directory);
}

/** Also failures come later. */
async function later<T>(answer: () => MaybePromise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve));
  return answer();
}

function wrap(node: FsNode | undefined): FsNode | undefined {
  if (node?.kind === 'directory') return new LaterDirectory(node);
  return node?.kind === 'file' ? new LaterFile(node) : node;
}

class LaterFile implements FileNode {
  readonly kind = 'file';
  readonly #file: FileNode;

  constructor(file: FileNode) {
    this.#file = file;
  }

  get ino(): bigint {
    return this.#file.ino;
  }
  size(): number {
    return this.#file.size();
  }
  stat(): Promise<NodeStat> {
    return later(() => this.#file.stat());
  }
  setTimes(times: NodeTimes): Promise<void> {
    return later(() => this.#file.setTimes(times));
  }
  opened(): Promise<void> {
    return later(() => this.#file.opened());
  }
  closed(): Promise<void> {
    return later(() => this.#file.closed());
  }
  read(offset: number, into: Uint8Array): Promise<number> {
    return later(() => this.#file.read(offset, into));
  }
  write(offset: number, bytes: Uint8Array): Promise<void> {
    return later(() => this.#file.write(offset, bytes));
  }
  truncate(size: number): Promise<void> {
    return later(() => this.#file.truncate(size));
  }
  sync(): Promise<void> {
    return later(() => this.#file.sync());
  }
}

class LaterDirectory implements DirectoryNode {
  readonly kind = 'directory';
  readonly #directory: DirectoryNode;

  constructor(directory: DirectoryNode) {
    this.#directory = directory;
  }

  get ino(): bigint {
    return this.#directory.ino;
  }
  stat(): Promise<NodeStat> {
    return later(() => this.#directory.stat());
  }
  setTimes(times: NodeTimes): Promise<void> {
    return later(() => this.#directory.setTimes(times));
  }
  lookup(name: string): Promise<FsNode | undefined> {
    return later(async () => wrap(await this.#directory.lookup(name)));
  }
  list(): Promise<readonly DirectoryEntry[]> {
    return later(() => this.#directory.list());
  }
  createFile(name: string): Promise<FileNode> {
    return later(async () => new LaterFile(await this.#directory.createFile(name)));
  }
  createDirectory(name: string): Promise<void> {
    return later(() => this.#directory.createDirectory(name));
  }
  unlink(name: string): Promise<void> {
    return later(() => this.#directory.unlink(name));
  }
  removeDirectory(name: string): Promise<void> {
    return later(() => this.#directory.removeDirectory(name));
  }
  rename(name: string, target: DirectoryNode, newName: string): Promise<void> {
    const to = target instanceof LaterDirectory ? target.#directory : target;
    return later(() => this.#directory.rename(name, to, newName));
  }
}
