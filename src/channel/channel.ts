import type { MaybePromise } from '../wasi/maybe-async';
import type { Blocker } from '../wasi/poll';
import type { Inbox } from './inbox';

/** How a guest blocks until the page has something for it. One interface, two engines. */
export interface Channel extends Blocker {
  readonly inbox: Inbox;
  /** Lets messages that have already been sent arrive in the inbox. */
  yieldToMessages(): MaybePromise<void>;
  /** Blocks until any message (a frame or an acknowledgement) arrives. */
  waitForMessage(): MaybePromise<void>;
  /**
   * Blocks until the condition holds, which is looked at after every message. With JSPI several
   * may wait at once.
   */
  waitUntil(isDone: () => boolean): MaybePromise<void>;
  /** Starts the interpreter so that the imports in `blocking` may wait. */
  link(instantiation: Instantiation): Promise<void>;
}

export interface Instantiation {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  wasiImports: Record<string, (...args: never[]) => MaybePromise<number>>;
  blocking: ReadonlySet<string>;
  /** After instantiation, before the first instruction of `_start`. */
  onInstantiated: () => void;
}

/** The interpreter's only other import: its memory, so that the session sets the limit. */
export function importObject(
  { memory }: Instantiation,
  wasiImports: WebAssembly.ModuleImports,
): WebAssembly.Imports {
  return { env: { memory }, wasi_snapshot_preview1: wasiImports };
}

/** `_start` of a WASI command. */
export function startExport(instance: WebAssembly.Instance): () => unknown {
  const start = instance.exports['_start'];
  if (typeof start !== 'function') throw new Error('the interpreter exports no _start');
  return start as () => unknown;
}
