// Compiles Python sources with the interpreter of the site, under Node: in the browser that would cost every import.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compiledPath } from '../../src/contract/compiled-path';
import type { PythonSideCompiler } from './python-side';

/** What the interpreter imports before its first line, for `PYTHONPATH`; see compile_sources.py. */
const EARLY_MODULES_FOLDER = 'early-modules';

const COMPILER = fileURLToPath(new URL('./compile_sources.py', import.meta.url));

export interface CompileOptions {
  interpreter: PythonSideCompiler;
  /** Where the sources stand in the browser; compiled code carries this path in `co_filename`. */
  root: string;
  /** The interpreter's early modules come along, where it needs them. */
  withEarlyModules?: boolean;
}

/** The program that compiles: part of the key of whatever is cached. */
export function readCompiler(): Promise<string> {
  return readFile(COMPILER, 'utf8');
}

/** The compiled files that belong beside these sources, by their paths. Deterministic. */
export async function compilePython(
  sources: ReadonlyMap<string, Uint8Array>,
  { interpreter, root, withEarlyModules = false }: CompileOptions,
): Promise<Map<string, Uint8Array>> {
  const modules = [...sources.keys()].filter((path) => path.endsWith('.py')).sort();
  if (modules.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), 'goru-compile-'));
  try {
    for (const path of modules) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), sources.get(path) ?? '');
    }
    // The interpreter cannot create a folder in a preopen's own root.
    const early = withEarlyModules && interpreter.needsEarlyModules ? EARLY_MODULES_FOLDER : '';
    await mkdir(join(folder, EARLY_MODULES_FOLDER));
    // Compiling under the runtime path is what puts that path into the code objects.
    const { exitCode, stdout, stderr } = await interpreter.run(
      await readCompiler(),
      [root, early, ...modules],
      { [root]: folder },
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
