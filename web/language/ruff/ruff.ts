import { wrap } from 'comlink';
import { NotLoaded, workerFailure } from '../../ui/not-loaded';
import type { Remote } from 'comlink';
import type { RuffApi, RuffDiagnostic } from './ruff-contract';

export interface Ruff {
  check: (text: string) => Promise<RuffDiagnostic[]>;
  format: (text: string) => Promise<string>;
}

export interface RuffOptions {
  startWorker: () => Worker;
  wasmUrl: string;
  settings: object;
}

/** Loads ruff in a worker of its own. Rejects with `NotLoaded` when its script or its code cannot be had. */
export async function loadRuff({ startWorker, wasmUrl, settings }: RuffOptions): Promise<Ruff> {
  const worker = startWorker();
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(workerFailure('ruff', event));
    });
  });
  const api: Remote<RuffApi> = wrap<RuffApi>(worker);
  try {
    const isThere = await Promise.race([api.load({ wasmUrl, settings }), failure]);
    if (!isThere) throw new NotLoaded();
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return { check: (text) => api.check(text), format: (text) => api.format(text) };
}
