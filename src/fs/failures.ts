import { GoruError } from '../contract/goru-error';
import { abi, ErrnoError } from '../wasi/errno';
import { type MaybePromise, runSteps, type Steps } from '../wasi/maybe-async';
import { HeldElsewhereError } from './held-elsewhere';

/** Runs an operation on `path`; what a mount answers with an errno becomes a `GoruError`. */
export function runOn<T>(path: string, steps: Steps<T>): MaybePromise<T> {
  return runSteps(about(path, steps));
}

/** A part of an operation whose failures are about `path`. */
export function* about<T>(path: string, steps: Steps<T>): Steps<T> {
  try {
    return yield* steps;
  } catch (error) {
    throw error instanceof ErrnoError ? toGoruError(error, path) : error;
  }
}

/** The words for an errno; what has words of the contract was checked before it came to that. */
function toGoruError(error: ErrnoError, path: string): GoruError {
  if (error instanceof HeldElsewhereError) return readOnlyHere(path);
  switch (error.errno) {
    case abi.ERRNO_NOENT:
    case abi.ERRNO_NOTDIR:
      return new GoruError('not-found', `file not found: ${path}`);
    case abi.ERRNO_NOTEMPTY:
      return new GoruError('invalid-argument', `directory not empty: ${path}`);
    case abi.ERRNO_ISDIR:
      return new GoruError('invalid-argument', `is a directory: ${path}`);
    case abi.ERRNO_BUSY:
      return new GoruError('busy', `file is in use: ${path}`, {
        notes: ['Close the file first; another tab or the page may have it open as well.'],
      });
    case abi.ERRNO_NOSPC:
      return new GoruError('disk-full', `no space left: ${path}`);
    case abi.ERRNO_NAMETOOLONG:
      return new GoruError('limit', `file name too long: ${path}`);
    case abi.ERRNO_INVAL:
    case abi.ERRNO_ILSEQ:
      return new GoruError('invalid-argument', `invalid file name: ${path}`);
    default:
      return new GoruError('storage', `input/output error (${String(error.errno)}): ${path}`);
  }
}

/** The mount's mode would allow it, but another tab works in it. */
function readOnlyHere(path: string): GoruError {
  return new GoruError('busy', `in use by another tab or session: ${path}`, {
    notes: ['It can be read here. It can be changed here when the other one is closed.'],
  });
}
