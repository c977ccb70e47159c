import { wasi } from '@bjorn3/browser_wasi_shim';

/** Numbers of the WASI preview 1 ABI (errno, filetype, flags, rights), as the shim spells them. */
export const abi = wasi;

/**
 * How the layers below an import say "this failed": the import answers the number. It never
 * reaches the guest as an exception.
 */
export class ErrnoError extends Error {
  override readonly name = 'ErrnoError';
  constructor(readonly errno: number) {
    super(`errno ${String(errno)}`);
  }
}

/** Thrown by `proc_exit`, the one import that has to leave the guest's stack. */
export class ProcessExit extends Error {
  override readonly name = 'ProcessExit';
  constructor(readonly code: number) {
    super(`the interpreter exited with code ${String(code)}`);
  }
}

/** Ends the operation with this errno. */
export function fail(errno: number): never {
  throw new ErrnoError(errno);
}
