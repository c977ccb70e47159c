// Runs the provisioned interpreter in Node, to compile the Python side at build time and to test what was
// provisioned. The site itself never uses this: in the browser the interpreter runs on src/wasi.

import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createNodeWasi } from './node-wasi.mjs';

export interface RunOptions {
  /** Arguments after `python`. */
  args: string[];
  memory: WebAssembly.Memory;
  env?: Record<string, string>;
  /** Guest path → path on this machine. */
  preopens?: Record<string, string>;
  /** Called between instantiation and `_start`; what the host writes into the memory beforehand. */
  beforeStart?: (memory: WebAssembly.Memory) => void;
}

export interface RunOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export async function runInterpreter(
  module: WebAssembly.Module,
  { args, memory, env = {}, preopens = {}, beforeStart }: RunOptions,
): Promise<RunOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-python-'));
  const stdout = await open(join(folder, 'stdout'), 'w');
  const stderr = await open(join(folder, 'stderr'), 'w');
  try {
    const wasi = createNodeWasi({
      version: 'preview1',
      args: ['python', ...args],
      env,
      preopens,
      stdout: stdout.fd,
      stderr: stderr.fd,
      returnOnExit: true,
    });
    const { wasi_snapshot_preview1 } = wasi.getImportObject() as WebAssembly.Imports;
    if (wasi_snapshot_preview1 === undefined)
      throw new Error('node:wasi offers no preview1 imports');
    const instance = await WebAssembly.instantiate(module, {
      wasi_snapshot_preview1,
      env: { memory },
    });
    beforeStart?.(memory);
    const exitCode = wasi.start(instance);
    return {
      exitCode,
      stdout: await readFile(join(folder, 'stdout'), 'utf8'),
      stderr: await readFile(join(folder, 'stderr'), 'utf8'),
    };
  } finally {
    await stdout.close();
    await stderr.close();
    await rm(folder, { recursive: true });
  }
}
