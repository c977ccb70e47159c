// Everything the site serves besides its own code, made from npm packages and this folder's neighbours.
// A plain function, so that tests and benches in Node get the same artefacts without Vite.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { packBundle } from './file-bundle';
import { PYTHON_3_12, readInterpreter } from './interpreter-source';
import { buildPythonSide } from './python-side';
import { transformInterpreter } from './transform-wasm';
import { buildZoneInfo, readMomentData } from './zoneinfo';

const RUNTIME_ASSETS = fileURLToPath(new URL('..', import.meta.url));
const CACHE_FOLDER = fileURLToPath(new URL('../../node_modules/.cache/goru', import.meta.url));

export interface Artefact {
  /** File name with the hash of the contents in it, so that it may be cached for ever. */
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

export interface InterpreterArtefact extends Artefact {
  python: '3.12';
  /** The smallest `initial` of a WebAssembly.Memory that links with it. */
  minPages: number;
  /** Where src/time/local-time-zone.ts writes the browser's time zone before `_start`. */
  timeZoneTable: { address: number; capacity: number };
}

export interface Provisioned {
  interpreter: InterpreterArtefact;
  /** File bundle; paths relative to /lib/goru. */
  pythonSide: Artefact;
  /** File bundle of TZif files; paths are zone names. */
  zoneInfo: Artefact;
}

export interface ProvisionOptions {
  /** The folder that holds the Python packages `goru` and `_goru`. */
  sourceFolder?: string;
  cacheFolder?: string;
}

export async function provision(options: ProvisionOptions = {}): Promise<Provisioned> {
  const interpreter = await provisionInterpreter();
  return {
    interpreter,
    pythonSide: await provisionPythonSide(interpreter, options),
    zoneInfo: await provisionZoneInfo(),
  };
}

export async function provisionInterpreter(): Promise<InterpreterArtefact> {
  const source = await readInterpreter(PYTHON_3_12);
  const { wasm, memory, timeZoneTable } = transformInterpreter(source, PYTHON_3_12);
  return {
    ...toArtefact('python-3.12', 'wasm', wasm),
    python: '3.12',
    minPages: memory.minPages,
    timeZoneTable,
  };
}

export async function provisionPythonSide(
  interpreter: InterpreterArtefact,
  { sourceFolder = RUNTIME_ASSETS, cacheFolder = CACHE_FOLDER }: ProvisionOptions = {},
): Promise<Artefact> {
  const { bytes: wasm, sha256, minPages } = interpreter;
  const bundle = await buildPythonSide({
    sourceFolder,
    cacheFolder,
    interpreter: { wasm, sha256, minPages, cacheTag: PYTHON_3_12.cacheTag },
  });
  return toArtefact('python-side', 'bundle', bundle);
}

export async function provisionZoneInfo(): Promise<Artefact> {
  return toArtefact('zoneinfo', 'bundle', packBundle(buildZoneInfo(await readMomentData())));
}

function toArtefact(stem: string, extension: string, bytes: Uint8Array): Artefact {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: `${stem}.${sha256.slice(0, 8)}.${extension}`, bytes, sha256 };
}
