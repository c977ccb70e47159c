// Runs our own interpreter (runtime-assets/python-3.13/reactor.c) in Node, to compile the Python side and to take
// a snapshot. Repeatable: clock and random numbers are made up, so the same inputs leave the same memory behind.

import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createNodeWasi } from './node-wasi.mjs';
import type { RunOutcome } from './run-interpreter';

/** Any date will do, as long as it is always the same: a build has no business being seen in its output. */
const BUILD_DATE_NS = 1_760_000_000_000_000_000n;
const CLOCK_STEP_NS = 1_000n;

export const STDLIB_ROOT = '/usr/local/lib';
export const STDLIB_NAME = 'python313.zip';

export interface ReactorRun {
  /** Imports its memory. */
  wasm: Uint8Array;
  memory: WebAssembly.Memory;
  stdlib: Uint8Array;
  /** Guest path → folder of this machine, beside the standard library's. */
  preopens: Record<string, string>;
  /** Python, run in `__main__`. */
  source: string;
  /** Called after that; what it says went wrong is part of stderr. */
  afterwards?: (exports: Reactor) => string;
}

export interface Reactor {
  goru_init: () => number;
  goru_alloc: (bytes: number) => number;
  goru_free: (address: number) => void;
  goru_exec: (address: number, bytes: number) => number;
  goru_tables: () => number;
  goru_tables_bytes: () => number;
  goru_leave_tables_out: () => number;
}

export async function runReactor(run: ReactorRun): Promise<RunOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-reactor-'));
  const stdout = await open(join(folder, 'stdout'), 'w');
  const stderr = await open(join(folder, 'stderr'), 'w');
  try {
    await writeFiles(join(folder, 'stdlib'), new Map([[STDLIB_NAME, run.stdlib]]));
    const wasi = createNodeWasi({
      version: 'preview1',
      args: [],
      env: {},
      preopens: { [STDLIB_ROOT]: join(folder, 'stdlib'), ...run.preopens },
      stdout: stdout.fd,
      stderr: stderr.fd,
    });
    const { wasi_snapshot_preview1 } = wasi.getImportObject() as WebAssembly.Imports;
    const instance = await WebAssembly.instantiate(
      await WebAssembly.compile(run.wasm as BufferSource),
      {
        wasi_snapshot_preview1: { ...wasi_snapshot_preview1, ...repeatable(run.memory) },
        goru: { tick: () => 0 },
        env: { memory: run.memory },
      },
    );
    wasi.initialize(instance);
    const reactor = instance.exports as unknown as Reactor;
    const exitCode = execute(reactor, run);
    const complaint = exitCode === 0 ? (run.afterwards?.(reactor) ?? '') : '';
    return {
      exitCode,
      stdout: await readFile(join(folder, 'stdout'), 'utf8'),
      stderr: (await readFile(join(folder, 'stderr'), 'utf8')) + complaint,
    };
  } finally {
    await stdout.close();
    await stderr.close();
    await rm(folder, { recursive: true });
  }
}

/** Writes files by their paths below `folder`. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

function execute(reactor: Reactor, { memory, source }: ReactorRun): number {
  if (reactor.goru_init() !== 0) return 1;
  const bytes = new TextEncoder().encode(source);
  const address = reactor.goru_alloc(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, address);
  const exitCode = reactor.goru_exec(address, bytes.length);
  reactor.goru_free(address);
  return exitCode;
}

/** Clocks and random numbers that are the same in every build. */
function repeatable(memory: WebAssembly.Memory): WebAssembly.ModuleImports {
  let now = BUILD_DATE_NS;
  return {
    clock_time_get: (_id: number, _precision: bigint, at: number) => {
      now += CLOCK_STEP_NS;
      new DataView(memory.buffer).setBigUint64(at, now, true);
      return 0;
    },
    random_get: (address: number, length: number) => {
      new Uint8Array(memory.buffer, address, length).fill(1);
      return 0;
    },
  };
}
