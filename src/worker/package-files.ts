import type { ControlMessage } from '../contract/worker-messages';
import { MemoryDirectory } from '../fs/memory-directory';
import { MemoryFile } from '../fs/memory-file';
import { Quota } from '../fs/quota';
import { abi, fail } from '../wasi/errno';
import { unpackBundle } from '../contract/file-bundle';

/**
 * Empty until something is installed. `site-packages` in it is on `sys.path` from the start
 * (runtime-assets/_goru/boot.py); `data` is beside it for what wheels put elsewhere.
 */
export const PACKAGES_PATH = '/lib/packages';
const SITE_PACKAGES = 'site-packages';

/**
 * The files of installed packages. A program reads them like any others and cannot change them; the
 * page says what is there, and counts what it may hold.
 */
export class PackageFiles {
  readonly #quota = new Quota(Infinity);
  readonly root = new MemoryDirectory(this.#quota);
  /** What has come of a change that is not complete. */
  #pieces: Uint8Array[] = [];
  #removed: string[] = [];
  /** Modules that were opened for the first time since somebody asked. */
  #opened: string[] = [];

  /** `bundled` came with the site. */
  constructor(bundled: ArrayBuffer | null = null) {
    // There from the start: Python does not look again into an entry of `sys.path` that it has not found.
    this.root.createDirectory(SITE_PACKAGES);
    if (bundled !== null) this.#place(new Uint8Array(bundled));
  }

  /** Returns which of the Python files that go were opened, which is what an import does. */
  change({ removed, content, isLast }: ControlMessage & { type: 'change-packages' }): string[] {
    // The fallback's way in cannot tell no bytes from zero of them.
    if (content !== undefined && content.length > 0) this.#pieces.push(content);
    this.#removed.push(...removed);
    if (!isLast) return [];
    const opened = this.#removed.filter((path) => wasOpened(this.root, path.split('/')));
    for (const path of this.#removed) remove(this.root, path.split('/'));
    for (const piece of this.#pieces) this.#place(piece);
    this.#removed = [];
    this.#pieces = [];
    return opened;
  }

  /** Modules (paths of their sources) that were opened since the last call: imported, most likely, and compiled. */
  takeOpened(): string[] {
    const opened = this.#opened;
    this.#opened = [];
    return opened;
  }

  #place(bundle: Uint8Array): void {
    for (const [path, bytes] of unpackBundle(bundle)) {
      const segments = path.split('/');
      // A file of the same name may be open: its reader keeps what it has.
      remove(this.root, segments);
      const onFirstOpened = (): void => {
        if (path.endsWith('.py')) this.#opened.push(path);
      };
      place(this.root, segments, new PackageFile(this.#quota, bytes, onFirstOpened));
    }
  }
}

/** Remembers that it was opened. */
class PackageFile extends MemoryFile {
  wasOpened = false;
  readonly #onFirstOpened: () => void;

  constructor(quota: Quota, content: Uint8Array, onFirstOpened: () => void) {
    super(quota, content);
    this.#onFirstOpened = onFirstOpened;
  }

  override opened(): void {
    if (!this.wasOpened) this.#onFirstOpened();
    this.wasOpened = true;
    super.opened();
  }
}

function place(directory: MemoryDirectory, segments: readonly string[], file: PackageFile): void {
  const [name = '', ...rest] = segments;
  if (rest.length === 0) {
    directory.attach(name, file);
    return;
  }
  if (directory.lookup(name) === undefined) directory.createDirectory(name);
  const below = directory.lookup(name);
  if (!(below instanceof MemoryDirectory)) fail(abi.ERRNO_NOTDIR);
  place(below, rest, file);
}

function wasOpened(directory: MemoryDirectory, [name = '', ...rest]: readonly string[]): boolean {
  const node = directory.lookup(name);
  if (node instanceof MemoryDirectory) return wasOpened(node, rest);
  return node instanceof PackageFile && name.endsWith('.py') && node.wasOpened;
}

/** Removes a file if it is there, and the directories that are empty without it. */
function remove(directory: MemoryDirectory, [name = '', ...rest]: readonly string[]): void {
  const node = directory.lookup(name);
  if (node === undefined) return;
  if (rest.length === 0) {
    if (node.kind === 'file') directory.unlink(name);
  } else if (node instanceof MemoryDirectory) {
    remove(node, rest);
    if (node.list().length === 0 && name !== SITE_PACKAGES) directory.removeDirectory(name);
  }
}
