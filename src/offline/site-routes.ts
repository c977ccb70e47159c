import { type SiteBuild, siteNames } from '../contract/offline-wire';
import { isPage, placeOf, START_PAGE } from './site-caches';

/** The part of the Static Routing API that is used here; TypeScript does not know it yet. */
export interface RouterRule {
  condition: {
    urlPattern: {
      protocol: string;
      hostname: string;
      port: string;
      pathname: string;
      search: string;
      hash: string;
    };
    requestMethod: 'GET';
  };
  source: { cacheName: string };
}

/**
 * Tells the browser in which cache the site's files are, so that it starts no service worker to ask: that would cost
 * every visit some fifty milliseconds before the first byte. What is not in the cache comes from the network. Where
 * the browser does not know such rules, and for addresses with a query, the service worker answers the same.
 */
export function siteRoutes(scope: string, build: SiteBuild): RouterRule[] {
  const { protocol, hostname, port, pathname: basePath } = new URL(scope);
  const names = siteNames(basePath);
  const rule = (pathname: string, cacheName: string): RouterRule => ({
    condition: {
      urlPattern: {
        protocol: protocol.replace(':', ''),
        hostname,
        port,
        pathname: escapePattern(basePath) + pathname,
        search: '',
        hash: '*',
      },
      requestMethod: 'GET',
    },
    source: { cacheName },
  });
  const buildCache = names.buildPrefix + build.id;
  const own = build.files.map(({ name }) => name).filter((name) => placeOf(name) === 'build');
  return [
    ...['', ...own].map((name) => rule(escapePattern(name), buildCache)),
    rule('assets/python-*.wasm', names.interpreters),
    rule('assets/python-*.image', names.interpreters),
    // Those of earlier versions, too: a tab may still run one.
    rule('assets/*', names.files),
  ];
}

function escapePattern(text: string): string {
  return text.replace(/[+*?{}():\\]/g, '\\$&');
}

/** The name of the file that an address of this site stands for; undefined for everything else. */
export function nameOf(url: URL, scope: string, isNavigation: boolean): string | undefined {
  const { origin, pathname: basePath } = new URL(scope);
  if (url.origin !== origin || !url.pathname.startsWith(basePath)) return undefined;
  const name = url.pathname.slice(basePath.length);
  if (name === '') return isNavigation ? START_PAGE : undefined;
  // The page reads its query itself (`?python=3.12`); any other file with one is not known here.
  return url.search === '' || (isNavigation && isPage(name)) ? name : undefined;
}
