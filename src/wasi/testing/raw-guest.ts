import { Clocks } from '../clocks';
import { DirectoryFd } from '../directory-fd';
import { type Fd } from '../fd';
import { FdTable } from '../fd-table';
import type { Access, DirectoryNode } from '../filesystem';
import type { MaybePromise } from '../maybe-async';
import type { Blocker, WaitRequest } from '../poll';
import { createWasiImports, type WasiOptions } from '../wasi';

type ImportArguments = readonly (number | bigint)[];

/** Where the guest's own allocations begin; what lies below is free for a test to use. */
const HEAP_START = 1024;
const PAGE_BYTES = 65_536;
export const EVERYTHING: Access = { write: true, create: true };
/** All that a preopen may hand down. */
export const ALL_RIGHTS = (1n << 30n) - 1n;

/** A clock that only moves when somebody waits, and a blocker that does nothing else. */
export class ManualTime implements Blocker {
  wallMs = Date.UTC(2024, 0, 1);
  monotonicMs = 5_000;
  readonly waits: WaitRequest[] = [];
  readonly clocks = new Clocks({
    wallMs: () => this.wallMs,
    monotonicMs: () => this.monotonicMs,
  });

  wait(request: WaitRequest): MaybePromise<void> {
    this.waits.push(request);
    this.advance(request.timeoutMs ?? 1_000);
  }

  advance(durationMs: number): void {
    this.monotonicMs += durationMs;
    this.wallMs += durationMs;
  }
}

/** A guest without code: a memory, and imports that a test calls by hand. */
export class RawGuest {
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: 64 });
  readonly time: ManualTime;
  readonly fds: FdTable;
  readonly defects: { error: unknown; importName: string }[] = [];
  readonly imports: ReturnType<typeof createWasiImports>;
  #heapEnd = HEAP_START;

  constructor(
    options: Partial<Pick<WasiOptions, 'args' | 'env' | 'fillRandom'>> & {
      fds?: readonly Fd[];
      time?: ManualTime;
    } = {},
  ) {
    this.time = options.time ?? new ManualTime();
    this.fds = new FdTable(options.fds ?? []);
    this.imports = createWasiImports({
      args: options.args ?? [],
      env: options.env ?? [],
      fds: this.fds,
      memory: this.memory,
      clocks: this.time.clocks,
      blocker: this.time,
      fillRandom: options.fillRandom ?? ((bytes) => crypto.getRandomValues(bytes)),
      onDefect: (error, importName) => this.defects.push({ error, importName }),
    });
  }

  /** A guest whose fd 0 is a preopened directory. */
  static in(root: DirectoryNode, access: Access = EVERYTHING): RawGuest {
    return new RawGuest({ fds: [new DirectoryFd(root, access, '/mount')] });
  }

  /** Calls an import; what it answers should be an errno. */
  call(name: string, ...args: ImportArguments): MaybePromise<number> {
    const fn = this.imports[name];
    if (fn === undefined) throw new Error(`there is no import ${name}`);
    return (fn as (...args: ImportArguments) => MaybePromise<number>)(...args);
  }

  allocate(byteCount: number): number {
    const pointer = this.#heapEnd;
    this.#heapEnd = Math.ceil((pointer + byteCount) / 8) * 8;
    const missing = this.#heapEnd - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    return pointer;
  }

  /** Puts bytes into the memory: pointer and length, as imports take them. */
  put(content: string | Uint8Array): [pointer: number, length: number] {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const pointer = this.allocate(bytes.length);
    this.bytes(pointer, bytes.length).set(bytes);
    return [pointer, bytes.length];
  }

  /** Puts buffers and an iovec array for them: pointer and count. */
  putVectors(...contents: (string | Uint8Array)[]): [pointer: number, count: number] {
    const buffers = contents.map((content) => this.put(content));
    const pointer = this.allocate(buffers.length * 8);
    buffers.forEach(([at, length], i) => {
      this.view.setUint32(pointer + i * 8, at, true);
      this.view.setUint32(pointer + i * 8 + 4, length, true);
    });
    return [pointer, buffers.length];
  }

  bytes(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer, pointer, length);
  }

  text(pointer: number, length: number): string {
    return new TextDecoder().decode(this.bytes(pointer, length));
  }

  u32(pointer: number): number {
    return this.view.getUint32(pointer, true);
  }

  u64(pointer: number): bigint {
    return this.view.getBigUint64(pointer, true);
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }
}
