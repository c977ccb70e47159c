import type { ControlMessage } from '../contract/worker-messages';
import { MemoryDirectory } from '../fs/memory-directory';
import { MemoryQuota } from '../fs/memory-file';
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
  readonly root = new MemoryDirectory(new MemoryQuota(Infinity));

  /** `bundled` came with the site. */
  constructor(bundled: ArrayBuffer | null = null) {
    // There from the start: Python does not look again into an entry of `sys.path` that it has not found.
    this.root.createDirectory(SITE_PACKAGES);
    if (bundled !== null) this.#place(new Uint8Array(bundled));
  }

  change({ removed, content }: ControlMessage & { type: 'change-packages' }): void {
    for (const path of removed) remove(this.root, path.split('/'));
    // The fallback's way in cannot tell no bytes from zero of them.
    if (content === undefined || content.length === 0) return;
    this.#place(content);
  }

  #place(bundle: Uint8Array): void {
    for (const [path, bytes] of unpackBundle(bundle)) {
      const segments = path.split('/');
      // A file of the same name may be open: its reader keeps what it has.
      remove(this.root, segments);
      this.root.place(segments, bytes);
    }
  }
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
