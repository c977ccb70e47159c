import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { packBundle } from '../contract/file-bundle';
import { GoruError } from '../contract/goru-error';
import type { CompileRequest } from '../contract/worker-api';
import { compileApart } from './compile-apart';

const REQUEST = {} as CompileRequest;

/** A worker that answers what it is told to, or never. */
function linkThat(answer?: Uint8Array<ArrayBuffer>) {
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const terminate = vi.fn(() => {
    fail(new GoruError('session-closed', 'session closed'));
  });
  const compile = () => (answer === undefined ? failed : Promise.resolve(answer));
  return { compile, terminate };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('ends its worker with what it was there for', async () => {
  const link = linkThat(packBundle(new Map([['a.py', new Uint8Array([1])]])));
  const compiled = await compileApart(link, REQUEST, new AbortController().signal);
  expect(compiled).toEqual(new Map([['a.py', new Uint8Array([1])]]));
  expect(link.terminate).toHaveBeenCalledOnce();
});

it('gives up on a module that takes for ever', async () => {
  const link = linkThat();
  const compiling = compileApart(link, REQUEST, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(await compiling).toBeNull();
  expect(link.terminate).toHaveBeenCalled();
});

it('fails when its session is closed meanwhile', async () => {
  const session = new AbortController();
  const compiling = expect(compileApart(linkThat(), REQUEST, session.signal)).rejects.toThrow(
    'closed',
  );
  session.abort();
  await compiling;
});
