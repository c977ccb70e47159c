import { words } from '../words/page';
import type { OfflineAnswer, OfflineRequest } from '../../src/contract/offline-wire';

/** A large file over a slow network takes its time; browsers end a service worker's event after five minutes. */
const PATIENCE_MS = 5 * 60_000;

/** Rejects when there is no answer: the browser may end a service worker at any time. */
export function ask(
  worker: ServiceWorker | null,
  request: OfflineRequest,
  patienceMs = PATIENCE_MS,
): Promise<OfflineAnswer> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => {
      port1.close();
      reject(noAnswer());
    }, patienceMs);
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant') reject(noAnswer());
    });
    port1.onmessage = ({ data }: MessageEvent<OfflineAnswer>) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    if (worker === null) reject(noAnswer());
    else worker.postMessage(request, [port2]);
  });
}

function noAnswer(): Error {
  return new Error(words().noServiceWorker);
}
