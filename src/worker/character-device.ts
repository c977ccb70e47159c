import { abi } from '../wasi/errno';
import { Fd, type FdStat, TERMINAL_RIGHTS } from '../wasi/fd';
import { nextIno, type NodeStat } from '../wasi/filesystem';

/** A terminal-like fd: no position, and `isatty()` holds. */
export abstract class CharacterDeviceFd extends Fd {
  /** A program that closes the standard streams must not take them from the next run. */
  override readonly isPermanent = true;
  readonly #ino = nextIno();

  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_CHARACTER_DEVICE, flags: 0, rights: TERMINAL_RIGHTS };
  }

  filestat(): NodeStat {
    return { ino: this.#ino, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }

  override setFlags(): void {
    // Non-blocking mode means nothing here; refusing it would break programs that ask.
  }
}

/** Standard input as a bare fd: Python reads through the channel, anything else is at its end. */
export class EmptyInputFd extends CharacterDeviceFd {
  override read(): number {
    return 0;
  }
}
