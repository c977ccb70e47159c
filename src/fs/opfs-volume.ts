import { FILES_FOLDER } from '../contract/stored-tree';
import { DirectoryMover } from './directory-mover';
import { failHeldElsewhere } from './held-elsewhere';
import { IdleHandles } from './idle-handles';
import { openDirectory, type OpfsDirectoryHandle, type OpfsFileHandle } from './opfs-api';
import { OpfsDirectory } from './opfs-directory';
import type { OpfsFile } from './opfs-file';
import { Quota } from './quota';
import type { Content } from './storage-directory';
import { TemporaryFolder } from './temporary-folder';

interface VolumeOptions {
  files: OpfsDirectoryHandle;
  temporary: TemporaryFolder;
  claim: () => Promise<void>;
  quota: Quota;
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
   * What is added to the mount from now on. What lies there is not counted, which would cost every start a look at
   * every file; so to remove that makes room only where its size is known.
   */
  readonly quota: Quota;
  readonly idle = new IdleHandles();
  readonly #temporary: TemporaryFolder;
  readonly #mover: DirectoryMover;
  readonly #claim: () => Promise<void>;
  #isView = true;
  #last: Promise<unknown> = Promise.resolve();
  /** By the file's number: what a file is called whose name was taken from it while it was open. */
  readonly #unlinked = new Map<bigint, string>();

  private constructor({ files, temporary, claim, quota }: VolumeOptions) {
    this.#temporary = temporary;
    this.#mover = new DirectoryMover(files, temporary);
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
      files: await openDirectory(parent, FILES_FOLDER),
      temporary: await TemporaryFolder.open(parent),
      claim: () => opfs.claim(directory.join('/')),
      quota: new Quota(addedBytes),
    });
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
      await this.#mover.finish();
      await this.#temporary.sweep();
      this.#isView = false;
    });
  }

  exclusive<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(operation);
    // The next one's turn comes whether or not this one fails; whoever asked hears of the failure.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Writes the content to a file nobody sees, and hands that to `place`, which moves it away. */
  async writeTemporary(
    content: Content,
    place: (locator: OpfsFileHandle) => Promise<void>,
  ): Promise<void> {
    if (this.#isView) failHeldElsewhere();
    this.quota.change(content.size);
    try {
      await this.#temporary.write(content, place);
    } catch (error) {
      this.quota.change(-content.size);
      throw error;
    }
  }

  /** Inside an exclusive operation: takes the name from a file that stays open. */
  async keepUnlinked(file: OpfsFile): Promise<void> {
    const name = await this.#temporary.keepUnlinked(await file.locate());
    this.#unlinked.set(file.ino, name);
    file.moved(undefined);
    await file.reacquire();
  }

  async removeUnlinked({ ino, lastSize }: OpfsFile): Promise<void> {
    const name = this.#unlinked.get(ino);
    if (name === undefined) return;
    this.#unlinked.delete(ino);
    await this.#temporary.remove(name);
    this.quota.change(-lastSize);
  }

  /** Inside an exclusive operation. `to` must not exist. */
  moveDirectory(from: readonly string[], to: readonly string[]): Promise<void> {
    return this.#mover.move(from, to);
  }
}
