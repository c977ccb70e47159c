import ruffWasmUrl from '@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm?url';
import { loadRuff } from './ruff';
import { ruffSettings } from './ruff-settings';
import RuffWorker from './ruff-worker?worker';
import type { PythonVersion } from '../../../src/index';
import type { Ruff } from './ruff';

/** ruff from this site's own files. */
export function loadOwnRuff(version: PythonVersion): Promise<Ruff> {
  return loadRuff({
    startWorker: () => new RuffWorker(),
    wasmUrl: new URL(ruffWasmUrl, document.baseURI).href,
    settings: ruffSettings(version),
  });
}
