import type { OpfsFile } from './opfs-file';

/** Handles that are kept though nobody has the file open: opening one costs milliseconds. */
const MAX_IDLE_HANDLES = 16;
/** So long after its last use; then the page, or another program, gets at the file. */
const IDLE_MS = 200;

/** Files whose handle nobody uses at the moment. */
export class IdleHandles {
  /** In the order of their last use. */
  readonly #files = new Set<OpfsFile>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The last program closed it. */
  add(file: OpfsFile): void {
    if (!file.isHeld) return;
    this.#files.delete(file);
    this.#files.add(file);
    const [oldest] = this.#files;
    if (this.#files.size > MAX_IDLE_HANDLES) oldest?.drop();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const idle of [...this.#files]) idle.drop();
    }, IDLE_MS);
  }

  /** A program has opened it, or its handle is gone. */
  remove(file: OpfsFile): void {
    this.#files.delete(file);
  }
}
