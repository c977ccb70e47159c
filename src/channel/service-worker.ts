/**
 * The site's one service worker. Today it answers the fallback channel; the offline cache joins it
 * here, because a scope has only one. It never answers a request to another origin.
 */
import { answerChannelPoll, isChannelRequest } from './answer-channel-poll';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (!isChannelRequest(url, self.registration.scope)) return;
  const pages = (): Promise<readonly Client[]> =>
    self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  event.respondWith(answerChannelPoll(url, pages));
});
