import type { GuestRunResult, RunFrame } from '../contract/frames';
import type { GoruError } from '../contract/goru-error';
import type { MimeBundle, OutputChunk, RunOptions } from '../contract/options';
import type { RunResult } from '../contract/run-result';
import { PausableTimer } from './pausable-timer';
import { RunOutput } from './run-output';
import { blankAround } from './blank-around';
import type { OutputPiece } from '../contract/worker-messages';

/** What every result says. */
type Outcome = Pick<RunResult, 'stdout' | 'stderr' | 'durationMs' | 'stateLost'>;

/** Why a run is being stopped. */
export type StopReason = 'interrupt' | 'timeout';

interface ActiveRunOptions {
  id: number;
  source: string;
  options: RunOptions;
  isOwn?: boolean;
  isQuestion?: boolean;
  limits: { runTimeoutMs: number; outputBytes: number };
}

/** A run from the moment it is asked for until its result. */
export class ActiveRun {
  readonly id: number;
  readonly source: string;
  readonly filename: string;
  readonly result: Promise<RunResult>;
  readonly signal: AbortSignal | undefined;
  /** The session's own text, between two programs: nobody is shown what it prints. */
  readonly isOwn: boolean;
  /** Asked and answered in a moment: nobody needs to be told that Python runs. */
  readonly isQuestion: boolean;
  /** Set when somebody wants this run to end. */
  stopReason: StopReason | undefined;
  /** The variables were lost before this run began, and no result has said so yet. */
  wasStateLost = false;
  /** The page's `onOutput` has thrown. */
  hasFailedToShow = false;
  readonly #output: RunOutput;
  readonly #timeoutMs: number;
  readonly #options: RunOptions;
  #resolve!: (result: RunResult) => void;
  #reject!: (error: GoruError) => void;
  #timer: PausableTimer | undefined;
  #startedMs: number | undefined;
  #waitedMs = 0;
  #waitingSinceMs: number | undefined;

  constructor({ id, source, options, limits, isOwn, isQuestion = false }: ActiveRunOptions) {
    this.id = id;
    this.isOwn = isOwn ?? isQuestion;
    this.isQuestion = isQuestion;
    this.#options = options;
    this.source = source;
    this.filename = options.filename ?? 'main.py';
    this.signal = options.signal;
    this.#timeoutMs = options.timeoutMs ?? limits.runTimeoutMs;
    this.#output = new RunOutput(limits.outputBytes);
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get frame(): RunFrame {
    const { id: run, source, filename } = this;
    const frame = { type: 'run', run, source, filename } as const;
    if (this.isQuestion) return { ...frame, mode: 'question' };
    const { mode, part, args, seed, output } = this.#options;
    return {
      ...frame,
      ...(mode === undefined || mode === 'program' ? {} : { mode }),
      ...(part === undefined ? {} : { code: blankAround(source, part) }),
      ...(args === undefined ? {} : { args }),
      ...(seed === undefined ? {} : { seed }),
      ...(output === undefined ? {} : { output }),
      ...(this.clockMs === null ? {} : { isClockFrozen: true }),
    };
  }

  /** Where the wall clock stands still; null where it goes on. */
  get clockMs(): number | null {
    return this.#options.clockMs ?? null;
  }

  start(onTimeout: () => void): void {
    this.#startedMs = performance.now();
    this.#timer = new PausableTimer(this.#timeoutMs, onTimeout);
    this.#timer.start();
  }

  /** The clocks stop while a person is thinking. */
  beginWaiting(): void {
    if (this.#waitingSinceMs !== undefined) return;
    this.#waitingSinceMs = performance.now();
    this.#timer?.pause();
  }

  endWaiting(): void {
    if (this.#waitingSinceMs === undefined) return;
    this.#waitedMs += performance.now() - this.#waitingSinceMs;
    this.#waitingSinceMs = undefined;
    this.#timer?.start();
  }

  takeOutput(piece: OutputPiece): OutputChunk[] {
    return this.#output.take(piece);
  }

  takeDisplay(data: MimeBundle): ReturnType<RunOutput['takeDisplay']> {
    return this.#output.takeDisplay(
      // The types are the program's, too: without them a bundle could be as large as it likes, or come without end.
      Object.entries(data).reduce((sum, [type, text]) => sum + type.length + text.length, 0),
    );
  }

  /** The value's rich form, which counts as output, too. */
  takeValue(frame: GuestRunResult): {
    display: MimeBundle | null;
    notice: readonly OutputChunk[];
  } {
    if (frame.status !== 'ok' || frame.display === undefined) return { display: null, notice: [] };
    const { isKept, notice } = this.takeDisplay(frame.display);
    return { display: isKept ? frame.display : null, notice };
  }

  /** Last output, to be shown before the result is known. */
  finishOutput(): OutputChunk[] {
    this.#timer?.pause();
    return this.#output.finish();
  }

  complete(outcome: GuestRunResult, display: MimeBundle | null = null): void {
    const base = this.#outcome(false);
    switch (outcome.status) {
      case 'ok':
        this.#resolve({ ...base, status: 'ok', value: outcome.value, display });
        break;
      case 'exit':
        this.#resolve({ ...base, status: 'exit', code: outcome.code });
        break;
      case 'interrupted':
        this.#resolve(this.#stopped(base));
        break;
      case 'error': {
        const { message, traceback, line, column, endLine, endColumn, errorType: type } = outcome;
        const where = { line, column, endLine, endColumn };
        this.#resolve({ ...base, status: 'error', type, message, traceback, ...where });
        break;
      }
    }
  }

  /** The run was stopped by replacing the interpreter, or never began. */
  completeStopped(stateLost: boolean): void {
    this.#resolve(this.#stopped(this.#outcome(stateLost)));
  }

  /** `os._exit` and the like: the program ended, and took the interpreter with it. */
  completeExit(code: number): void {
    this.#resolve({ ...this.#outcome(true), status: 'exit', code });
  }

  completeCrashed(message: string): void {
    this.#resolve({ ...this.#outcome(true), status: 'crashed', message });
  }

  reject(error: GoruError): void {
    this.#timer?.pause();
    this.#reject(error);
  }

  #stopped(base: Outcome): RunResult {
    return this.stopReason === 'timeout'
      ? { ...base, status: 'timeout', limitMs: this.#timeoutMs }
      : { ...base, status: 'interrupted' };
  }

  #outcome(stateLost: boolean): Outcome {
    this.endWaiting();
    this.#timer?.pause();
    const elapsedMs = this.#startedMs === undefined ? 0 : performance.now() - this.#startedMs;
    return {
      stdout: this.#output.text('stdout'),
      stderr: this.#output.text('stderr'),
      durationMs: elapsedMs - this.#waitedMs,
      stateLost: stateLost || this.wasStateLost,
    };
  }
}
