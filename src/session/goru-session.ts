import type { FrameWithPayload, GuestFrame } from '../contract/frames';
import { GoruError, isGoruError } from '../contract/goru-error';
import type { Limits } from '../contract/limits';
import type {
  ChannelKind,
  HostCallReport,
  HostFunction,
  RunOptions,
  SessionOptions,
} from '../contract/options';
import type { RunResult } from '../contract/run-result';
import type { Session } from '../contract/session';
import type { SessionConsole } from '../contract/session-console';
import type { SessionFiles } from '../contract/session-files';
import type { SessionPackages } from '../contract/session-packages';
import type { RestartReason, SessionStatus } from '../contract/session-status';
import type { GuestState, OutputPiece } from '../contract/worker-messages';
import type { Host } from '../host/host';
import { ActiveRun, type StopReason } from './active-run';
import { createSessionConsole, QUESTION_TIMEOUT_MS } from './ask-python';
import { Capabilities, type CapabilityOptions, type WaitingFor } from './capabilities';
import { closedError } from './closed-error';
import { HostCallObservers } from './host-call-observers';
import type { InterpreterPool } from './interpreter-pool';
import { InterpreterSeat } from './interpreter-seat';
import type { MountStorage } from './mount-storage';
import { PageOutput } from './page-output';
import { PausableTimer } from './pausable-timer';
import { SessionFilesClient } from './session-files-client';
import { StopTimer } from './stop-timer';
import { tell } from './tell';
import { checkHostFunction, checkRun } from './validate-options';
import { describeEnd, type InterpreterEnd } from './worker-link';

/**
 * No sign of `KeyboardInterrupt` after this long means busy code: only replacement helps, which takes the variables. On a
 * machine with too much to do 300 ms were at times too few for code that would have heard. The
 * fallback's messages take a longer way.
 */
const HEED_MS = { jspi: 500, 'service-worker': 700 } satisfies Record<ChannelKind, number>;
/** How long an interpreter may be busy between two runs, with what later ones may need. */
const REST_MS = 30_000;

interface GoruSessionOptions extends CapabilityOptions {
  pool: InterpreterPool;
  storage: MountStorage;
}

type Wanted = Pick<
  ConstructorParameters<typeof ActiveRun>[0],
  'source' | 'options' | 'isOwn' | 'isQuestion'
>;

const BETWEEN_RUNS = new GoruError('cancelled', 'no program is running');

/** The status that says what a program waits for. */
const WAITING_STATES = {
  input: 'waiting-for-input',
  permission: 'waiting-for-permission',
} as const satisfies Record<WaitingFor, SessionStatus['state']>;

/** The session: one status, one queue of runs, one interpreter at a time. */
export class GoruSession implements Session {
  readonly #pool: InterpreterPool;
  readonly #storage: MountStorage;
  readonly #seat: InterpreterSeat;
  readonly #limits: Limits;
  readonly #onStatus: SessionOptions['onStatus'];
  readonly #capabilities: Capabilities;
  readonly #output: PageOutput;
  readonly #files = new SessionFilesClient();
  readonly #console = createSessionConsole((source) => {
    const options = { filename: '<question>', timeoutMs: QUESTION_TIMEOUT_MS };
    return this.#runOwn({ source, options, isQuestion: true });
  });
  readonly #observers = new HostCallObservers(() => {
    this.#seat.current?.observeHostCalls(this.#observers.isWatched);
  });
  #status: SessionStatus = { state: 'loading', loadedBytes: 0, totalBytes: 0 };
  #replacing: Promise<void> | undefined;
  #run: ActiveRun | undefined;
  readonly #queue: ActiveRun[] = [];
  #lastRunId = 0;
  #stopTimer: StopTimer | undefined;
  /** An interpreter ended while nothing ran: the next result has to say so. */
  #wasStateLost = false;
  #channel: ChannelKind | null = null;
  #whenIdle: (() => void)[] = [];
  readonly #waits: WaitingFor[] = [];
  #restTimer: PausableTimer | undefined;

  constructor(options: GoruSessionOptions) {
    const { pool, storage, limits, session } = options;
    this.#pool = pool;
    this.#storage = storage;
    this.#limits = limits;
    this.#onStatus = session.onStatus;
    this.#output = new PageOutput(session);
    this.#capabilities = new Capabilities(options, {
      onWaiting: (what, isWaiting) => {
        this.#setWaiting(what, isWaiting);
      },
      runOwn: (source, runOptions) => this.#runOwn({ source, options: runOptions, isOwn: true }),
    });
    const parts = {
      capabilities: this.#capabilities,
      files: this.#files,
      storage,
      observers: this.#observers,
      limits,
    };
    this.#seat = new InterpreterSeat(pool, parts, {
      onFrame: (received, host, onDealtWith) => {
        this.#receive(received, host, onDealtWith);
      },
      onOutput: (pieces) => {
        this.#takeOutput(pieces);
      },
      onEnd: (end) => {
        this.#interpreterEnded(end);
      },
      onGuestState: (state) => {
        this.#takeGuestState(state);
      },
      onInterruptHeard: () => this.#stopTimer?.heard(),
    });
  }

  get packages(): SessionPackages {
    return this.#capabilities.packages;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get channel(): ChannelKind | null {
    return this.#channel;
  }

  get allowedHosts(): readonly string[] {
    return this.#capabilities.grants.hosts;
  }

  allowHost(host: string): void {
    this.#capabilities.grants.add(host);
  }

  disallowHost(host: string): void {
    this.#capabilities.grants.remove(host);
  }

  get console(): SessionConsole {
    return this.#console;
  }

  get files(): SessionFiles {
    return this.#files;
  }

  observeHostCalls(listener: (report: HostCallReport) => void): () => void {
    return this.#observers.add(listener);
  }

  registerFunction(name: string, fn: HostFunction): void {
    checkHostFunction(name, fn);
    this.#capabilities.functions.register(name, fn);
  }

  reportLoading(loadedBytes: number, totalBytes: number): void {
    if (this.#status.state === 'loading')
      this.#setStatus({ state: 'loading', loadedBytes, totalBytes });
  }

  /** Brings up the first interpreter. */
  async start(): Promise<void> {
    try {
      await this.#bringUp();
    } catch (error) {
      this.#setStatus({ state: 'crashed', message: messageOf(error) });
      throw error;
    }
  }

  async run(source: string, options: RunOptions = {}): Promise<RunResult> {
    if (this.#isClosed()) throw closedError();
    checkRun(source, options);
    return this.#enqueue({ source, options });
  }

  /** Undefined while a program runs, or anything else keeps Python from it. */
  async #runOwn(wanted: Wanted): Promise<RunResult | undefined> {
    if (this.#status.state !== 'ready' || this.#queue.length > 0) return undefined;
    const result = await this.#enqueue(wanted);
    // Whose variables are gone hears of it with the next result.
    this.#wasStateLost ||= result.stateLost;
    return result;
  }

  #enqueue(wanted: Wanted): Promise<RunResult> {
    this.#lastRunId += 1;
    const run = new ActiveRun({ id: this.#lastRunId, limits: this.#limits, ...wanted });
    if (run.signal?.aborted === true) {
      run.completeStopped(false);
      return run.result;
    }
    run.signal?.addEventListener('abort', () => {
      this.#abort(run);
    });
    this.#queue.push(run);
    this.#startNext();
    return run.result;
  }

  interrupt(): Promise<void> {
    if (this.#isClosed()) return Promise.reject(closedError());
    if (this.#run !== undefined) this.#stop(this.#run, 'interrupt');
    return this.#idle();
  }

  async reset(): Promise<void> {
    if (this.#isClosed()) throw closedError();
    for (const run of this.#queue.splice(0)) run.completeStopped(true);
    this.#wasStateLost = false;
    if (this.#run !== undefined) this.#run.stopReason = 'interrupt';
    await this.#replace('reset', (run) => {
      run.completeStopped(true);
    });
    if (this.#isClosed()) throw closedError();
  }

  close(): void {
    if (this.#isClosed()) return;
    this.#stopTimer?.clear();
    this.#restTimer?.pause();
    this.#setStatus({ state: 'closed' });
    this.#seat.close();
    this.#waits.length = 0;
    this.#capabilities.close();
    // The last: by then no worker of ours touches the files any more.
    this.#storage.close();
    const pending = [...(this.#run === undefined ? [] : [this.#run]), ...this.#queue.splice(0)];
    this.#run = undefined;
    for (const run of pending) run.reject(closedError());
    this.#wakeIdle();
  }

  #abort(run: ActiveRun): void {
    const position = this.#queue.indexOf(run);
    if (position !== -1) {
      this.#queue.splice(position, 1);
      run.completeStopped(false);
    } else if (this.#run === run) {
      this.#stop(run, 'interrupt');
    }
  }

  #startNext(): void {
    if (this.#run !== undefined || this.#replacing !== undefined) return;
    if (this.#queue.length === 0) return;
    const { current } = this.#seat;
    if (current === undefined) {
      // After a failed start: a run is a reason to try again.
      if (this.#status.state === 'crashed') void this.#replace('crash', () => undefined);
      return;
    }
    const run = this.#queue.shift();
    if (run === undefined) return;
    this.#run = run;
    this.#capabilities.beginRun();
    if (!run.isQuestion) this.#setStatus({ state: 'running' });
    if (!run.isOwn) {
      run.wasStateLost = this.#wasStateLost;
      this.#wasStateLost = false;
    }
    run.start(() => {
      this.#stop(run, 'timeout');
    });
    current.setClock(run.clockMs);
    current.link.send(run.frame);
  }

  /** `KeyboardInterrupt` first; if that is not heeded in time, a fresh interpreter. */
  #stop(run: ActiveRun, reason: StopReason): void {
    if (run.stopReason !== undefined) return;
    run.stopReason = reason;
    this.#setStatus({ state: 'stopping' });
    this.#seat.current?.link.send({ type: 'interrupt', run: run.id });
    this.#stopTimer = new StopTimer({
      heedMs: HEED_MS[this.#channel ?? 'jspi'],
      onGiveUp: () => {
        if (this.#run !== run) return;
        void this.#replace(reason, () => {
          run.completeStopped(true);
        });
      },
    });
  }

  /** Ends the current interpreter, settles its run, and brings up another. */
  #replace(reason: RestartReason, settle: (run: ActiveRun) => void): Promise<void> {
    if (this.#replacing !== undefined) return this.#replacing;
    this.#stopTimer?.clear();
    this.#restTimer?.pause();
    this.#seat.empty();
    this.#setStatus({ state: 'restarting', reason });
    const run = this.#run;
    this.#run = undefined;
    this.#forgetRun();
    if (run !== undefined) {
      void this.#output.show(run.finishOutput(), run);
      settle(run);
    }
    this.#replacing = this.#bringUp()
      .catch((error: unknown) => {
        this.#failToStart(error);
      })
      .finally(() => {
        this.#replacing = undefined;
        this.#startNext();
      });
    return this.#replacing;
  }

  #failToStart(error: unknown): void {
    if (this.#isClosed()) return;
    const message = messageOf(error);
    this.#setStatus({ state: 'crashed', message });
    // Nobody could run these: say so instead of letting them wait for ever.
    for (const run of this.#queue.splice(0)) run.completeCrashed(message);
    this.#wakeIdle();
  }

  async #bringUp(): Promise<void> {
    this.#channel = (await this.#seat.fill()).channel;
    this.#becomeReady();
  }

  #becomeReady(): void {
    this.#setStatus({ state: 'ready' });
    this.#wakeIdle();
    this.#pool.prepareSpare();
    this.#startNext();
  }

  #receive(
    { frame, payload }: FrameWithPayload<GuestFrame>,
    host: Host,
    onDealtWith: () => void,
  ): void {
    if (frame.type === 'call') {
      // What a program has left behind may answer a question (its `__dir__`, say), but nobody has run it for that.
      if (this.#run === undefined || this.#run.isQuestion) host.refuse(frame, BETWEEN_RUNS);
      else {
        host.call(frame, payload, onDealtWith);
        return;
      }
    }
    if (frame.type === 'display') {
      void this.#output.display(frame, this.#run).finally(onDealtWith);
      return;
    }
    onDealtWith();
    switch (frame.type) {
      case 'call':
      case 'ready':
        break;
      case 'cancel':
        host.cancel(frame.id);
        break;
      case 'interrupted':
        if (this.#run?.id === frame.run) this.#stopTimer?.heeded();
        break;
      case 'result': {
        const run = this.#run;
        if (run?.id !== frame.run) break;
        this.#stopTimer?.clear();
        this.#run = undefined;
        // Nothing asked for in one run is answered in the next.
        host.cancelAll();
        this.#forgetRun();
        const { display, notice } = run.takeValue(frame);
        void this.#output.show([...notice, ...run.finishOutput()], run);
        run.complete(frame, display);
        this.#seat.current?.setClock(null);
        this.#awaitRest();
        this.#becomeReady();
        break;
      }
    }
  }

  #interpreterEnded(end: InterpreterEnd): void {
    // What was never run has lost nothing.
    this.#wasStateLost ||= this.#run === undefined && this.#lastRunId > 0;
    void this.#replace(end.reason === 'exit' ? 'exit' : 'crash', (run) => {
      if (end.reason === 'exit') run.completeExit(end.code);
      else run.completeCrashed(describeEnd(end));
    });
  }

  #takeOutput(pieces: readonly OutputPiece[]): void {
    const run = this.#run;
    const { current } = this.#seat;
    // Output between runs (a finaliser, say) belongs to nobody, but the guest must not wait for it.
    const shown = run === undefined ? [] : pieces.flatMap((piece) => run.takeOutput(piece));
    const byteCount = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
    void this.#output.show(shown, run).finally(() => current?.link.acknowledgeOutput(byteCount));
  }

  /** Tasks may wait side by side; the status is what the latest of them waits for. */
  #setWaiting(what: WaitingFor, isWaiting: boolean): void {
    if (isWaiting) this.#waits.push(what);
    else if (this.#waits.includes(what)) this.#waits.splice(this.#waits.lastIndexOf(what), 1);
    if (this.#run === undefined) return;
    const current = this.#waits.at(-1);
    // A person's time is not the program's, as long as that does nothing meanwhile.
    this.#seat.current?.watchBlocking(current !== undefined);
    if (current === undefined) this.#run.endWaiting();
    // Stopping, restarting: what comes next is said by whoever does that.
    const { state } = this.#status;
    if (state !== 'running' && !Object.values<string>(WAITING_STATES).includes(state)) return;
    this.#setStatus({ state: current === undefined ? 'running' : WAITING_STATES[current] });
  }

  #takeGuestState(state: GuestState): void {
    switch (state) {
      case 'blocked':
        if (this.#seat.current?.isWatched === true) this.#run?.beginWaiting();
        break;
      case 'unblocked':
        this.#run?.endWaiting();
        break;
      case 'at-rest':
        this.#restTimer?.pause();
        break;
      case 'restless':
        if (this.#run === undefined) this.#restTimer?.start();
        break;
    }
  }

  /** Between two runs the driver has little to do: who goes on and on has forged a result. */
  #awaitRest(): void {
    this.#restTimer?.pause();
    this.#restTimer = new PausableTimer(REST_MS, () => {
      if (this.#run === undefined) void this.#replace('timeout', () => undefined);
    });
    this.#restTimer.start();
  }

  /** What was allowed or asked for one run ends with it. */
  #forgetRun(): void {
    this.#waits.length = 0;
    this.#seat.current?.watchBlocking(false);
    this.#capabilities.endRun();
  }

  /** Resolves when nothing runs and nothing is being replaced. */
  #idle(): Promise<void> {
    const isBusy = this.#run !== undefined || this.#replacing !== undefined;
    if (!isBusy) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #wakeIdle(): void {
    for (const wake of this.#whenIdle.splice(0)) wake();
  }

  #isClosed(): boolean {
    return this.#status.state === 'closed';
  }

  #setStatus(status: SessionStatus): void {
    const isNoNews = status.state === 'ready' && this.#status.state === 'ready';
    if (this.#isClosed() || isNoNews) return;
    this.#status = status;
    tell(this.#onStatus, status);
  }
}

function messageOf(error: unknown): string {
  return isGoruError(error) || error instanceof Error ? error.message : String(error);
}
