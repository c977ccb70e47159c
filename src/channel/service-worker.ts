/**
 * The site's one service worker: it answers the fallback channel, and keeps the site for times without a network. A
 * scope has only one. It never answers a request to another origin, nor one for a file that it does not know.
 */
import {
  isOfflineRequest,
  type OfflineAnswer,
  type OfflineNeeds,
  type SiteBuild,
  siteNames,
} from '../contract/offline-wire';
import { KeptBuilds } from '../offline/kept-builds';
import { KeptSite } from '../offline/kept-site';
import { type RouterRule, siteRoutes } from '../offline/site-routes';
import { answerChannelPoll, isChannelRequest } from './answer-channel-poll';

declare const self: ServiceWorkerGlobalScope & {
  /** Written in front of this script by the build; there is none in development. */
  readonly goruBuild?: SiteBuild;
};

const { goruBuild: build } = self;
const { scope } = self.registration;
const { keepingLock } = siteNames(new URL(scope).pathname);
const site =
  build === undefined
    ? undefined
    : new KeptSite({ scope, build, caches: self.caches, fetch: (url, init) => fetch(url, init) });

/** Chromium's `InstallEvent`. */
type RoutingEvent = ExtendableEvent & {
  addRoutes?: (rules: readonly RouterRule[]) => Promise<void>;
};

self.addEventListener('install', (event: RoutingEvent) => {
  if (build !== undefined && event.addRoutes !== undefined) {
    // A browser that takes no such rules asks the service worker instead.
    event.waitUntil(event.addRoutes(siteRoutes(scope, build)).catch(() => undefined));
  }
  event.waitUntil(install());
});

/** A version that replaces another one waits until somebody agrees, or until no tab is left. */
async function install(): Promise<void> {
  const isFirst = self.registration.active === null;
  const kept = isFirst ? [] : await new KeptBuilds(scope, self.caches).usable();
  const earlier = kept.filter(({ id }) => id !== build?.id);
  if (earlier.length === 0) {
    await self.skipWaiting();
    return;
  }
  // Half of a publication. It would answer nothing: what is kept goes on until the whole of it is there.
  if (site === undefined) throw new Error('this service worker came without its list of files');
  await self.navigator.locks.request(keepingLock, () => site.saveAsMuchAs(earlier));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  // An interpreter asks; what any page can open in a frame is a navigation.
  if (isChannelRequest(url, scope) && event.request.mode !== 'navigate') {
    const pages = (): Promise<readonly Client[]> =>
      self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
    event.respondWith(answerChannelPoll(url, pages));
    return;
  }
  const answer = site?.answer(event.request);
  if (answer !== undefined) event.respondWith(answer);
});

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (!isOfflineRequest(data)) return;
  const [port] = event.ports;
  const reply = (answer: OfflineAnswer): void => port?.postMessage(answer);
  switch (data.type) {
    case 'goru-offline-save':
      event.waitUntil(save(data).then(reply));
      break;
    case 'goru-offline-sweep':
      event.waitUntil(sweep(data.only));
      break;
    case 'goru-offline-take-over':
      event.waitUntil(self.skipWaiting());
      break;
    case 'goru-offline-which':
      reply({ type: 'goru-offline-build', id: build?.id ?? null });
      break;
  }
});

async function save(needs: OfflineNeeds): Promise<OfflineAnswer> {
  if (site === undefined) return { type: 'goru-offline-build', id: null };
  return { type: 'goru-offline-progress', ...(await site.save(needs)) };
}

/** Not while another version is on its way: what it keeps is in nobody's list yet. */
async function sweep(only?: OfflineNeeds): Promise<void> {
  const { locks } = self.navigator;
  await locks.request(keepingLock, { ifAvailable: true }, async (lock) => {
    const { installing, waiting } = self.registration;
    if (lock === null || installing !== null || waiting !== null) return;
    const { held = [] } = await locks.query();
    await site?.sweep(
      held.flatMap(({ name }) => name ?? []),
      only,
    );
  });
}
