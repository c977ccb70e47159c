import { ask } from './ask-service-worker';

const HOUR_MS = 60 * 60_000;
/** Whoever waits has nothing else to do than to answer. */
const ANSWER_MS = 30_000;

interface WatchOptions {
  registration: ServiceWorkerRegistration;
  /** The version of this page. */
  buildId: string;
  /** Another version is complete and waits. */
  onUpdate: () => void;
}

/** Looks for a new version now, every hour, and when somebody comes back to this tab after one. */
export function watchUpdates({ registration, buildId, onUpdate }: WatchOptions): void {
  let lookedAtMs = -Infinity;

  function look(): void {
    if (performance.now() - lookedAtMs < HOUR_MS) return;
    lookedAtMs = performance.now();
    // Offline, or the server does not answer: what is kept goes on working.
    registration.update().catch(() => undefined);
  }

  async function tellOfWaiting(): Promise<void> {
    const { waiting } = registration;
    if (waiting === null) return;
    const answer = await ask(waiting, { type: 'goru-offline-which' }, ANSWER_MS).catch(() => null);
    // It has been replaced, or it is half of a publication: the whole of it will be another script.
    if (answer === null) registration.update().then(tellOfWaiting, () => undefined);
    // This page came from the server, past the service worker: nobody has to agree to what is on the screen.
    else if (answer.type === 'goru-offline-build' && answer.id === buildId)
      waiting.postMessage({ type: 'goru-offline-take-over' });
    else onUpdate();
  }

  function watch(installing: ServiceWorker | null): void {
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') void tellOfWaiting();
    });
  }

  // The browser looks for itself when a page opens, and may long be fetching.
  watch(registration.installing);
  registration.addEventListener('updatefound', () => {
    watch(registration.installing);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
  setInterval(look, HOUR_MS);
  void tellOfWaiting();
  look();
}
