import { abi, fail } from './errno';
import type { Fd } from './fd';

/** POSIX allows 1,024 by default, and `select` refuses higher numbers. */
const MAX_OPEN_FDS = 1024;

/** Numbers for open fds: always the lowest free one, as POSIX promises. */
export class FdTable {
  readonly #fds: (Fd | undefined)[];

  constructor(initial: readonly Fd[]) {
    this.#fds = [...initial];
  }

  get(number: number): Fd {
    return this.#fds[number] ?? fail(abi.ERRNO_BADF);
  }

  /** Another file behind a number that is in use. */
  replace(number: number, fd: Fd): void {
    this.get(number);
    this.#fds[number] = fd;
  }

  add(fd: Fd): number {
    const number = this.requireFree();
    this.#fds[number] = fd;
    return number;
  }

  /** The next number; `EMFILE` when there is none. To be asked before anything is opened. */
  requireFree(): number {
    const free = this.#fds.indexOf(undefined);
    const number = free === -1 ? this.#fds.length : free;
    return number < MAX_OPEN_FDS ? number : fail(abi.ERRNO_MFILE);
  }

  /**
   * Forgets the number, but for a permanent fd's: whoever opens something next must not get it.
   * Forgets it first: a failing close must not leave a half-open fd behind.
   */
  remove(number: number): Fd {
    const fd = this.get(number);
    if (!fd.isPermanent) this.#fds[number] = undefined;
    return fd;
  }
}
