import { ask } from './ask-service-worker';
import { ownBuildId } from './own-build';
import { registerWorker } from './register-worker';
import { savingProblem } from './saving-problem';
import { watchUpdates } from './watch-updates';
import { words } from '../words/page';
import type { OfflineNeeds, OfflineProgress } from '../../src/contract/offline-wire';
import type { Notice } from '../ui/notice-board';
import type { Store } from '../ui/store';
import type { OfflineExtent, OfflineOptions, OfflineState } from './offline';

/** What is large is fetched when the page has most likely fetched it, too: it then comes from the browser's own cache. */
const LARGE_PAUSE_MS = 8_000;
/** An update that did not activate by then will not. */
const TAKE_OVER_MS = 5_000;

export interface SiteKeeper {
  /** Rejects when the service worker cannot be reached. */
  readonly start: () => Promise<void>;
  /** Goes on with what is missing; does nothing while that is under way. */
  readonly save: () => void;
  readonly choose: (extent: OfflineExtent) => void;
  readonly reload: () => void;
}

type KeeperOptions = Omit<OfflineOptions, 'whenQuiet'> & { readonly store: Store<OfflineState> };

/** Has the service worker keep the site, a few files at a time, and tells of new versions. */
export function createSiteKeeper(options: KeeperOptions): SiteKeeper {
  const { store, notices } = options;
  const siteUrl = new URL('.', document.baseURI);
  const buildId = ownBuildId();
  let registration: ServiceWorkerRegistration | undefined;
  let isSaving = false;
  let isEverything = !store.get().isSparing;

  async function start(): Promise<void> {
    // Absent in a page that came over plain http and in some private windows, whatever the types say.
    const { serviceWorker: container } = navigator as Partial<Navigator>;
    if (container === undefined || buildId === undefined) {
      store.update({ phase: 'unavailable' });
      return;
    }
    const registered = await registerWorker(container, new URL('goru-sw.js', siteUrl));
    if (registered === null) {
      store.update({ phase: 'unavailable' });
      return;
    }
    registration = registered;
    watchUpdates({ registration, buildId, onUpdate: tellUpdate });
    window.addEventListener('online', save);
    // Another version has taken over: what its predecessor did not answer, or could not get any more, it can.
    container.addEventListener('controllerchange', save);
  }

  function tellUpdate(): void {
    store.update({ hasUpdate: true });
    const notice: Notice = {
      text: words().newVersion,
      action: { label: words().reload, act: reload },
    };
    notices.show(notice);
  }

  function save(): void {
    if (isSaving || registration === undefined) return;
    isSaving = true;
    saveAll(registration).then(
      () => {
        isSaving = false;
      },
      (error: unknown) => {
        isSaving = false;
        store.update({ phase: 'failed', problem: savingProblem(error) });
      },
    );
  }

  async function saveAll(keptBy: ServiceWorkerRegistration): Promise<void> {
    let hasPaused = false;
    for (;;) {
      const { isComplete, isUsable, problem } = await saveNext(keptBy);
      if (problem !== null) return;
      if (isComplete) {
        keptBy.active?.postMessage({ type: 'goru-offline-sweep' });
        return;
      }
      if (isUsable && !hasPaused) {
        hasPaused = true;
        await pause(LARGE_PAUSE_MS);
      }
      await idle();
    }
  }

  async function saveNext({ active }: ServiceWorkerRegistration): Promise<OfflineProgress> {
    const answer = await ask(active, { type: 'goru-offline-save', ...needsNow() });
    if (answer.type !== 'goru-offline-progress') throw new Error(words().noServiceWorker);
    const { savedBytes, totalBytes, isUsable, isComplete, problem } = answer;
    const unfinished = problem === null ? 'saving' : 'failed';
    store.update({
      ...{ savedBytes, totalBytes, isUsable, problem },
      phase: isComplete ? 'saved' : unfinished,
      isSparing: !isEverything,
    });
    return answer;
  }

  function choose(extent: OfflineExtent): void {
    isEverything = extent === 'everything';
    if (!isEverything) {
      registration?.active?.postMessage({ type: 'goru-offline-sweep', only: needsNow() });
    }
    save();
  }

  function needsNow(): OfflineNeeds {
    return { python: options.python, isEverything, loaded: loadedNames() };
  }

  /** Of the site's files, those that this page has asked for. */
  function loadedNames(): string[] {
    return performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.startsWith(siteUrl.href))
      .map(({ name }) => name.slice(siteUrl.href.length));
  }

  function reload(): void {
    options.beforeReload();
    let hasReloaded = false;
    const again = (): void => {
      // Somebody may have chosen to stay, for what is kept nowhere.
      if (!hasReloaded) window.location.reload();
      hasReloaded = true;
    };
    const waiting = registration?.waiting;
    if (!waiting) {
      again();
      return;
    }
    navigator.serviceWorker.addEventListener('controllerchange', again, { once: true });
    setTimeout(again, TAKE_OVER_MS);
    waiting.postMessage({ type: 'goru-offline-take-over' });
  }

  return {
    start,
    save,
    choose,
    reload,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Safari has no `requestIdleCallback`. */
function idle(): Promise<void> {
  const { requestIdleCallback } = window as Partial<Pick<Window, 'requestIdleCallback'>>;
  return new Promise((resolve) => {
    if (requestIdleCallback === undefined) setTimeout(resolve, 200);
    else
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 2_000 },
      );
  });
}
