import { abi, fail } from './errno';
import { ALL_RIGHTS, Fd, type FdStat, type OpenDirectory, WRITE_RIGHT } from './fd';
import type { Access, DirectoryEntry, DirectoryNode, NodeStat, NodeTimes } from './filesystem';
import { mapMaybe, type MaybePromise } from './maybe-async';

/** An open directory; a preopen when it has a name. */
export class DirectoryFd extends Fd {
  /** Paths are looked up in the preopens: without them there would be no files any more. */
  override readonly isPermanent: boolean;
  readonly #node: DirectoryNode;
  readonly #access: Access;
  readonly #preopenName: string | undefined;
  #listing: readonly DirectoryEntry[] | undefined;

  constructor(node: DirectoryNode, access: Access, preopenName?: string) {
    super();
    this.#node = node;
    this.#access = access;
    this.#preopenName = preopenName;
    this.isPermanent = preopenName !== undefined;
  }

  fdstat(): FdStat {
    const rights = this.#access.write ? ALL_RIGHTS : ALL_RIGHTS & ~WRITE_RIGHT;
    return { filetype: abi.FILETYPE_DIRECTORY, flags: 0, rights };
  }

  filestat(): MaybePromise<NodeStat> {
    return this.#node.stat();
  }

  override directory(): OpenDirectory {
    return { node: this.#node, access: this.#access };
  }

  override prestatName(): string | undefined {
    return this.#preopenName;
  }

  override read(): number {
    fail(abi.ERRNO_ISDIR);
  }

  override pread(): number {
    fail(abi.ERRNO_ISDIR);
  }

  override setTimes(times: NodeTimes): MaybePromise<void> {
    if (!this.#access.write) fail(abi.ERRNO_ROFS);
    return this.#node.setTimes(times);
  }

  /** The listing is kept between reads, so a loop over it neither repeats nor skips entries. */
  override entries(restart: boolean): MaybePromise<readonly DirectoryEntry[]> {
    if (!restart && this.#listing !== undefined) return this.#listing;
    const { ino } = this.#node;
    return mapMaybe(this.#node.list(), (entries) => (this.#listing = withDots(entries, ino)));
  }
}

/** Full listings by what the directory itself gave: those who read the same one share it. */
const listings = new WeakMap<readonly DirectoryEntry[], readonly DirectoryEntry[]>();

function withDots(entries: readonly DirectoryEntry[], ino: bigint): readonly DirectoryEntry[] {
  const known = listings.get(entries);
  if (known !== undefined) return known;
  const dots = ['.', '..'].map((name) => ({ name, ino, kind: 'directory' as const }));
  const listing = [...dots, ...entries];
  listings.set(entries, listing);
  return listing;
}
