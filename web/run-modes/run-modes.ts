import { createStore } from '../ui/store';
import { parseRunSettings, PLAIN_RUN } from './run-settings';
import type { MimeBundle } from '../../src/index';
import type { Store } from '../ui/store';
import type { CheckItem, DebuggerPlace, TestItem } from './news';
import type { RunSettings } from './run-settings';

export interface RunModesState {
  settings: RunSettings;
  tests: readonly TestItem[];
  /** `broken`: the program itself did not get to its tests. */
  testing: 'never' | 'running' | 'done' | 'broken';
  checks: readonly CheckItem[];
  /** `waiting`: the program that carries them has not ended well. */
  checking: 'none' | 'waiting' | 'running' | 'done';
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

const STORED_AS = 'run-with';
/** Between two commands the debugger stands nowhere for a moment. */
const GOES_ON_MS = 150;

const loadNews = () => import('./news');

export function createRunModes(storage: SettingsStorage): RunModes {
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

  async function take(bundle: MimeBundle): Promise<void> {
    const {
      CHECKS_TYPE,
      DEBUGGER_TYPE,
      newsOf,
      readDebuggerNews,
      takeCheckNews,
      takeTestNews,
      TESTS_TYPE,
    } = await loadNews();
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
      // Offline, or a new version was published: then there is no list, and the program ran all the same.
      whenTaken = whenTaken.then(() => take(bundle)).catch(() => undefined);
      return whenTaken;
    },
    startTests: () => {
      store.update({ tests: [], testing: 'running' });
    },
    endTests: async (isBroken) => {
      await whenTaken;
      const tests = store
        .get()
        .tests.map((test) =>
          test.status === 'waiting' ? { ...test, status: 'stopped' as const } : test,
        );
      store.update({ tests, testing: isBroken ? 'broken' : 'done' });
    },
    startChecks: () => {
      store.update({ checking: 'running' });
    },
    endChecks: async () => {
      await whenTaken;
      store.update({ checking: 'done' });
    },
    dropChecks: (areThere) => {
      store.update({ checks: [], checking: areThere ? 'waiting' : 'none' });
    },
    endDebugging: () => {
      leavePlace();
      // What the run told last may not have been worked in yet.
      whenTaken = whenTaken.then(leavePlace);
    },
  };
}
