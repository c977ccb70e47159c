import { abi, ErrnoError } from '../wasi/errno';
import { fillFile } from './fill-file';
import {
  openDirectory,
  type OpfsDirectoryHandle,
  type OpfsFileHandle,
  storageStep,
} from './opfs-api';
import type { Content } from './storage-directory';

const NAME = 'temporary';

/** Beside the program's files and never seen: half-written files, unlinked ones, the journal of a move. */
export class TemporaryFolder {
  readonly #parent: OpfsDirectoryHandle;
  #folder: OpfsDirectoryHandle | undefined;
  readonly #id = crypto.randomUUID();
  #lastNumber = 0;

  private constructor(parent: OpfsDirectoryHandle) {
    this.#parent = parent;
  }

  /** In `parent`, which has the folder of the program's files, too. */
  static async open(parent: OpfsDirectoryHandle): Promise<TemporaryFolder> {
    const temporary = new TemporaryFolder(parent);
    try {
      await temporary.#open();
    } catch (error) {
      // A copied folder on a full disk has none yet. What needs it fails; what reads does not.
      if (!(error instanceof ErrnoError && error.errno === abi.ERRNO_NOSPC)) throw error;
    }
    return temporary;
  }

  /** Writes the content to a file nobody sees, and hands that to `place`, which moves it away. */
  async write(content: Content, place: (locator: OpfsFileHandle) => Promise<void>): Promise<void> {
    const name = this.#newName('new');
    const folder = await this.#open();
    const locator = await storageStep(() => folder.getFileHandle(name, { create: true }));
    try {
      await fillFile(locator, content);
      await place(locator);
    } catch (error) {
      // The failure is what counts; what cannot be removed now is swept at the next mount.
      await folder.removeEntry(name).catch(() => undefined);
      throw error;
    }
  }

  /** Takes a file that has no name any more; answers the one that it has here. */
  async keepUnlinked(locator: OpfsFileHandle): Promise<string> {
    const name = this.#newName('unlinked');
    await this.take(locator, name);
    return name;
  }

  /** Puts a file here under this name, in the place of what has it. */
  async take(locator: OpfsFileHandle, name: string): Promise<void> {
    const folder = await this.#open();
    await storageStep(() => locator.move(folder, name));
  }

  async find(name: string): Promise<OpfsFileHandle | undefined> {
    const folder = this.#folder;
    if (folder === undefined) return undefined;
    try {
      return await storageStep(() => folder.getFileHandle(name));
    } catch (error) {
      if (error instanceof ErrnoError && error.errno === abi.ERRNO_NOENT) return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    const folder = await this.#open();
    await storageStep(() => folder.removeEntry(name));
  }

  /** Removes what a killed owner has left. */
  async sweep(): Promise<void> {
    const folder = this.#folder;
    if (folder === undefined) return;
    const names: string[] = [];
    for await (const [name] of folder.entries()) names.push(name);
    for (const name of names) {
      // What the dying owner still holds is swept by a later mount; our own names are new ones.
      await folder.removeEntry(name).catch(() => undefined);
    }
  }

  async #open(): Promise<OpfsDirectoryHandle> {
    this.#folder ??= await openDirectory(this.#parent, NAME);
    return this.#folder;
  }

  #newName(purpose: string): string {
    this.#lastNumber += 1;
    return `${purpose}-${this.#id}-${String(this.#lastNumber)}`;
  }
}
