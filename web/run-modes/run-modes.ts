import { createStore } from '../ui/store';
import { parseRunSettings, PLAIN_RUN } from './run-settings';
import type { MimeBundle } from '../../src/index';
import type { Store } from '../ui/store';
import type * as News from './news';
import type { CheckItem, DebuggerPlace, TestItem } from './news';
import type { RunSettings } from './run-settings';

export interface RunModesState {
  settings: RunSettings;
  tests: readonly TestItem[];
  /** `broken`: the program itself did not get to its tests. `unread`: nobody could read what it told of them. */
  testing: 'never' | 'running' | 'done' | 'broken' | 'unread';
  checks: readonly CheckItem[];
  /** `waiting`: the program that carries them has not ended well. */
  checking: 'none' | 'waiting' | 'running' | 'done' | 'unread';
  /** Where the debugger stands. */
  place: DebuggerPlace | null;
}

/** What the ways of running share: their settings, and what came of tests and checks. */
export interface RunModes {
  readonly store: Store<RunModesState>;
  change: (settings: Partial<RunSettings>) => void;
  makePlain: () => void;
  /** Resolves when they are worked in: a program that tells faster than that has to wait. */
  takeNews: (bundle: MimeBundle) => Promise<void>;
  startTests: () => void;
  /** Resolves when all news have been worked in. */
  endTests: (isBroken: boolean) => Promise<void>;
  startChecks: () => void;
  endChecks: () => Promise<void>;
  /** The file carries no checks, or they have to wait. */
  dropChecks: (areThere: boolean) => void;
  endDebugging: () => void;
}

/** What was kept of the settings is read from here, and new ones are kept. */
export interface SettingsStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
}

interface RunModesOptions {
  storage: SettingsStorage;
  /** The part of the page that reads news did not load. Called once for a run. */
  onNotLoaded: () => void;
  /** Something else went wrong with a piece of news, which is a mistake of ours. */
  onFailure: (error: unknown) => void;
  loadNews?: () => Promise<typeof News>;
}

const STORED_AS = 'run-with';
/** Between two commands the debugger stands nowhere for a moment. */
const GOES_ON_MS = 150;

export function createRunModes({
  storage,
  onNotLoaded,
  onFailure,
  loadNews = () => import('./news'),
}: RunModesOptions): RunModes {
  const store = createStore<RunModesState>({
    settings: parseRunSettings(storage.read(STORED_AS)),
    tests: [],
    testing: 'never',
    checks: [],
    checking: 'none',
    place: null,
  });
  /** News are worked in one after the other. */
  let whenTaken = Promise.resolve();
  let goesOn: ReturnType<typeof setTimeout> | undefined;
  let hasToldOfLoading = false;

  async function take(bundle: MimeBundle): Promise<void> {
    const reading = await loadNews().catch(missNews);
    if (reading === null) return;
    const { CHECKS_TYPE, DEBUGGER_TYPE, TESTS_TYPE } = reading;
    const { newsOf, readDebuggerNews, takeCheckNews, takeTestNews } = reading;
    const { tests, testing, checks, checking } = store.get();
    // A program that nobody has asked for tests or checks has made them up.
    if (TESTS_TYPE in bundle) {
      if (testing !== 'running') return;
      store.update({ tests: takeTestNews(tests, newsOf(bundle, TESTS_TYPE)) });
    } else if (CHECKS_TYPE in bundle) {
      if (checking !== 'running') return;
      store.update({ checks: takeCheckNews(checks, newsOf(bundle, CHECKS_TYPE)) });
    } else {
      const place = readDebuggerNews(newsOf(bundle, DEBUGGER_TYPE));
      clearTimeout(goesOn);
      if (place !== null) store.update({ place });
      else goesOn = setTimeout(leavePlace, GOES_ON_MS);
    }
  }

  /** Offline, or a new version was published: there is no list, and the program runs all the same. */
  function missNews(): null {
    const { testing, checking } = store.get();
    store.update({
      testing: testing === 'running' ? 'unread' : testing,
      checking: checking === 'running' ? 'unread' : checking,
    });
    if (!hasToldOfLoading) onNotLoaded();
    hasToldOfLoading = true;
    return null;
  }

  function endRun(): void {
    leavePlace();
    hasToldOfLoading = false;
  }

  function leavePlace(): void {
    clearTimeout(goesOn);
    if (store.get().place !== null) store.update({ place: null });
  }

  return {
    store,
    change: (change) => {
      const settings = { ...store.get().settings, ...change };
      store.update({ settings });
      storage.write(STORED_AS, JSON.stringify(settings));
    },
    makePlain: () => {
      store.update({ settings: PLAIN_RUN });
      storage.remove(STORED_AS);
    },
    takeNews: (bundle) => {
      whenTaken = whenTaken.then(() => take(bundle)).catch(onFailure);
      return whenTaken;
    },
    startTests: () => {
      store.update({ tests: [], testing: 'running' });
    },
    endTests: async (isBroken) => {
      await whenTaken;
      const { tests, testing } = store.get();
      const ended = testing === 'unread' ? 'unread' : 'done';
      store.update({
        tests: tests.map((test) =>
          test.status === 'waiting' ? { ...test, status: 'stopped' } : test,
        ),
        testing: isBroken ? 'broken' : ended,
      });
    },
    startChecks: () => {
      store.update({ checking: 'running' });
    },
    endChecks: async () => {
      await whenTaken;
      if (store.get().checking === 'running') store.update({ checking: 'done' });
    },
    dropChecks: (areThere) => {
      store.update({ checks: [], checking: areThere ? 'waiting' : 'none' });
    },
    endDebugging: () => {
      leavePlace();
      // What the run told last may not have been worked in yet.
      whenTaken = whenTaken.then(endRun);
    },
  };
}
