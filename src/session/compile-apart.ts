import { unpackBundle } from '../contract/file-bundle';
import type { CompileRequest } from '../contract/worker-api';
import type { WorkerLink } from './worker-link';

/** A thousand modules take a slow telephone half of it; what takes longer was written so that it does. */
const LIMIT_MS = 120_000;

/**
 * Compiles modules in a worker that is there for nothing else, and ends with it: no program was or will be in it. Null
 * where that has no end.
 */
export async function compileApart(
  link: Pick<WorkerLink, 'compile' | 'terminate'>,
  {
    program,
    sources,
    start,
    minPages,
    stdlib,
    memoryBytes,
    pythonSide,
    timeZoneTable,
  }: CompileRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null> {
  const end = (): void => {
    link.terminate();
  };
  const patience = new AbortController();
  patience.signal.addEventListener('abort', end);
  const timer = setTimeout(() => {
    patience.abort();
  }, LIMIT_MS);
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    const request = { start, minPages, stdlib, memoryBytes, pythonSide, timeZoneTable };
    return unpackBundle(await link.compile({ ...request, program, sources }));
  } catch (error) {
    if (patience.signal.aborted) return null;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
  }
}
