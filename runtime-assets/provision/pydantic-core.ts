// Packs runtime-assets/pydantic_core, compiled, for sessions that install pydantic-core: 12,000 lines, whose compilation
// would be half of the first `import pydantic`.

import { createHash } from 'node:crypto';

import { readPydanticCore } from '../deps/pydantic-core';
import { STAND_IN_FOLDER } from '../../src/packages/stand-in';
import { cached } from './build-cache';
import { compilePython, readCompiler } from './compile-python';
import { packBundle } from './file-bundle';
import type { PythonSideCompiler } from './python-side';

/** Where the worker puts installed packages (src/worker/package-files.ts). */
const PACKAGES_ROOT = '/lib/packages';

/** Sources and compiled files, by their paths in the folder of the core. */
export async function buildPydanticCore(
  interpreter: PythonSideCompiler,
  cacheFolder: string,
): Promise<Uint8Array> {
  const sources = await readPydanticCore();
  const compiler = await readCompiler();
  const key = createHash('sha256')
    .update(`${interpreter.sha256} ${interpreter.cacheTag}\n${compiler}\n`)
    .update(packBundle(sources))
    .digest('hex');
  return cached(cacheFolder, `pydantic-core-${key}.bundle`, async () => {
    const root = `${PACKAGES_ROOT}/${STAND_IN_FOLDER}`;
    return packBundle(
      new Map([...sources, ...(await compilePython(sources, { interpreter, root }))]),
    );
  });
}
