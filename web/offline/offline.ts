import { loaded } from '../ui/not-loaded';
import { createStore } from '../ui/store';
import { holdOwnBuild } from './own-build';
import { savingProblem } from './saving-problem';
import type { NoticeBoard } from '../ui/notice-board';
import type { Store } from '../ui/store';
import type { SavingProblem } from './saving-problem';
import type { SiteKeeper } from './site-keeper';

/** What the page has to itself after it has become quiet: nobody waits for being offline. */
const HEAD_START_MS = 3_000;

/** All of the site, or only what somebody has used of its larger parts. */
export type OfflineExtent = 'everything' | 'used';

const EXTENT_NAME = 'keep-offline';

/** Where the choice is kept. */
export interface OfflineStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

export interface OfflineState {
  phase: 'not-yet' | 'unavailable' | 'saving' | 'saved' | 'failed';
  savedBytes: number;
  totalBytes: number;
  /** The page opens and runs programs without a network, whatever else is missing. */
  isUsable: boolean;
  /** Megabytes that nobody has used yet are left out. */
  isSparing: boolean;
  problem: SavingProblem | null;
  /** Another version of the page waits for somebody to agree. */
  hasUpdate: boolean;
  /** The browser offers to install the page as an application. */
  canInstall: boolean;
}

/** The page without a network, and how a new version gets in. */
export interface Offline {
  readonly store: Store<OfflineState>;
  readonly retry: () => void;
  /** What is to be kept from now on; kept over visits. */
  readonly choose: (extent: OfflineExtent) => void;
  /** Loads the page again, as the new version if there is one. */
  readonly reload: () => void;
  readonly install: () => void;
}

export interface OfflineOptions {
  readonly whenQuiet: Promise<void>;
  /** The interpreter in use. */
  readonly python: string;
  /** The browser asks to save data: then it is no more than what is used, unless somebody has chosen. */
  readonly savesData: boolean;
  readonly storage: OfflineStorage;
  readonly notices: NoticeBoard;
  /** Nothing that was typed may go with the page. */
  readonly beforeReload: () => void;
}

/** Chromium's, and only there. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>;
}

export function createOffline(options: OfflineOptions): Offline {
  const store = createStore<OfflineState>({
    phase: 'not-yet',
    savedBytes: 0,
    totalBytes: 0,
    isUsable: false,
    isSparing: readExtent(options) === 'used',
    problem: null,
    hasUpdate: false,
    canInstall: false,
  });
  holdOwnBuild();
  let keeper: Promise<SiteKeeper> | undefined;
  let installPrompt: InstallPrompt | undefined;

  async function start(): Promise<SiteKeeper> {
    const { createSiteKeeper } = await loaded(import('./site-keeper'));
    const created = createSiteKeeper({ ...options, store });
    await created.start();
    return created;
  }

  function withKeeper(act: (keeper: SiteKeeper) => void): void {
    keeper ??= start();
    keeper.then(act, (error: unknown) => {
      keeper = undefined;
      store.update({ phase: 'failed', problem: savingProblem(error) });
    });
  }

  // For whoever has to find out from outside.
  store.subscribe(() => {
    document.documentElement.dataset['offline'] = store.get().phase;
  });
  window.addEventListener('beforeinstallprompt', (event) => {
    // Offered in About, where nobody is interrupted by it.
    event.preventDefault();
    installPrompt = event as InstallPrompt;
    store.update({ canInstall: true });
  });
  void options.whenQuiet.then(() => {
    setTimeout(() => {
      withKeeper(({ save }) => {
        save();
      });
    }, HEAD_START_MS);
  });

  return {
    store,
    retry: () => {
      withKeeper(({ save }) => {
        save();
      });
    },
    choose: (extent) => {
      options.storage.write(EXTENT_NAME, extent);
      store.update({ isSparing: extent === 'used' });
      withKeeper(({ choose }) => {
        choose(extent);
      });
    },
    reload: () => {
      withKeeper(({ reload }) => {
        reload();
      });
    },
    install: () => {
      // It can be shown once.
      store.update({ canInstall: false });
      void installPrompt?.prompt();
    },
  };
}

function readExtent({ storage, savesData }: OfflineOptions): OfflineExtent {
  const chosen = storage.read(EXTENT_NAME);
  if (chosen === 'everything' || chosen === 'used') return chosen;
  return savesData ? 'used' : 'everything';
}
