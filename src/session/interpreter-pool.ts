import type { ChannelKind } from '../contract/options';
import { closedError } from './closed-error';
import type { ServiceWorkerLink } from './service-worker-link';
import { type InterpreterEvents, type WorkerBootRequest, WorkerLink } from './worker-link';

interface PoolOptions {
  serviceWorker: ServiceWorkerLink;
  /** Undefined: ask the engine. */
  channel: ChannelKind | undefined;
  keepSpare: boolean;
  /** A worker that loads the interpreter by itself since before there was this pool. */
  early: WorkerLink | undefined;
  bootRequest: (role: InterpreterRole) => Promise<WorkerBootRequest>;
}

/** An early one brings its own program; a spare has time before anybody needs it. */
export type InterpreterRole = 'early' | 'wanted' | 'spare';

/** A booted interpreter. Its events go nowhere until somebody takes it. */
export interface ReadyInterpreter {
  link: WorkerLink;
  channel: ChannelKind;
  /** False once the interpreter has ended, be it while nobody was looking. */
  isAlive(): boolean;
  attach(events: InterpreterEvents): void;
}

/** So long the page has for itself before a spare is started beside it. */
const SPARE_DELAY_MS = 300;

/**
 * Starts interpreters and keeps one booted in reserve, so that replacing a busy one costs
 * milliseconds.
 */
export class InterpreterPool {
  readonly #options: PoolOptions;
  #spare: Promise<ReadyInterpreter> | undefined;
  #spareTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #links = new Set<WorkerLink>();
  #early: WorkerLink | undefined;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#early = options.early;
    if (options.early !== undefined) this.#links.add(options.early);
  }

  /** The spare if there is one, else a new interpreter. */
  async take(): Promise<ReadyInterpreter> {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#spareTimer);
    if (spare !== undefined) {
      try {
        const interpreter = await spare;
        if (interpreter.isAlive()) return interpreter;
        this.release(interpreter);
      } catch {
        // A spare that failed to boot is no answer; the attempt below reports its own failure.
      }
    }
    return this.#startEarly().catch(() => this.#start('wanted'));
  }

  /** Called when the session is at rest: boots a spare in the background. */
  prepareSpare(): void {
    if (!this.#options.keepSpare || this.#spare !== undefined || this.#isClosed) return;
    clearTimeout(this.#spareTimer);
    this.#spareTimer = setTimeout(() => {
      const spare = this.#start('spare');
      this.#spare = spare;
      // Dropped quietly: take() then boots one in the open, where a failure is seen.
      spare.catch(() => {
        if (this.#spare === spare) this.#spare = undefined;
      });
    }, SPARE_DELAY_MS);
  }

  release({ link }: Pick<ReadyInterpreter, 'link'>): void {
    this.#links.delete(link);
    link.terminate();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#spareTimer);
    for (const link of this.#links) link.terminate();
    this.#links.clear();
  }

  /** Rejects also when there is no early worker. What went wrong in it is no answer: the next attempt has its own. */
  async #startEarly(): Promise<ReadyInterpreter> {
    const link = this.#early;
    if (link === undefined) throw new Error('no worker was started early');
    this.#early = undefined;
    return this.#bootIn(link, 'early');
  }

  async #start(role: InterpreterRole): Promise<ReadyInterpreter> {
    if (this.#isClosed) throw closedError();
    const link = new WorkerLink(this.#options.serviceWorker);
    this.#links.add(link);
    return this.#bootIn(link, role);
  }

  async #bootIn(link: WorkerLink, role: InterpreterRole): Promise<ReadyInterpreter> {
    try {
      return await Promise.race([this.#boot(link, role), link.failed]);
    } catch (error) {
      this.#links.delete(link);
      link.terminate();
      throw error;
    }
  }

  async #boot(link: WorkerLink, role: InterpreterRole): Promise<ReadyInterpreter> {
    const [channel, request] = await Promise.all([
      this.#options.channel ?? link.probe(),
      this.#options.bootRequest(role),
    ]);
    const events = new SwitchableEvents();
    await link.boot(channel, request, events);
    return {
      link,
      channel,
      isAlive: () => !events.hasEnded,
      attach: (target) => {
        events.target = target;
      },
    };
  }
}

/** Events of an interpreter that may not have an owner yet. */
class SwitchableEvents implements InterpreterEvents {
  target: InterpreterEvents | undefined;
  hasEnded = false;
  onFrame: InterpreterEvents['onFrame'] = (received, onDealtWith) => {
    if (this.target === undefined) onDealtWith();
    else this.target.onFrame(received, onDealtWith);
  };
  onTaken: InterpreterEvents['onTaken'] = () => {
    this.target?.onTaken();
  };
  onGuestState: InterpreterEvents['onGuestState'] = (state) => {
    this.target?.onGuestState(state);
  };
  onOutput: InterpreterEvents['onOutput'] = (pieces) => {
    this.target?.onOutput(pieces);
  };
  onEnd: InterpreterEvents['onEnd'] = (end) => {
    this.hasEnded = true;
    this.target?.onEnd(end);
  };
  onFiles: InterpreterEvents['onFiles'] = (message) => {
    this.target?.onFiles(message);
  };
  onStorage: InterpreterEvents['onStorage'] = (message) => {
    this.target?.onStorage(message);
  };
  onOpenedPackagesGone: InterpreterEvents['onOpenedPackagesGone'] = (paths) => {
    this.target?.onOpenedPackagesGone(paths);
  };
  onOpenedPackages: InterpreterEvents['onOpenedPackages'] = (paths) => {
    this.target?.onOpenedPackages(paths);
  };
  onHostCall: InterpreterEvents['onHostCall'] = (report) => {
    this.target?.onHostCall(report);
  };
  onInterruptHeard: InterpreterEvents['onInterruptHeard'] = () => {
    this.target?.onInterruptHeard();
  };
}
