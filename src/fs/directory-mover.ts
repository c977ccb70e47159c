import { abi, ErrnoError } from '../wasi/errno';
import { type OpfsDirectoryHandle, type OpfsFileHandle, storageStep } from './opfs-api';
import { contentOf } from './storage-directory';
import type { TemporaryFolder } from './temporary-folder';

const JOURNAL = 'journal.json';

/** A directory on its way: whoever finds this carries it to the end. */
interface MoveRecord {
  from: readonly string[];
  to: readonly string[];
}

/** Moves directories whole, also where a browser moves single files only (Chromium) and the page is killed meanwhile. */
export class DirectoryMover {
  readonly #files: OpfsDirectoryHandle;
  readonly #temporary: TemporaryFolder;

  /** Paths begin in `files`. */
  constructor(files: OpfsDirectoryHandle, temporary: TemporaryFolder) {
    this.#files = files;
    this.#temporary = temporary;
  }

  /** `to` must not exist. */
  async move(from: readonly string[], to: readonly string[]): Promise<void> {
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
      await this.#temporary.remove(JOURNAL);
      throw error;
    }
    await this.#temporary.remove(JOURNAL);
  }

  /** What a killed owner has begun. */
  async finish(): Promise<void> {
    const record = await this.#readJournal();
    if (record === undefined) return;
    try {
      await this.#moveTree(record);
    } catch (error) {
      // The source is gone: all that was missing was the end of the journal.
      if (!(error instanceof ErrnoError && error.errno === abi.ERRNO_NOENT)) throw error;
    }
    await this.#temporary.remove(JOURNAL);
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

  async #readJournal(): Promise<MoveRecord | undefined> {
    const locator = await this.#temporary.find(JOURNAL);
    if (locator === undefined) return undefined;
    const file = await storageStep(() => locator.getFile());
    const bytes = await storageStep(() => file.slice(0, file.size).arrayBuffer());
    // It was moved into place when it was whole, and nobody else writes here.
    return JSON.parse(new TextDecoder().decode(bytes)) as MoveRecord;
  }

  #writeJournal(record: MoveRecord): Promise<void> {
    const content = contentOf(new TextEncoder().encode(JSON.stringify(record)));
    return this.#temporary.write(content, (locator) => this.#temporary.take(locator, JOURNAL));
  }

  async #directoryAt(path: readonly string[], create = false): Promise<OpfsDirectoryHandle> {
    let directory = this.#files;
    for (const name of path) {
      const parent = directory;
      directory = await storageStep(() => parent.getDirectoryHandle(name, { create }));
    }
    return directory;
  }
}
