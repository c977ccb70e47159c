import { createSession, defaultPython } from '../../src/index';
import { createStore } from '../ui/store';
import { INITIAL_PYTHON_STATE } from './python-state';
import { describeEnd, missingTraceback } from './run-report';
import { StopReport } from './stop-report';
import { messageOf } from '../ui/message-of';
import { words } from '../words/run';
import type {
  ChannelKind,
  MimeBundle,
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
  /** Resolves with null when the run never started. One run at a time: more are ignored. */
  run: (source: string, how?: RunHow) => Promise<RunResult | null>;
  /** Answers the program's question, if it asks one. */
  type: (line: string) => void;
  /** Who is told of tests, checks and the debugger. */
  takeNews: (take: (news: MimeBundle) => Promise<void>) => void;
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
  /** In which Python gives advice: `LANGUAGE` of its environment. Errors stay English. */
  language?: string;
  /** A session is ready; runs wait until this is done. What it resolves with goes into the output. */
  onSession?: (session: Session) => Promise<string | null>;
}

/** A whole program, an entry of the console, a part of a text, its tests, or its checks. */
export type RunKind = 'program' | 'entry' | 'part' | 'tests' | 'checks';

/** How a text is run; plainly as a program, unless it says otherwise. */
export interface RunHow {
  kind?: RunKind;
  options?: Omit<RunOptions, 'mode' | 'signal'>;
  /** What the output says above what a part, or tests, print. */
  title?: string;
  /** Lines that answer `input()` before a person is asked; the debugger always asks the person. */
  input?: readonly string[];
  /** Begins with no variables. */
  isFresh?: boolean;
  /** Waited for once Python is there. */
  prepare?: () => Promise<void>;
}

const RUN_OPTIONS = {
  program: { filename: 'main.py' },
  entry: { filename: '<console>', mode: 'console' },
  part: { filename: 'main.py' },
  tests: { filename: 'main.py', mode: 'tests' },
  checks: { filename: 'main.py', mode: 'checks' },
} as const satisfies Record<RunKind, RunOptions>;

/** After these there may be variables that were not there before. */
const LEAVES_VARIABLES: ReadonlySet<RunKind> = new Set(['program', 'entry', 'part']);

/** Starts loading Python at once and connects it to the page. */
export function startPython(options: PythonOptions = {}): Python {
  const { version = defaultPython, language = 'en' } = options;
  const store = createStore<PythonState>(INITIAL_PYTHON_STATE);
  let port: ConsolePort | null = null;
  let run: AbortController | null = null;
  let kindNow: RunKind = 'program';
  let inputAhead: readonly string[] = [];
  let takeNews = (_news: MimeBundle): Promise<void> => Promise.resolve();
  /** How often the output said that variables are gone. */
  let restartsTold = 0;
  const stopReport = new StopReport((text, kind) => port?.write(text, kind));
  let session = start();

  function start(): Promise<Session> {
    store.update({ status: INITIAL_PYTHON_STATE.status });
    const starting = connect();
    starting.catch((error: unknown) => {
      store.update({ status: { state: 'failed', message: messageOf(error) } });
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
      ...(language === 'en' ? {} : { env: { LANGUAGE: language } }),
      onOutput: ({ text, stream }) =>
        kindNow === 'checks' ? undefined : stopReport.take(text, stream),
      onDisplay: (value) => {
        if (kindNow === 'checks') return undefined;
        stopReport.pass();
        return port?.show(value, 'stdout');
      },
      onNews: (news) => takeNews(news),
      onInput: ({ reader, signal }) => {
        const [line, ...others] = inputAhead;
        if (line === undefined || reader === 'debugger') return port?.ask(signal) ?? null;
        inputAhead = others;
        port?.echo(line);
        return line;
      },
      onStatus: (status) => {
        store.update({ status });
        if (status.state === 'restarting') store.update({ hasVariables: false });
      },
      ...(options.channel === undefined ? {} : { channel: options.channel }),
    };
  }

  async function runText(
    source: string,
    { kind = 'program', options: runOptions, title = '', input = [], isFresh, prepare }: RunHow,
  ): Promise<RunResult | null> {
    if (run) return null;
    run = new AbortController();
    kindNow = kind;
    inputAhead = input;
    run.signal.addEventListener('abort', () => {
      stopReport.hold();
    });
    store.update({ isBusy: true });
    // Somebody who wants to run a program wants Python to be there.
    if (store.get().status.state === 'failed') session = start();
    if (kind === 'program') port?.startRun();
    else if (kind === 'entry') port?.startEntry(source);
    else if (kind !== 'checks') port?.startPart(title);
    try {
      const ready = await untilAborted(session, run.signal);
      if (isFresh === true) await untilAborted(ready.reset(), run.signal);
      if (prepare) await untilAborted(prepare(), run.signal);
      const { signal } = run;
      const result = await ready.run(source, { ...RUN_OPTIONS[kind], ...runOptions, signal });
      report(result, source, kind);
      return result;
    } catch (error) {
      reportFailure(error);
      return null;
    } finally {
      run = null;
      inputAhead = [];
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
    const traceback = kind === 'checks' ? null : missingTraceback(result);
    if (traceback !== null) void port?.write(`${traceback}\n`, 'stderr');
    if (result.status === 'ok' && result.display !== null) {
      void port?.show(result.display, 'result');
    }
    const lines = isOwnInterrupt || kind === 'checks' ? [] : describeEnd(result, stoppedAt);
    for (const { text, kind } of lines) void port?.writeLine(text, kind);
    if (stateLost && kind === 'checks') void port?.writeLine(words().restarted, 'notice');
    if (stateLost) restartsTold += 1;
    store.update({
      ...(LEAVES_VARIABLES.has(kind) || stateLost ? { hasVariables: !stateLost } : {}),
      ...(kind === 'program' ? { lastRun: { status, durationMs } } : {}),
    });
  }

  function reportFailure(error: unknown): void {
    stopReport.release();
    const wasStopped = run?.signal.aborted === true;
    // Then the output says so itself, and offers the way out.
    if (!wasStopped && store.get().status.state === 'failed') return;
    const text = wasStopped ? words().stopped : words().didNotRun(messageOf(error));
    void port?.writeLine(text, 'notice');
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
    run: (source, how = {}) => runText(source, how),
    type: (line) => port?.type(line),
    takeNews: (take) => {
      takeNews = take;
    },
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
