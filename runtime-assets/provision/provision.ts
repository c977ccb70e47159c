// Everything the site serves besides its own code, made from npm packages and this folder's neighbours.
// A plain function, so that tests and benches in Node get the same artefacts without Vite.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { PythonVersion } from '../../src/contract/options';
import type { BundledPackages } from '../../src/contract/session-packages';
import { unpackBundle } from '../../src/contract/file-bundle';
import { bundleDependencies } from '../deps/bundle-dependencies';
import { DEPS_LOCK_NAME, readDepsLock } from '../deps/deps-lock';
import { wheelFolder } from '../deps/wheel-folder';
import { packBundle } from './file-bundle';
import { PYTHON_3_12, readInterpreter } from './interpreter-source';
import type { OwnBuild } from './own-build';
import { readOwnBuild } from './own-build';
import { buildPydanticCore } from './pydantic-core';
import type { PythonSideCompiler } from './python-side';
import { buildPythonSide } from './python-side';
import { runInterpreter } from './run-interpreter';
import { runReactor, STDLIB_NAME } from './run-reactor';
import type { SnapshotInterpreter } from './snapshot';
import { importMemory, takeSnapshot } from './snapshot';
import type { TransformedInterpreter } from './transform-wasm';
import { transformInterpreter } from './transform-wasm';
import { buildZoneInfo, readMomentData } from './zoneinfo';

const RUNTIME_ASSETS = fileURLToPath(new URL('..', import.meta.url));
const CACHE_FOLDER = fileURLToPath(new URL('../../node_modules/.cache/goru', import.meta.url));
const DEPS_LOCK = fileURLToPath(new URL(`../../${DEPS_LOCK_NAME}`, import.meta.url));

export interface Artefact {
  /** File name with the hash of the contents in it, so that it may be cached for ever. */
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

export interface InterpreterArtefact extends Artefact {
  /** A command starts Python from nothing, a snapshot has it up. */
  start: 'command' | 'snapshot';
  /** The smallest `initial` of a WebAssembly.Memory that links with it. */
  minPages: number;
  /** What a snapshot's memory holds at the start (src/contract/memory-image.ts); null: its module brings all. */
  memoryImage: Artefact | null;
  /** Where src/time/local-time-zone.ts writes the browser's time zone before `_start`; null: it tells by itself. */
  timeZoneTable: { address: number; capacity: number } | null;
  /** File bundle; paths relative to /lib/goru. */
  pythonSide: Artefact;
  /** File bundle: the core of pydantic in Python, for sessions that install pydantic-core. */
  pydanticCore: Artefact;
  /** The standard library, where the interpreter does not carry it, and what it is called in the guest. */
  stdlib: (Artefact & { guestName: string }) | null;
}

/** What the site is built with, for one Python. */
export interface PackagesArtefact extends Artefact {
  packages: BundledPackages;
}

export interface Provisioned {
  interpreters: Record<PythonVersion, InterpreterArtefact>;
  /** Null where the site is built with none. */
  packages: Record<PythonVersion, PackagesArtefact | null>;
  /** File bundle of TZif files; paths are zone names. */
  zoneInfo: Artefact;
}

export interface ProvisionOptions {
  /** The folder that holds the Python packages `goru` and `_goru`. */
  sourceFolder?: string;
  cacheFolder?: string;
  /** What `npm run deps` wrote; there need not be such a file. */
  depsLock?: string;
}

export async function provision(options: ProvisionOptions = {}): Promise<Provisioned> {
  return {
    interpreters: {
      '3.12': await provisionInterpreter('3.12', options),
      '3.13': await provisionInterpreter('3.13', options),
    },
    packages: {
      '3.12': await provisionPackages('3.12', options),
      '3.13': await provisionPackages('3.13', options),
    },
    zoneInfo: await provisionZoneInfo(),
  };
}

async function provisionPackages(
  python: PythonVersion,
  options: ProvisionOptions,
): Promise<PackagesArtefact | null> {
  const { depsLock, cacheFolder } = withDefaults(options);
  const locks = await readDepsLock(depsLock);
  if (locks === null) return null;
  const lock = locks[python];
  const wheels = wheelFolder(join(cacheFolder, 'wheels'));
  const { files, installed } = await bundleDependencies({ python, lock, wheels });
  return {
    ...toArtefact(`python-packages-${python}`, 'bundle', packBundle(files)),
    packages: { installed, lock },
  };
}

export function provisionInterpreter(
  python: PythonVersion,
  options: ProvisionOptions = {},
): Promise<InterpreterArtefact> {
  return python === '3.12' ? provisionCommand(options) : provisionSnapshot(options);
}

export async function provisionZoneInfo(): Promise<Artefact> {
  return toArtefact('zoneinfo', 'bundle', packBundle(buildZoneInfo(await readMomentData())));
}

/** What compiles the Python side for a version, and runs anything else at build time. */
export async function pythonSideCompiler(python: PythonVersion): Promise<PythonSideCompiler> {
  return python === '3.12'
    ? commandCompiler(await readCommand())
    : reactorCompiler(await readOwnBuild());
}

/** VMware's 3.12. */
async function provisionCommand(options: ProvisionOptions): Promise<InterpreterArtefact> {
  const command = await readCommand();
  const interpreter = commandCompiler(command);
  const { sourceFolder, cacheFolder } = withDefaults(options);
  const bundle = await buildPythonSide({ sourceFolder, cacheFolder, interpreter });
  const core = await buildPydanticCore(interpreter, cacheFolder);
  return {
    ...toArtefact('python-3.12', 'wasm', command.wasm),
    start: 'command',
    minPages: command.memory.minPages,
    memoryImage: null,
    timeZoneTable: command.timeZoneTable,
    pythonSide: toArtefact('python-side-3.12', 'bundle', bundle),
    pydanticCore: toArtefact('python-pydantic-core-3.12', 'bundle', core),
    stdlib: null,
  };
}

async function readCommand(): Promise<TransformedInterpreter> {
  return transformInterpreter(await readInterpreter(PYTHON_3_12), PYTHON_3_12);
}

function commandCompiler({ wasm, memory }: TransformedInterpreter): PythonSideCompiler {
  return {
    sha256: sha256Of(wasm),
    cacheTag: PYTHON_3_12.cacheTag,
    needsEarlyModules: true,
    run: async (code, args, folders) =>
      runInterpreter(await WebAssembly.compile(wasm as BufferSource), {
        args: ['-c', code, ...args],
        memory: new WebAssembly.Memory({ initial: memory.minPages }),
        // Set literals are marshalled in hash order.
        env: { PYTHONHASHSEED: '0' },
        preopens: folders,
      }),
  };
}

/** Our own 3.13 before anything ran in it, importing its memory; and its standard library. */
export async function readReactor(): Promise<SnapshotInterpreter & { stdlib: Uint8Array }> {
  const { wasm, stdlib } = await readOwnBuild();
  return { ...importMemory(wasm), stdlib };
}

async function provisionSnapshot(options: ProvisionOptions): Promise<InterpreterArtefact> {
  const { sourceFolder, cacheFolder } = withDefaults(options);
  const build = await readOwnBuild();
  const interpreter = reactorCompiler(build);
  const bundle = await buildPythonSide({ sourceFolder, cacheFolder, interpreter });
  const core = await buildPydanticCore(interpreter, cacheFolder);
  const snapshot = await takeSnapshot({ ...build, pythonSide: unpackBundle(bundle) }, cacheFolder);
  return {
    ...toArtefact('python-3.13', 'wasm', snapshot.wasm),
    start: 'snapshot',
    minPages: snapshot.minPages,
    memoryImage: toArtefact('python-3.13-memory', 'image', snapshot.memoryImage),
    timeZoneTable: null,
    pythonSide: toArtefact('python-side-3.13', 'bundle', bundle),
    pydanticCore: toArtefact('python-pydantic-core-3.13', 'bundle', core),
    stdlib: { ...toArtefact('python-3.13-stdlib', 'zip', snapshot.stdlib), guestName: STDLIB_NAME },
  };
}

function reactorCompiler({ wasm, stdlib }: OwnBuild): PythonSideCompiler {
  const linked = importMemory(wasm);
  return {
    sha256: sha256Of(wasm),
    cacheTag: 'cpython-313',
    needsEarlyModules: false,
    run: (code, args, folders) =>
      runReactor({
        wasm: linked.wasm,
        memory: new WebAssembly.Memory({ initial: linked.minPages }),
        stdlib,
        preopens: folders,
        source: `import sys; sys.argv = ${JSON.stringify(['-c', ...args])}; exec(${JSON.stringify(code)})`,
      }),
  };
}

function withDefaults({
  sourceFolder = RUNTIME_ASSETS,
  cacheFolder = CACHE_FOLDER,
  depsLock = DEPS_LOCK,
}: ProvisionOptions): Required<ProvisionOptions> {
  return { sourceFolder, cacheFolder, depsLock };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function toArtefact(stem: string, extension: string, bytes: Uint8Array): Artefact {
  const sha256 = sha256Of(bytes);
  return { name: `${stem}.${sha256.slice(0, 8)}.${extension}`, bytes, sha256 };
}
