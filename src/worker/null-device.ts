import { abi } from '../wasi/errno';
import { ALL_RIGHTS, Fd, type FdStat } from '../wasi/fd';
import { type DeviceNode, nextIno, type NodeStat } from '../wasi/filesystem';

/** `/dev/null`, which `os.devnull` names: takes everything, has nothing. */
export class NullDevice implements DeviceNode {
  readonly kind = 'device';
  readonly ino = nextIno();

  stat(): NodeStat {
    return { ino: this.ino, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }

  setTimes(): void {
    // There is nothing to remember them.
  }

  open(): Fd {
    return new NullFd(this);
  }
}

class NullFd extends Fd {
  readonly #device: NullDevice;

  constructor(device: NullDevice) {
    super();
    this.#device = device;
  }

  /** With all rights, seeking among them, it is no terminal. */
  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_CHARACTER_DEVICE, flags: 0, rights: ALL_RIGHTS };
  }

  filestat(): NodeStat {
    return this.#device.stat();
  }

  override read(): number {
    return 0;
  }

  override write(buffers: readonly Uint8Array[]): number {
    return buffers.reduce((sum, { length }) => sum + length, 0);
  }

  override seek(): bigint {
    return 0n;
  }

  override setFlags(): void {
    // Appending to nothing, or not waiting for it, changes nothing.
  }
}
