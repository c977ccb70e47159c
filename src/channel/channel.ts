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
  /** Instantiates an interpreter and runs its `main` so that the imports in `blocking` may wait. */
  run(instantiation: Instantiation): Promise<number>;
}

type ImportFunction = (...args: never[]) => MaybePromise<number>;

/** An export of the guest. */
export type GuestFunction = (...args: number[]) => unknown;

/** Calls into the guest in such a way that it may wait. */
export type Enter = (fn: GuestFunction, ...args: number[]) => MaybePromise<unknown>;

export interface Instantiation {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Import module → name → function; `env.memory` is added. */
  imports: Readonly<Record<string, Readonly<Record<string, ImportFunction>>>>;
  /** Names of imports. */
  blocking: ReadonlySet<string>;
  /** What to do with the instance; the code that the interpreter ended with. */
  main: (exports: WebAssembly.Exports, enter: Enter) => MaybePromise<number>;
}

/** The imports as `wrap` makes them, and the memory, so that the session sets the limit. */
export function importObject(
  { memory, imports }: Instantiation,
  wrap: (name: string, fn: ImportFunction) => WebAssembly.ImportValue,
): WebAssembly.Imports {
  const modules = Object.entries(imports).map(([module, functions]) => {
    const wrapped = Object.entries(functions).map(([name, fn]) => [name, wrap(name, fn)] as const);
    return [module, Object.fromEntries(wrapped)] as const;
  });
  return { ...Object.fromEntries(modules), env: { memory } };
}
