// Packs runtime-assets/goru and runtime-assets/_goru, compiled, into the bundle that the worker unpacks
// below /lib/goru. Compiling in the browser would cost every start; the sources travel along because
// tracebacks, inspect and help() read them.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cached } from './build-cache';
import { packBundle } from './file-bundle';
import type { RunOutcome } from './run-interpreter';

/** Where the worker puts the files; compiled code carries this path in `co_filename`. */
export const PYTHON_SIDE_ROOT = '/lib/goru';

/** What the interpreter imports before its first line, for `PYTHONPATH`; see compile_sources.py. */
const EARLY_MODULES_FOLDER = 'early-modules';

const PACKAGES = ['goru', '_goru'];
const COMPILER = fileURLToPath(new URL('./compile_sources.py', import.meta.url));

/** An interpreter that the site serves, for use in Node. */
export interface GuestInterpreter {
  /** Runs `source` with arguments after `python -c`. `folders`: guest path → path on this machine. */
  run: (
    source: string,
    args: readonly string[],
    folders: Record<string, string>,
  ) => Promise<RunOutcome>;
}

/** The interpreter that compiles, because it is the one that will read what it compiled. */
export interface PythonSideCompiler extends GuestInterpreter {
  sha256: string;
  /** `sys.implementation.cache_tag`, part of the names of compiled files. */
  cacheTag: string;
  /** Whether what every start imports travels along; see compile_sources.py. */
  needsEarlyModules: boolean;
}

export interface PythonSideOptions {
  /** The folder that holds the packages. */
  sourceFolder: string;
  interpreter: PythonSideCompiler;
  cacheFolder: string;
}

/** Deterministic: the same sources and interpreter give the same bytes. */
export async function buildPythonSide({
  sourceFolder,
  interpreter,
  cacheFolder,
}: PythonSideOptions): Promise<Uint8Array> {
  const sources = await collectSources(sourceFolder);
  const compiler = await readFile(COMPILER, 'utf8');
  const uncompiled = packBundle(sources);
  const key = createHash('sha256')
    .update(`${interpreter.sha256} ${interpreter.cacheTag}\n${compiler}\n`)
    .update(uncompiled)
    .digest('hex');
  return cached(cacheFolder, `python-side-${key}.bundle`, async () =>
    packBundle(new Map([...sources, ...(await compile(sources, interpreter, compiler))])),
  );
}

/** Paths are relative to `sourceFolder`, with forward slashes: `goru/kv.py`. */
export async function collectSources(sourceFolder: string): Promise<Map<string, Uint8Array>> {
  const sources = new Map<string, Uint8Array>();
  for (const name of PACKAGES) {
    for (const entry of await listFolder(join(sourceFolder, name))) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !isShipped(path)) continue;
      sources.set(relative(sourceFolder, path).split(sep).join('/'), await readFile(path));
    }
  }
  return sources;
}

export function isShipped(path: string): boolean {
  return path.endsWith('.py') || path.endsWith(`${sep}py.typed`);
}

async function listFolder(folder: string) {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new Error(`the Python package ${folder} cannot be read`, { cause });
  }
}

async function compile(
  sources: ReadonlyMap<string, Uint8Array>,
  interpreter: PythonSideOptions['interpreter'],
  compiler: string,
): Promise<Map<string, Uint8Array>> {
  const modules = [...sources.keys()].filter((path) => path.endsWith('.py')).sort();
  if (modules.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), 'goru-python-side-'));
  try {
    for (const path of modules) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), sources.get(path) ?? '');
    }
    // The interpreter cannot create a folder in a preopen's own root.
    const early = interpreter.needsEarlyModules ? EARLY_MODULES_FOLDER : '';
    await mkdir(join(folder, EARLY_MODULES_FOLDER));
    // Compiling under the runtime path is what puts that path into the code objects.
    const { exitCode, stdout, stderr } = await interpreter.run(
      compiler,
      [PYTHON_SIDE_ROOT, early, ...modules],
      { [PYTHON_SIDE_ROOT]: folder },
    );
    if (exitCode !== 0) throw new Error(`the Python side does not compile:\n${stderr}`);
    const compiled = modules.map((path) => compiledPath(path, interpreter.cacheTag));
    const copied = stdout.split('\n').filter((line) => line !== '');
    return new Map(
      await Promise.all(
        [...compiled, ...copied].map(
          async (path) => [path, await readFile(join(folder, path))] as const,
        ),
      ),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `goru/kv.py` → `goru/__pycache__/kv.cpython-312.pyc` (PEP 3147). */
function compiledPath(path: string, cacheTag: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}__pycache__/${path.slice(slash, -'.py'.length)}.${cacheTag}.pyc`;
}
