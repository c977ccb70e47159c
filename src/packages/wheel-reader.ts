import { fromErrorData, type ErrorData, GoruError } from '../contract/goru-error';
import type { ReadWheelOptions, UnpackedWheel } from './read-wheel';

type Bytes = Uint8Array<ArrayBuffer>;

/** Verifies and unpacks wheels; what is promised and refused is in read-wheel.ts. Takes the bytes over. */
export interface WheelReader {
  /** Wheels will come soon. */
  prepare?(): void;
  /** See `readWheel`. The bytes come back with the wheel, because they are to be kept. */
  read(bytes: Bytes, options: ReadWheelOptions): Promise<{ wheel: UnpackedWheel; bytes: Bytes }>;
  /** See `readWheelMetadata`. */
  readMetadata(bytes: Bytes, wheel?: string): Promise<string>;
}

/** To the thread that reads. */
export type ReadRequest = { id: number; bytes: Bytes } & (
  { type: 'read'; options: ReadWheelOptions } | { type: 'read-metadata'; wheel: string }
);

/** And back. */
export type ReadReply = { id: number } & (
  | { type: 'wheel'; wheel: UnpackedWheel; bytes: Bytes }
  | { type: 'metadata'; text: string }
  | { type: 'failure'; error: ErrorData }
);

/** What is used of a `Worker`. */
export interface ReadingThread {
  postMessage(message: ReadRequest, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ReadReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How long a thread that has nothing to read stays, in milliseconds. */
const IDLE_MS = 10_000;

interface Pending {
  resolve: (reply: ReadReply) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads wheels on a thread of their own: to inflate tens of megabytes, and to compare the hashes of
 * thousands of files, takes longer than a page may be busy.
 */
export class WheelReadingThread implements WheelReader {
  readonly #start: () => ReadingThread;
  readonly #pending = new Map<number, Pending>();
  #thread: ReadingThread | undefined;
  #latestId = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(start: () => ReadingThread = startWorker) {
    this.#start = start;
  }

  /** The thread starts while the index is asked. */
  prepare(): void {
    this.#thread ??= this.#open();
    if (this.#pending.size === 0) this.#endWhenIdle();
  }

  async read(
    bytes: Bytes,
    options: ReadWheelOptions,
  ): Promise<{ wheel: UnpackedWheel; bytes: Bytes }> {
    const reply = await this.#ask({ type: 'read', options }, bytes);
    if (reply.type !== 'wheel') throw new Error(`a wheel was asked for, and ${reply.type} came`);
    return reply;
  }

  async readMetadata(bytes: Bytes, wheel = 'wheel'): Promise<string> {
    const reply = await this.#ask({ type: 'read-metadata', wheel }, bytes);
    if (reply.type !== 'metadata') throw new Error(`metadata was asked for, ${reply.type} came`);
    return reply.text;
  }

  #ask(
    question:
      { type: 'read'; options: ReadWheelOptions } | { type: 'read-metadata'; wheel: string },
    bytes: Bytes,
  ): Promise<ReadReply> {
    clearTimeout(this.#idle);
    this.#thread ??= this.#open();
    this.#latestId += 1;
    const id = this.#latestId;
    const thread = this.#thread;
    return new Promise<ReadReply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      thread.postMessage({ id, bytes, ...question }, [bytes.buffer]);
    });
  }

  #open(): ReadingThread {
    const thread = this.#start();
    thread.onmessage = ({ data }) => {
      const pending = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if (data.type === 'failure') pending?.reject(fromErrorData(data.error));
      else pending?.resolve(data);
      if (this.#pending.size === 0) this.#endWhenIdle();
    };
    thread.onerror = ({ message }) => {
      const waiting = [...this.#pending.values()];
      this.#pending.clear();
      this.#end();
      // A script that cannot be loaded has no message.
      const why = message || 'is this device offline?';
      const error = new GoruError('network', `could not load what unpacks packages: ${why}`);
      for (const { reject } of waiting) reject(error);
    };
    return thread;
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.#end();
    }, IDLE_MS);
  }

  #end(): void {
    this.#thread?.terminate();
    this.#thread = undefined;
  }
}

function startWorker(): ReadingThread {
  return new Worker(new URL('./wheel-reader-worker.ts', import.meta.url), {
    type: 'module',
    name: 'goru-wheels',
  });
}
