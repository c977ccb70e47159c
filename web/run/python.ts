import { createSession, defaultPython } from '../../src/index';
import { createStore } from '../ui/store';
import { INITIAL_PYTHON_STATE } from './python-state';
import { describeEnd, missingTraceback } from './run-report';
import { StopReport } from './stop-report';
import { words } from '../words/run';
import type {
  ChannelKind,
  PythonVersion,
  RunOptions,
  RunResult,
  Session,
  SessionOptions,
} from '../../src/index';
import type { Store } from '../ui/store';
import type { ConsolePort } from './console-port';
import type { PythonState } from './python-state';

export interface Python {
  readonly version: PythonVersion;
  readonly store: Store<PythonState>;
  /** Connects the output; the returned function disconnects it. */
  attach: (port: ConsolePort) => () => void;
  /**
   * Resolves with null when the run never started. One run at a time: more are ignored. `prepare` is waited for once
   * Python is there.
   */
  run: (source: string, prepare?: () => Promise<void>) => Promise<RunResult | null>;
  /** The same for an entry of the console, which goes on with what is there. */
  enter: (source: string, prepare?: () => Promise<void>) => Promise<RunResult | null>;
  /** Adds a line of the page's own to the output. */
  tell: (text: string) => void;
  stop: () => void;
  reset: () => void;
  /** Loads again after a failure. */
  retry: () => void;
}

export interface PythonOptions {
  version?: PythonVersion;
  channel?: ChannelKind;
  /** What programs may touch, and who is asked. */
  grants?: SessionOptions;
  /** A session is ready; runs wait until this is done. What it resolves with goes into the output. */
  onSession?: (session: Session) => Promise<string | null>;
}

type RunKind = 'program' | 'entry';

const RUN_OPTIONS = {
  program: { filename: 'main.py' },
  entry: { filename: '<console>', mode: 'console' },
} as const satisfies Record<RunKind, RunOptions>;

/** Starts loading Python at once and connects it to the page. */
export function startPython(options: PythonOptions = {}): Python {
  const { version = defaultPython } = options;
  const store = createStore<PythonState>(INITIAL_PYTHON_STATE);
  let port: ConsolePort | null = null;
  let run: AbortController | null = null;
  /** How often the output said that variables are gone. */
  let restartsTold = 0;
  const stopReport = new StopReport((text, kind) => port?.write(text, kind));
  let session = start();

  function start(): Promise<Session> {
    store.update({ status: INITIAL_PYTHON_STATE.status });
    const starting = connect();
    starting.catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      store.update({ status: { state: 'failed', message } });
    });
    return starting;
  }

  async function connect(): Promise<Session> {
    const ready = await createSession(sessionOptions());
    // For whoever has to find out from outside how Python blocks here.
    document.documentElement.dataset['channel'] = ready.channel ?? 'none';
    const connecting = options.onSession?.(ready);
    store.update({ session: ready });
    const problem = (await connecting) ?? null;
    if (problem !== null) void port?.writeLine(problem, 'notice');
    return ready;
  }

  function sessionOptions(): SessionOptions {
    return {
      ...options.grants,
      python: version,
      onOutput: ({ text, stream }) => stopReport.take(text, stream),
      onDisplay: (value) => {
        stopReport.pass();
        return port?.show(value, 'stdout');
      },
      onInput: ({ signal }) => port?.ask(signal) ?? null,
      onStatus: (status) => {
        store.update({ status });
        if (status.state === 'restarting') store.update({ hasVariables: false });
      },
      ...(options.channel === undefined ? {} : { channel: options.channel }),
    };
  }

  async function runText(
    source: string,
    kind: RunKind,
    prepare?: () => Promise<void>,
  ): Promise<RunResult | null> {
    if (run) return null;
    run = new AbortController();
    run.signal.addEventListener('abort', () => {
      stopReport.hold();
    });
    store.update({ isBusy: true });
    // Somebody who wants to run a program wants Python to be there.
    if (store.get().status.state === 'failed') session = start();
    if (kind === 'program') port?.startRun();
    else port?.startEntry(source);
    try {
      const ready = await untilAborted(session, run.signal);
      if (prepare) await untilAborted(prepare(), run.signal);
      const result = await ready.run(source, { ...RUN_OPTIONS[kind], signal: run.signal });
      report(result, source, kind);
      return result;
    } catch (error) {
      reportFailure(error);
      return null;
    } finally {
      run = null;
      store.update({ isBusy: false });
    }
  }

  function report(result: RunResult, source: string, kind: RunKind): void {
    const { durationMs, stateLost } = result;
    // Without Stop or a reset it was the program's own KeyboardInterrupt: an error like any other.
    const isOwnInterrupt =
      result.status === 'interrupted' && run?.signal.aborted !== true && !stateLost;
    const status = isOwnInterrupt ? 'error' : result.status;
    const stoppedAt = status === 'interrupted' ? stopReport.drop(source) : null;
    stopReport.release();
    const traceback = missingTraceback(result);
    if (traceback !== null) void port?.write(`${traceback}\n`, 'stderr');
    if (result.status === 'ok' && result.display !== null) {
      void port?.show(result.display, 'result');
    }
    const lines = isOwnInterrupt ? [] : describeEnd(result, stoppedAt);
    for (const { text, kind } of lines) void port?.writeLine(text, kind);
    if (stateLost) restartsTold += 1;
    store.update({
      hasVariables: !stateLost,
      ...(kind === 'program' ? { lastRun: { status, durationMs } } : {}),
    });
  }

  function reportFailure(error: unknown): void {
    stopReport.release();
    const wasStopped = run?.signal.aborted === true;
    // Then the output says so itself, and offers the way out.
    if (!wasStopped && store.get().status.state === 'failed') return;
    const reason = error instanceof Error ? error.message : String(error);
    void port?.writeLine(wasStopped ? words().stopped : words().didNotRun(reason), 'notice');
  }

  async function resetSession(): Promise<void> {
    const current = await session;
    const toldBefore = restartsTold;
    await current.reset();
    // A run that was going on has said so itself.
    if (restartsTold === toldBefore) void port?.writeLine(words().restarted, 'notice');
  }

  return {
    version,
    store,
    attach: (next) => {
      port = next;
      return () => {
        if (port === next) port = null;
      };
    },
    run: (source, prepare) => runText(source, 'program', prepare),
    enter: (source, prepare) => runText(source, 'entry', prepare),
    tell: (text) => void port?.writeLine(text, 'notice'),
    stop: () => run?.abort(),
    reset: () => void resetSession().catch(reportFailure),
    retry: () => {
      session = start();
    },
  };
}

/** `promise`, or a rejection as soon as `signal` aborts. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new Error('stopped'));
      },
      { once: true },
    );
    promise.then(resolve, reject);
  });
}
