import { Clocks } from '../clocks';
import { DirectoryFd } from '../directory-fd';
import { abi, ProcessExit } from '../errno';
import { Fd, type FdStat, TERMINAL_RIGHTS } from '../fd';
import { FdTable } from '../fd-table';
import { type DeviceNode, nextIno, type NodeStat, type Preopen } from '../filesystem';
import type { Blocker, WaitRequest } from '../poll';
import { createWasiImports } from '../wasi';

export interface CommandOptions {
  args?: readonly string[];
  env?: readonly string[];
  preopens?: readonly Preopen[];
}

export interface CommandOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** What `onDefect` was told. A program that behaves, and one that does not, cause none. */
  defects: unknown[];
}

/** Runs a WASI command on our imports to its end, in this thread. A trap is thrown. */
export function runCommand(
  module: WebAssembly.Module,
  { args = [], env = [], preopens = [] }: CommandOptions = {},
): CommandOutcome {
  const memory = new WebAssembly.Memory({ initial: 256 });
  const stdout = new OutputTerminal();
  const stderr = new OutputTerminal();
  const defects: unknown[] = [];
  const imports = createWasiImports({
    args: ['command', ...args],
    env,
    fds: new FdTable([
      new InputTerminal(),
      stdout,
      stderr,
      ...preopens.map(({ path, root, access }) => new DirectoryFd(root, access, path)),
    ]),
    memory,
    clocks: new Clocks({ wallMs: () => Date.now(), monotonicMs: () => performance.now() }),
    blocker: new ThreadBlocker(),
    fillRandom: (bytes) => crypto.getRandomValues(bytes),
    onDefect: (error) => defects.push(error),
  });
  const exitCode = start(module, { env: { memory }, wasi_snapshot_preview1: imports });
  return { exitCode, stdout: stdout.text, stderr: stderr.text, defects };
}

function start(module: WebAssembly.Module, imports: WebAssembly.Imports): number {
  const { exports } = new WebAssembly.Instance(module, imports);
  try {
    (exports['_start'] as () => void)();
    return 0;
  } catch (error) {
    if (error instanceof ProcessExit) return error.code;
    throw error;
  }
}

/** Blocks as the fallback channel does: the thread stands still. */
class ThreadBlocker implements Blocker {
  readonly #cell = new Int32Array(new SharedArrayBuffer(4));

  wait({ timeoutMs, inbox }: WaitRequest): void {
    // A bell must be heard, so waiting for the inbox goes in small steps; the caller looks again.
    Atomics.wait(this.#cell, 0, 0, Math.min(timeoutMs ?? Infinity, inbox ? 1 : Infinity));
  }
}

class TerminalFd extends Fd {
  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_CHARACTER_DEVICE, flags: 0, rights: TERMINAL_RIGHTS };
  }

  filestat(): NodeStat {
    return deviceStat(0n);
  }
}

/** At the end of the file at once. */
class InputTerminal extends TerminalFd {
  override read(): number {
    return 0;
  }
}

/** Keeps what was written. */
class OutputTerminal extends TerminalFd {
  readonly #decoder = new TextDecoder();
  text = '';

  override write(buffers: readonly Uint8Array[]): number {
    for (const buffer of buffers) this.text += this.#decoder.decode(buffer, { stream: true });
    return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  }
}

/** A device that becomes readable so long after it was opened. */
export function bellDevice(afterMs: number): DeviceNode {
  const ino = nextIno();
  return {
    kind: 'device',
    ino,
    stat: () => deviceStat(ino),
    setTimes: () => undefined,
    open: () => new BellFd(ino, performance.now() + afterMs),
  };
}

class BellFd extends Fd {
  readonly #ino: bigint;
  readonly #ringsMs: number;

  constructor(ino: bigint, ringsMs: number) {
    super();
    this.#ino = ino;
    this.#ringsMs = ringsMs;
  }

  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_CHARACTER_DEVICE, flags: 0, rights: TERMINAL_RIGHTS };
  }

  filestat(): NodeStat {
    return deviceStat(this.#ino);
  }

  override readable(): boolean {
    return performance.now() >= this.#ringsMs;
  }

  override read([buffer]: readonly Uint8Array[]): number {
    if (!this.readable() || buffer === undefined) return 0;
    buffer[0] = '!'.charCodeAt(0);
    return 1;
  }
}

function deviceStat(ino: bigint): NodeStat {
  return { ino, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
}
