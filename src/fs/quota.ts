import { abi, fail } from '../wasi/errno';

/** How many bytes a mount may hold, shared by all of its files. */
export class Quota {
  #usedBytes = 0;
  #limitBytes: number;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Accounts for a change in size; `ENOSPC` when the mount is full. */
  change(deltaBytes: number): void {
    this.requireRoom(deltaBytes);
    this.#usedBytes += deltaBytes;
  }

  /** `ENOSPC` where such a change would be too much. */
  requireRoom(deltaBytes: number): void {
    if (deltaBytes > 0 && this.#usedBytes + deltaBytes > this.#limitBytes) fail(abi.ERRNO_NOSPC);
  }

  /** So many bytes more than before. */
  raise(addedBytes: number): void {
    this.#limitBytes += addedBytes;
  }

  /** From now on only so many bytes may be added to what is there. */
  limitFurther(addedBytes: number): void {
    this.#limitBytes = this.#usedBytes + addedBytes;
  }
}
