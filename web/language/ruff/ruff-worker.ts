// ruff's own thread: a long program must not stop the typing.

import loadRuff, { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-web';
import { expose } from 'comlink';
import { FINDINGS_MAX } from '../findings-max';
import type { RuffApi, RuffDiagnostic } from './ruff-contract';

let workspace: Workspace | undefined;

function ready(): Workspace {
  if (workspace === undefined) throw new Error('ruff is asked before it has loaded');
  return workspace;
}

const api: RuffApi = {
  load: async ({ wasmUrl, settings }) => {
    const response = await fetch(wasmUrl).catch(() => null);
    if (response?.ok !== true) return false;
    await loadRuff({ module_or_path: response });
    workspace = new Workspace(settings, PositionEncoding.Utf16);
    return true;
  },
  // Here, for the page would be busy with taking them over.
  check: (text) => (ready().check(text) as RuffDiagnostic[]).slice(0, FINDINGS_MAX),
  format: (text) => ready().format(text),
};

expose(api);
