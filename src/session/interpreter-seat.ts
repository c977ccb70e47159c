import { closedError } from './closed-error';
import type { InterpreterPool } from './interpreter-pool';
import {
  type LiveEvents,
  type LiveInterpreter,
  seatInterpreter,
  type SessionParts,
} from './live-interpreter';

/** Where a session has its interpreter: one at a time, with its files and packages. */
export class InterpreterSeat {
  readonly #pool: InterpreterPool;
  readonly #parts: SessionParts;
  readonly #events: LiveEvents;
  #current: LiveInterpreter | undefined;
  #isClosed = false;

  constructor(pool: InterpreterPool, parts: SessionParts, events: LiveEvents) {
    this.#pool = pool;
    this.#parts = parts;
    this.#events = events;
  }

  /** Undefined while there is none: before the first one, and while one is replaced. */
  get current(): LiveInterpreter | undefined {
    return this.#current;
  }

  /** Resolves when programs can run. */
  async fill(): Promise<LiveInterpreter> {
    const { files, observers } = this.#parts;
    const interpreter = await this.#pool.take();
    // It has ended with the pool, and would never answer.
    if (this.#isClosed) throw closedError();
    let live: LiveInterpreter;
    try {
      live = await seatInterpreter(interpreter, this.#parts, this.#events);
    } catch (error) {
      this.#pool.release(interpreter);
      throw error;
    }
    this.#current = live;
    if (observers.isWatched) live.observeHostCalls(true);
    files.connect((message) => {
      live.link.control(message);
    });
    return live;
  }

  /** Ends the interpreter. What is written on its behalf is still being stored. */
  empty(): void {
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    const { files, storage, capabilities } = this.#parts;
    files.disconnect();
    storage.detach('Python was restarted');
    capabilities.packages.detach();
    current.host.cancelAll();
    this.#pool.release(current);
  }

  /** Nobody sits here any more. */
  close(): void {
    this.#isClosed = true;
    this.#current?.host.cancelAll();
    this.#current = undefined;
    this.#parts.files.close();
    this.#pool.close();
  }
}
