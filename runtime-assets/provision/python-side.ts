// Packs runtime-assets/goru and runtime-assets/_goru, compiled, into the bundle that the worker unpacks
// below /lib/goru. Compiling in the browser would cost every start. The sources of goru travel along because
// inspect and help() read them; those of _goru, which is nobody's business, would be a fifth of what a first
// visit loads of the bundle.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { cached } from './build-cache';
import { compilePython, readCompiler } from './compile-python';
import { packBundle } from './file-bundle';
import type { RunOutcome } from './run-interpreter';

/** Where the worker puts the files; compiled code carries this path in `co_filename`. */
export const PYTHON_SIDE_ROOT = '/lib/goru';

const PACKAGES = ['goru', '_goru'];

/** In the place of a source that does not travel: Python looks for it before it takes what was compiled. */
const NO_SOURCE = new Uint8Array();

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
  const compiler = await readCompiler();
  const uncompiled = packBundle(sources);
  const key = createHash('sha256')
    .update(`${interpreter.sha256} ${interpreter.cacheTag}\n${compiler}\nwithout private sources\n`)
    .update(uncompiled)
    .digest('hex');
  return cached(cacheFolder, `python-side-${key}.bundle`, async () =>
    packBundle(
      new Map([
        ...withoutPrivateSources(sources),
        ...(await compilePython(sources, {
          interpreter,
          root: PYTHON_SIDE_ROOT,
          withEarlyModules: true,
        })),
      ]),
    ),
  );
}

function* withoutPrivateSources(
  sources: ReadonlyMap<string, Uint8Array>,
): Iterable<[path: string, content: Uint8Array]> {
  for (const [path, content] of sources) {
    const isPrivate = path.startsWith('_goru/') && path.endsWith('.py');
    yield [path, isPrivate ? NO_SOURCE : content];
  }
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
