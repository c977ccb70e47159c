import { unpackBundle } from '../contract/file-bundle';
import type { CompileRequest } from '../contract/worker-api';
import type { WorkerLink } from './worker-link';

/** Compiles modules in a worker that is there for nothing else, and ends with it: no program was or will be in it. */
export async function compileApart(
  link: WorkerLink,
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
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const end = (): void => {
    link.terminate();
  };
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    const request = { start, minPages, stdlib, memoryBytes, pythonSide, timeZoneTable };
    return unpackBundle(await link.compile({ ...request, program, sources }));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
