import { callMethods, FunctionRegistry } from '../call/service';
import type { DisplayFrame, FrameWithPayload, GuestFrame, ResultFrame } from '../contract/frames';
import { GoruError, isGoruError } from '../contract/goru-error';
import type { Limits } from '../contract/limits';
import type {
  ChannelKind,
  HostCallReport,
  HostFunction,
  MimeBundle,
  OutputChunk,
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
import { disabledMethods } from '../host/disabled-methods';
import { Host, type ServiceMethods } from '../host/host';
import type { Broker } from '../http/broker';
import type { Granting } from '../http/granted';
import { grantedFiles } from '../http/granted-files';
import { HostConsent } from '../http/host-consent';
import { HostGrants } from '../http/host-grants';
import { httpMethods } from '../http/service';
import type { PackageOptions } from '../packages/session-packages';
import { createSessionConsole, QUESTION_TIMEOUT_MS } from './ask-python';
import { ActiveRun, type StopReason } from './active-run';
import type { MountStorage } from './mount-storage';
import { LazyPackages } from './lazy-packages';
import type { InterpreterPool, ReadyInterpreter } from './interpreter-pool';
import { indexFetch } from './index-fetch';
import { inNextTask } from './next-task';
import { SessionFilesClient } from './session-files-client';
import { proveByImport } from './prove-by-import';
import { stdinMethods } from './stdin';
import { PausableTimer } from './pausable-timer';
import { StopTimer } from './stop-timer';
import { checkHostFunction, checkRun } from './validate-options';
import { describeEnd, type InterpreterEnd, type WorkerLink } from './worker-link';

/**
 * No sign of `KeyboardInterrupt` after this long means busy code: only replacement helps. The
 * fallback's messages take a longer way.
 */
const HEED_MS = { jspi: 300, 'service-worker': 700 } satisfies Record<ChannelKind, number>;
/** How long an interpreter may be busy between two runs, with what later ones may need. */
const REST_MS = 30_000;

interface GoruSessionOptions {
  pool: InterpreterPool;
  storage: MountStorage;
  limits: Limits;
  session: SessionOptions;
  /** What of the capabilities is on and works on the page. */
  methods: ServiceMethods;
  /** Sends what programs ask for over http. */
  broker: Broker;
  /** Asks the package index: a broker of its own, so that neither makes the other's frames come and go. */
  indexBroker: Broker;
  /** Where packages come from. */
  packages: Pick<
    PackageOptions,
    'python' | 'fullPython' | 'indexUrl' | 'storeName' | 'bundled' | 'readStandIn' | 'compile'
  >;
}

type Wanted = Pick<
  ConstructorParameters<typeof ActiveRun>[0],
  'source' | 'options' | 'isOwn' | 'isQuestion'
>;

const BETWEEN_RUNS = new GoruError('cancelled', 'no program is running');

/** What a program may wait for a person to do, and the status that says so. */
const WAITING_STATES = {
  input: 'waiting-for-input',
  permission: 'waiting-for-permission',
} as const;

type WaitingFor = keyof typeof WAITING_STATES;

/** An interpreter that belongs to this session, with the host that answers it. */
interface Current extends ReadyInterpreter {
  host: Host;
}

/** The session: one status, one queue of runs, one interpreter at a time. */
export class GoruSession implements Session {
  readonly #pool: InterpreterPool;
  readonly #storage: MountStorage;
  readonly #limits: Limits;
  readonly #options: SessionOptions;
  readonly #methods: ServiceMethods;
  readonly #functions: FunctionRegistry;
  readonly #grants: HostGrants;
  readonly #files = new SessionFilesClient();
  readonly #console = createSessionConsole((source) => {
    const options = { filename: '<question>', timeoutMs: QUESTION_TIMEOUT_MS };
    return this.#runOwn({ source, options, isQuestion: true });
  });
  readonly #consent: HostConsent;
  readonly #broker: Broker;
  readonly #indexBroker: Broker;
  readonly #packages: LazyPackages;
  readonly #observers = new Set<{ listener: (report: HostCallReport) => void }>();
  #status: SessionStatus = { state: 'loading', loadedBytes: 0, totalBytes: 0 };
  #current: Current | undefined;
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
  #isWatching = false;
  #restTimer: PausableTimer | undefined;
  /** Where the interpreter's wall clock stands still. */
  #frozenAtMs: number | null = null;

  constructor(options: GoruSessionOptions) {
    const { pool, storage, limits, session, methods, broker } = options;
    this.#pool = pool;
    this.#storage = storage;
    this.#limits = limits;
    this.#options = session;
    this.#methods = methods;
    this.#functions = new FunctionRegistry(session.functions);
    this.#grants = new HostGrants(session.allowedHosts);
    this.#broker = broker;
    this.#indexBroker = options.indexBroker;
    this.#consent = new HostConsent({
      grants: this.#grants,
      ask: session.onHostRequest,
      onWaiting: (is) => {
        this.#setWaiting('permission', is);
      },
      onDefect: reportError,
    });
    this.#packages = new LazyPackages({
      ...options.packages,
      ...session,
      limits: limits.packages,
      fetchIndex: indexFetch(this.#indexBroker),
      files: grantedFiles({
        ...this.#granting(),
        onReport: (report) => {
          tell(session.onHttpRequest, report);
        },
      }),
      onWaiting: (is) => {
        this.#setWaiting('permission', is);
      },
      onDefect: reportError,
      prove: proveByImport((source, options) => this.#runOwn({ source, options, isOwn: true })),
    });
  }

  get packages(): SessionPackages {
    return this.#packages;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get channel(): ChannelKind | null {
    return this.#channel;
  }

  get allowedHosts(): readonly string[] {
    return this.#grants.hosts;
  }

  allowHost(host: string): void {
    this.#grants.add(host);
  }

  disallowHost(host: string): void {
    this.#grants.remove(host);
  }

  get console(): SessionConsole {
    return this.#console;
  }

  get files(): SessionFiles {
    return this.#files;
  }

  observeHostCalls(listener: (report: HostCallReport) => void): () => void {
    const entry = { listener };
    this.#observers.add(entry);
    this.#tellObserved(this.#current?.link);
    return () => {
      this.#observers.delete(entry);
      this.#tellObserved(this.#current?.link);
    };
  }

  /** Calls of `fs` are answered, and measured, in the worker. */
  #tellObserved(link: WorkerLink | undefined): void {
    link?.control({ type: 'observe-host-calls', isOn: this.#observers.size > 0 });
  }

  registerFunction(name: string, fn: HostFunction): void {
    checkHostFunction(name, fn);
    this.#functions.register(name, fn);
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
    this.#current?.host.cancelAll();
    this.#current = undefined;
    this.#files.close();
    this.#pool.close();
    this.#packages.close();
    this.#forgetRun();
    this.#broker.close();
    this.#indexBroker.close();
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
    if (this.#current === undefined) {
      // After a failed start: a run is a reason to try again.
      if (this.#status.state === 'crashed') void this.#replace('crash', () => undefined);
      return;
    }
    const run = this.#queue.shift();
    if (run === undefined) return;
    this.#run = run;
    this.#consent.beginRun();
    if (!run.isQuestion) this.#setStatus({ state: 'running' });
    if (!run.isOwn) {
      run.wasStateLost = this.#wasStateLost;
      this.#wasStateLost = false;
    }
    run.start(() => {
      this.#stop(run, 'timeout');
    });
    this.#setClock(run.clockMs);
    this.#current.link.send(run.frame);
  }

  /** The next run's wall clock. */
  #setClock(atMs: number | null): void {
    if (this.#frozenAtMs === atMs) return;
    this.#frozenAtMs = atMs;
    this.#current?.link.control({ type: 'freeze-clock', atMs });
  }

  /** `KeyboardInterrupt` first; if that is not heeded in time, a fresh interpreter. */
  #stop(run: ActiveRun, reason: StopReason): void {
    if (run.stopReason !== undefined) return;
    run.stopReason = reason;
    this.#setStatus({ state: 'stopping' });
    this.#current?.link.send({ type: 'interrupt', run: run.id });
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
    const current = this.#current;
    this.#current = undefined;
    this.#isWatching = false;
    if (current !== undefined) {
      this.#files.disconnect();
      this.#storage.detach('Python was restarted');
      this.#packages.detach();
      current.host.cancelAll();
      this.#pool.release(current);
    }
    this.#setStatus({ state: 'restarting', reason });
    const run = this.#run;
    this.#run = undefined;
    this.#forgetRun();
    if (run !== undefined) {
      void this.#show(run.finishOutput(), run);
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
    const interpreter = await this.#pool.take();
    if (this.#isClosed()) throw closedError();
    const { link } = interpreter;
    let ended: InterpreterEnd | undefined;
    const host = new Host({
      methods: {
        ...disabledMethods(),
        ...this.#methods,
        ...callMethods(this.#functions),
        ...stdinMethods({
          ask: this.#options.onInput,
          onWaiting: (is) => {
            this.#setWaiting('input', is);
          },
        }),
        ...this.#httpMethods(),
        ...this.#packages.methods,
      },
      send: (frame, payload) => {
        interpreter.link.send(frame, payload);
      },
      backPressure: { canSend: () => !interpreter.link.isBacklogged, inNextTask },
      maxPendingCalls: this.#limits.pendingCalls,
      maxPendingBytes: this.#limits.frameBytes,
      observer: () => (this.#observers.size === 0 ? undefined : this.#reportHostCall),
    });
    interpreter.attach({
      onFrame: (received, onDealtWith) => {
        this.#receive(received, host, onDealtWith);
      },
      onTaken: () => {
        host.resume();
      },
      onOutput: (pieces) => {
        this.#takeOutput(pieces);
      },
      onEnd: (end) => {
        if (this.#current?.link === link) this.#interpreterEnded(end);
        else {
          ended = end;
          this.#storage.detach(describeEnd(end));
        }
      },
      onFiles: (message) => {
        this.#files.receive(message);
      },
      onStorage: (message) => {
        this.#storage.receive(message);
      },
      onOpenedPackagesGone: (paths) => {
        this.#packages.openedFilesGone(paths);
      },
      onOpenedPackages: (paths) => {
        this.#packages.filesOpened(paths);
      },
      onHostCall: this.#reportHostCall,
      onGuestState: (state) => {
        this.#takeGuestState(state);
      },
      onInterruptHeard: () => this.#stopTimer?.heard(),
    });
    try {
      // Ready means: with all of its files. A spare had none, so as not to hold them.
      await this.#storage.attach(interpreter.channel, (message) => {
        link.control(message);
      });
      await this.#packages.attach((piece) => {
        link.control({ type: 'change-packages', ...piece });
      });
      if (ended !== undefined) throw new GoruError('interpreter', describeEnd(ended));
    } catch (error) {
      this.#pool.release(interpreter);
      throw error;
    }
    this.#current = { ...interpreter, host };
    this.#frozenAtMs = null;
    if (this.#observers.size > 0) this.#tellObserved(link);
    this.#files.connect((message) => {
      link.control(message);
    });
    this.#channel = interpreter.channel;
    this.#becomeReady();
  }

  #granting(): Granting {
    return {
      grants: this.#grants,
      consent: this.#consent,
      broker: this.#broker,
      isEnabled: () => this.#options.onHostRequest !== undefined || this.#grants.hosts.length > 0,
    };
  }

  #httpMethods(): ServiceMethods {
    const { onHttpRequest, onHttpProgress } = this.#options;
    return httpMethods({
      ...this.#granting(),
      limits: this.#limits.http,
      onReport: (report) => {
        tell(onHttpRequest, report);
      },
      onProgress: (progress) => {
        tell(onHttpProgress, progress);
      },
    });
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
      if (this.#run === undefined) host.refuse(frame, BETWEEN_RUNS);
      else {
        host.call(frame, payload, onDealtWith);
        return;
      }
    }
    if (frame.type === 'display') {
      void this.#display(frame).finally(onDealtWith);
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
        const { display, notice } = admitDisplay(frame, run);
        void this.#show([...notice, ...run.finishOutput()], run);
        run.complete(frame, display);
        this.#setClock(null);
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
    const current = this.#current;
    // Output between runs (a finaliser, say) belongs to nobody, but the guest must not wait for it.
    const shown = run === undefined ? [] : pieces.flatMap((piece) => run.takeOutput(piece));
    const byteCount = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
    void this.#show(shown, run).finally(() => current?.link.acknowledgeOutput(byteCount));
  }

  /** A page may take its time with a value; until then it counts as one that the page is behind with. */
  async #display({ data }: DisplayFrame): Promise<void> {
    const run = this.#run;
    const onDisplay = isNews(data) ? this.#options.onNews : this.#options.onDisplay;
    if (onDisplay === undefined || run === undefined || run.isOwn) return;
    const { isKept, notice } = run.takeDisplay(data);
    void this.#show(notice, run);
    if (!isKept) return;
    try {
      await onDisplay(data);
    } catch (error) {
      reportShowFailure(error, run);
    }
  }

  /** Hands chunks to the page in order; resolves when it has dealt with all of them. */
  async #show(chunks: readonly OutputChunk[], run: ActiveRun | undefined): Promise<void> {
    const { onOutput } = this.#options;
    if (onOutput === undefined || run?.isOwn === true) return;
    try {
      await Promise.all(
        chunks.map(async (chunk) => {
          await onOutput(chunk);
        }),
      );
    } catch (error) {
      reportShowFailure(error, run);
    }
  }

  readonly #reportHostCall = (report: HostCallReport): void => {
    for (const { listener } of this.#observers) tell(listener, report);
  };

  /** Tasks may wait side by side; the status is what the latest of them waits for. */
  #setWaiting(what: WaitingFor, isWaiting: boolean): void {
    if (isWaiting) this.#waits.push(what);
    else if (this.#waits.includes(what)) this.#waits.splice(this.#waits.lastIndexOf(what), 1);
    if (this.#run === undefined) return;
    const current = this.#waits.at(-1);
    this.#watchBlocking(current !== undefined);
    if (current === undefined) this.#run.endWaiting();
    // Stopping, restarting: what comes next is said by whoever does that.
    const { state } = this.#status;
    if (state !== 'running' && !Object.values<string>(WAITING_STATES).includes(state)) return;
    this.#setStatus({ state: current === undefined ? 'running' : WAITING_STATES[current] });
  }

  /** A person's time is not the program's, as long as that does nothing meanwhile. */
  #watchBlocking(isOn: boolean): void {
    if (this.#isWatching === isOn) return;
    this.#isWatching = isOn;
    this.#current?.link.control({ type: 'watch-blocking', isOn });
  }

  #takeGuestState(state: GuestState): void {
    switch (state) {
      case 'blocked':
        if (this.#isWatching) this.#run?.beginWaiting();
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
    this.#watchBlocking(false);
    this.#consent.endRun();
    this.#packages.endRun();
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
    tell(this.#options.onStatus, status);
  }
}

/** Of no interest to whoever shows values. */
function isNews(data: MimeBundle): boolean {
  return Object.keys(data).some((type) =>
    /^application\/vnd\.goru\.(?:tests|checks|debugger)\+json$/.test(type),
  );
}

/** A run's value in its rich form counts as output, too. */
function admitDisplay(
  frame: ResultFrame,
  run: ActiveRun,
): { display: MimeBundle | null; notice: readonly OutputChunk[] } {
  if (frame.status !== 'ok' || frame.display === undefined) return { display: null, notice: [] };
  const { isKept, notice } = run.takeDisplay(frame.display);
  return { display: isKept ? frame.display : null, notice };
}

/** Calls the page back; an error there is the page's own bug: reported there, and no matter here. */
function tell<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch (error) {
    reportError(error);
  }
}

/** The page's own bug: report it there, go on here. Once is enough of a program that prints. */
function reportShowFailure(error: unknown, run: ActiveRun | undefined): void {
  if (run?.hasFailedToShow === true) return;
  if (run !== undefined) run.hasFailedToShow = true;
  reportError(error);
}

function closedError(): GoruError {
  return new GoruError('session-closed', 'session closed');
}

function messageOf(error: unknown): string {
  return isGoruError(error) || error instanceof Error ? error.message : String(error);
}
