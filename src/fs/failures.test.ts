import { describe, expect, it } from 'vitest';
import { abi, ErrnoError, fail } from '../wasi/errno';
import { settled, type Steps } from '../wasi/maybe-async';
import { runOn } from './failures';
import { HeldElsewhereError } from './held-elsewhere';

describe('a failure of a mount', () => {
  it.each([
    [abi.ERRNO_NOENT, 'not-found', 'file not found: /out/a'],
    [abi.ERRNO_NOTDIR, 'not-found', 'file not found: /out/a'],
    [abi.ERRNO_NOTEMPTY, 'invalid-argument', 'directory not empty: /out/a'],
    [abi.ERRNO_ISDIR, 'invalid-argument', 'is a directory: /out/a'],
    [abi.ERRNO_BUSY, 'busy', 'file is in use: /out/a'],
    [abi.ERRNO_NOSPC, 'disk-full', 'no space left: /out/a'],
    [abi.ERRNO_NAMETOOLONG, 'limit', 'file name too long: /out/a'],
    [abi.ERRNO_INVAL, 'invalid-argument', 'invalid file name: /out/a'],
    [abi.ERRNO_ILSEQ, 'invalid-argument', 'invalid file name: /out/a'],
    // Nobody foresaw it, so it is the storage that failed: `OSError`, `errno.EIO`.
    [abi.ERRNO_IO, 'storage', 'input/output error (29): /out/a'],
    [abi.ERRNO_ACCES, 'storage', 'input/output error (2): /out/a'],
  ])('with errno %i is "%s": %s', async (errno, code, message) => {
    const expected = { code, message };
    expect(() => runOn('/out/a', failing(errno))).toThrow(expect.objectContaining(expected));
    await expect(runOn('/out/a', failingLater(errno))).rejects.toMatchObject(expected);
  });

  it('says so when another tab works in the mount', () => {
    expect(() => runOn('/out/a', throwing(new HeldElsewhereError()))).toThrow(
      expect.objectContaining({
        code: 'busy',
        message: 'in use by another tab or session: /out/a',
      }),
    );
  });

  it('that is none of a mount stays as it is', () => {
    const error = new Error('a bug');
    expect(() => runOn('/out/a', throwing(error))).toThrow(error);
  });
});

function* failing(errno: number): Steps<void> {
  yield* settled(undefined);
  fail(errno);
}

function* failingLater(errno: number): Steps<void> {
  yield* settled(Promise.reject(new ErrnoError(errno)));
}

function* throwing(error: Error): Steps<void> {
  yield* settled(undefined);
  throw error;
}
