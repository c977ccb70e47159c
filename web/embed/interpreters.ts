import type { MimeBundle, RunOptions, RunResult, Session, SessionStatus } from '../../src/index';

/** All checks of a program together. */
const CHECKS_LIMIT_MS = 10_000;
const CHECK_MARK = /^# goru: check/m;

/** Whom an interpreter tells about the run that it has. */
export interface RunEvents {
  onStarted: () => void;
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  onDisplay: (bundle: MimeBundle) => void;
  onNews: (bundle: MimeBundle) => void;
  onInput: (signal: AbortSignal) => Promise<string | null>;
}

/** What a session is started with: its output and its questions belong to whichever run it has. */
export interface SessionHooks {
  onOutput: (chunk: { stream: 'stdout' | 'stderr'; text: string }) => void;
  onDisplay: (bundle: MimeBundle) => void;
  onNews: (bundle: MimeBundle) => void;
  onInput: (request: { signal: AbortSignal }) => Promise<string | null>;
  onStatus: (status: SessionStatus) => void;
}

export interface InterpretersOptions {
  start: (hooks: SessionHooks) => Promise<Pick<Session, 'run' | 'reset' | 'close'>>;
  onStatus: (status: SessionStatus) => void;
  /** Fresh ones that may run at the same time. */
  freshMax?: number;
  /** Sessions with a name; they stay. */
  namedMax?: number;
}

export interface Interpreters {
  /** Starts one, so that the first run need not wait for it. */
  warm: () => void;
  /** Runs in the session of that name, or in one that nobody has used. Rejects when there is no Python. */
  run: (
    session: string | null,
    source: string,
    events: RunEvents,
    options: RunOptions & { signal: AbortSignal },
  ) => Promise<RunResult>;
}

type Interpreter = Pick<Session, 'run' | 'reset' | 'close'>;

interface Place {
  session: Promise<Interpreter>;
  current: RunEvents | null;
  /** Who takes news: a program can tell some at any time, and nobody has asked it for any. */
  checked: RunEvents | null;
}

/**
 * The interpreters behind the snippets of a page. One that was used without a name is reset before the next snippet
 * gets it: that is the isolation, and twenty snippets take the memory of one. Sessions with a name keep their variables.
 */
export function createInterpreters(options: InterpretersOptions): Interpreters {
  const { freshMax = 2, namedMax = 8 } = options;
  const idle: Place[] = [];
  const named = new Map<string, Place>();
  const waiting: ((place: Place) => void)[] = [];
  let freshCount = 0;

  function open(): Place {
    const place: Place = {
      current: null,
      checked: null,
      session: options.start({
        onOutput: ({ stream, text }) => place.current?.onOutput(stream, text),
        onDisplay: (bundle) => place.current?.onDisplay(bundle),
        onNews: (bundle) => place.checked?.onNews(bundle),
        onInput: ({ signal }) => place.current?.onInput(signal) ?? Promise.resolve(null),
        onStatus: (status) => {
          options.onStatus(status);
          if (status.state === 'running') place.current?.onStarted();
        },
      }),
    };
    // Whoever runs in it is told.
    place.session.catch(() => undefined);
    return place;
  }

  function openFresh(): Place {
    freshCount += 1;
    return open();
  }

  function takeFresh(signal: AbortSignal): Promise<Place> {
    const place = idle.pop() ?? (freshCount < freshMax ? openFresh() : undefined);
    if (place !== undefined) return Promise.resolve(place);
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => {
        const index = waiting.indexOf(resolve);
        if (index === -1) return;
        waiting.splice(index, 1);
        reject(new Error('stopped before its turn came'));
      });
    });
  }

  function giveBack(place: Place): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(place);
    else next(place);
  }

  function drop(place: Place): void {
    freshCount -= 1;
    void place.session.then(
      (session) => {
        session.close();
      },
      () => undefined,
    );
    if (waiting.length > 0) giveBack(openFresh());
  }

  async function runIn(
    place: Place,
    source: string,
    events: RunEvents,
    runOptions: RunOptions,
  ): Promise<RunResult> {
    const session = await place.session;
    place.current = events;
    try {
      const result = await session.run(source, runOptions);
      const { signal } = runOptions;
      if (hasEndedWell(result) && CHECK_MARK.test(source) && signal?.aborted !== true) {
        place.checked = events;
        const limits = { output: result.stdout, timeoutMs: CHECKS_LIMIT_MS };
        await session.run(source, { mode: 'checks', ...limits, ...(signal && { signal }) });
      }
      return result;
    } finally {
      place.current = place.checked = null;
    }
  }

  async function runFresh(
    source: string,
    events: RunEvents,
    runOptions: RunOptions & { signal: AbortSignal },
  ): Promise<RunResult> {
    const place = await takeFresh(runOptions.signal);
    try {
      const result = await runIn(place, source, events, runOptions);
      // The next one waits for this, and nobody else does.
      place.session = place.session.then(async (session) => {
        await session.reset();
        return session;
      });
      place.session.catch(() => undefined);
      giveBack(place);
      return result;
    } catch (error) {
      drop(place);
      throw error;
    }
  }

  function findNamed(name: string): Place {
    const existing = named.get(name);
    if (existing !== undefined) return existing;
    if (named.size >= namedMax) {
      throw new Error(`a page may have ${String(namedMax)} named sessions, and has them already`);
    }
    const place = open();
    named.set(name, place);
    place.session.catch(() => named.delete(name));
    return place;
  }

  const turns = new Map<string, Promise<unknown>>();

  return {
    warm: () => {
      if (freshCount === 0 && named.size === 0) idle.push(openFresh());
    },
    run: async (name, source, events, runOptions) => {
      if (name === null) return runFresh(source, events, runOptions);
      const place = findNamed(name);
      const before = turns.get(name) ?? Promise.resolve();
      const turn = before.then(() => runIn(place, source, events, runOptions));
      turns.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

function hasEndedWell(result: RunResult): boolean {
  return result.status === 'ok' || (result.status === 'exit' && !result.stateLost);
}
