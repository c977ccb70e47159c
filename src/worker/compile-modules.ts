import { importObject } from '../channel/channel';
import { packBundle, unpackBundle } from '../contract/file-bundle';
import type { CompileRequest } from '../contract/worker-api';
import { MemoryDirectory } from '../fs/memory-directory';
import { MemoryFile } from '../fs/memory-file';
import { Quota } from '../fs/quota';
import { Clocks } from '../wasi/clocks';
import { DirectoryFd } from '../wasi/directory-fd';
import { ProcessExit } from '../wasi/errno';
import { FdTable } from '../wasi/fd-table';
import type { Preopen } from '../wasi/filesystem';
import { createWasiImports } from '../wasi/wasi';
import { CharacterDeviceFd, EmptyInputFd } from './character-device';
import { runCommand, runSnapshot } from './entries';
import { type FetchBytes, ownPreopens, PYTHON_SIDE_PATH } from './own-files';
import { PACKAGES_PATH } from './package-files';
import type { OpenProgram } from './program';

const WORK_PATH = '/work';

/**
 * Compiles modules (runtime-assets/_goru/compile_modules.py) in an interpreter of its own, which has no channel, no
 * mounts and no packages, and runs nothing else: a bundle of the compiled ones, by the modules' paths.
 */
export async function compileModules(
  request: Omit<CompileRequest, 'program'>,
  program: OpenProgram,
  fetchBytes: FetchBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const sources = [...unpackBundle(request.sources)];
  const work = new MemoryDirectory(new Quota(Infinity));
  const paths = sources.map(([path]) => `${PACKAGES_PATH}/${path}`);
  work.place(['modules.json'], new TextEncoder().encode(JSON.stringify(paths)));
  for (const [index, [, source]] of sources.entries()) work.place([`${String(index)}.py`], source);
  const preopens = [
    ...ownPreopens(request, fetchBytes),
    { path: WORK_PATH, root: work, access: { write: true, create: true } },
  ];
  const complaint = await runToItsEnd(request, program, preopens);
  if (complaint !== '') throw new Error(`modules could not be compiled: ${complaint}`);
  const compiled = sources.flatMap(([path], index): [string, Uint8Array][] => {
    const file = work.lookup(`${String(index)}.pyc`);
    return file instanceof MemoryFile ? [[path, contentOf(file)]] : [];
  });
  return packBundle(new Map(compiled));
}

/** What went wrong, else nothing. */
async function runToItsEnd(
  { start, timeZoneTable }: Omit<CompileRequest, 'program'>,
  { module, memory }: OpenProgram,
  preopens: readonly Preopen[],
): Promise<string> {
  const source = [
    ...(start === 'command' ? ['import sys', `sys.path.insert(0, '${PYTHON_SIDE_PATH}')`] : []),
    'import _goru.compile_modules',
    `_goru.compile_modules.compile_modules('${WORK_PATH}')`,
  ].join('; ');
  const output = new WrittenFd();
  const imports = {
    wasi_snapshot_preview1: createWasiImports({
      args: ['python', '-S', '-s', '-P', '-c', source],
      env: [`PYTHONPATH=${PYTHON_SIDE_PATH}/early-modules`],
      fds: new FdTable([
        new EmptyInputFd(),
        output,
        output,
        ...preopens.map(({ path, root, access }) => new DirectoryFd(root, access, path)),
      ]),
      memory,
      clocks: new Clocks({ wallMs: () => Date.now(), monotonicMs: () => performance.now() }),
      // Nothing in it waits.
      blocker: { wait: () => undefined },
      fillRandom: (bytes) => crypto.getRandomValues(bytes),
      onDefect: (error, name) => {
        output.text += `${name}: ${String(error)}\n`;
      },
    }),
    goru: { tick: () => 0 },
  };
  const main = async (exports: WebAssembly.Exports): Promise<number> => {
    const options = {
      memory,
      enter: (fn: (...args: number[]) => unknown, ...args: number[]) => fn(...args),
      setTimeZone: () => undefined,
    };
    return start === 'snapshot'
      ? runSnapshot(exports, options, source)
      : runCommand(exports, options, timeZoneTable);
  };
  const { exports } = await WebAssembly.instantiate(
    module,
    importObject({ module, memory, imports, blocking: new Set(), main }, (_name, fn) => fn),
  );
  const code = await main(exports).catch((error: unknown) => {
    if (error instanceof ProcessExit) return error.code;
    throw error;
  });
  return code === 0 ? '' : output.text || `exit code ${String(code)}`;
}

function contentOf(file: MemoryFile): Uint8Array {
  const bytes = new Uint8Array(file.size());
  file.read(0, bytes);
  return bytes;
}

/** Keeps what is written. */
class WrittenFd extends CharacterDeviceFd {
  readonly #decoder = new TextDecoder();
  text = '';

  override write(buffers: readonly Uint8Array[]): number {
    for (const buffer of buffers) this.text += this.#decoder.decode(buffer, { stream: true });
    return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  }
}
