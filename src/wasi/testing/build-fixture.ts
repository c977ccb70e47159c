import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cached } from '../../../runtime-assets/provision/build-cache';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/goru-wasi-fixtures', import.meta.url),
);
/** Debian's wasi-libc lies below /usr; a WASI SDK brings a sysroot of its own. */
const SYSROOT = process.env['WASI_SYSROOT'] ?? '/usr';
const FLAGS = ['--target=wasm32-wasi', '-O1', '-Wall', '-Wextra', '-Werror'];
/** Our imports are made before the instance is, so the memory has to come from outside. */
const LINK_FLAGS = ['-Wl,--import-memory', '-Wl,-s'];

/** A compiled C program, or why there is none. */
export type Fixture = { module: WebAssembly.Module } | { missing: string };

/** Compiles `src/wasi/fixtures/<name>.c` against wasi-libc, once for each content. */
export async function buildFixture(name: string): Promise<Fixture> {
  const sources = ['scenarios.h', `${name}.c`].map((file) => join(FIXTURES, file));
  const contents = await Promise.all(sources.map((path) => readFile(path)));
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, LINK_FLAGS]));
  for (const content of contents) hash.update(content);
  try {
    const wasm = await cached(CACHE, `${name}.${hash.digest('hex').slice(0, 16)}.wasm`, () =>
      compile(join(FIXTURES, `${name}.c`)),
    );
    return { module: await WebAssembly.compile(wasm as BufferSource) };
  } catch (error) {
    if (!isToolMissing(error)) throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : '';
    return { missing: `needs clang with lld, wasi-libc and libclang-rt for wasm32: ${reason}` };
  }
}

async function compile(source: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-fixture-'));
  try {
    const output = join(folder, 'a.wasm');
    const args = [...FLAGS, ...LINK_FLAGS, `--sysroot=${SYSROOT}`, source, '-o', output];
    await promisify(execFile)('clang', args);
    return new Uint8Array(await readFile(output));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** True when the machine lacks a tool; false when the program is wrong, which is a failure. */
function isToolMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ENOENT') return true;
  return /'stdio\.h' file not found|unable to execute|cannot open .*(?:crt1|libclang_rt|libc\.a)|unable to find library|No available targets/i.test(
    error.message,
  );
}
