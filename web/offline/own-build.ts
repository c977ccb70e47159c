import { siteNames } from '../../src/contract/offline-wire';

/** The version of the site that this page belongs to; undefined in development, where nothing is kept. */
export function ownBuildId(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name=goru-build]')?.content;
}

/** As long as this tab is open, nothing that its version needs is dropped. */
export function holdOwnBuild(): void {
  const id = ownBuildId();
  // Absent in a page that came over plain http, whatever the types say: nothing is kept there.
  const { locks } = navigator as Partial<Navigator>;
  if (id === undefined || locks === undefined) return;
  const { buildPrefix } = siteNames(new URL('.', document.baseURI).pathname);
  const untilTheEnd = new Promise<void>(() => undefined);
  // Where storage is blocked there are no locks, either, and nothing is kept.
  locks.request(buildPrefix + id, { mode: 'shared' }, () => untilTheEnd).catch(() => undefined);
}
