import { abi, ErrnoError } from '../wasi/errno';

/** `EBUSY`: another tab works in this mount, here it can only be read. */
export class HeldElsewhereError extends ErrnoError {
  constructor() {
    super(abi.ERRNO_BUSY);
  }
}

export function failHeldElsewhere(): never {
  throw new HeldElsewhereError();
}
