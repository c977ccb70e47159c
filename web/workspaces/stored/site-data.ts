import { databaseNames, removeDatabase } from './database';
import { openBelow, openPrivateFiles } from './private-files';
import { siteNames } from './site-names';
import { storedFiles } from './stored-files';
import { storedValues } from './stored-values';
import type { StoredFiles } from './stored-files';
import type { StoredValues } from './stored-values';

/**
 * Everything that a site keeps in this browser, found by its names alone: also for a page that must work when nothing
 * else of the site does. Other sites of the origin are left alone.
 */
export interface SiteData {
  readonly files: StoredFiles;
  readonly values: StoredValues;
  /** Texts, by their names. */
  readTexts: () => Map<string, string>;
  /** The service worker and the saved files: all that comes again from the server. */
  removeApplication: () => Promise<void>;
  /** What somebody has made here. */
  removeOwn: () => Promise<void>;
}

export function siteData(siteUrl: URL): SiteData {
  const names = siteNames(siteUrl.pathname);
  const { prefix } = names;

  async function removeApplication(): Promise<void> {
    // Absent in a page that came over plain http, whatever the types say.
    const { serviceWorker } = navigator as Partial<Navigator>;
    for (const registration of (await serviceWorker?.getRegistrations()) ?? []) {
      if (registration.scope === siteUrl.href) await registration.unregister();
    }
    const { caches } = window as Partial<Pick<Window, 'caches'>>;
    for (const name of (await caches?.keys()) ?? []) {
      if (name.startsWith(prefix)) await caches?.delete(name);
    }
    for (const storage of openStorages().slice(0, 1)) storage.removeItem(`${prefix}interpreter`);
  }

  async function removeOwn(): Promise<void> {
    for (const storage of openStorages()) {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix)) storage.removeItem(key);
      }
    }
    for (const name of await databaseNames(prefix)) await removeDatabase(name);
    const root = await openPrivateFiles();
    if ((await openBelow(root, [names.root])) !== null) {
      await root?.removeEntry(names.root, { recursive: true });
    }
  }

  function readTexts(): Map<string, string> {
    const texts = new Map<string, string>();
    // A tab goes on with its own version, which is the newer one.
    for (const storage of openStorages()) {
      for (const [key, text] of Object.entries(storage) as [string, string][]) {
        if (key.startsWith(prefix)) texts.set(key.slice(prefix.length), text);
      }
    }
    return texts;
  }

  return {
    files: storedFiles(names),
    values: storedValues(names),
    readTexts,
    removeApplication,
    removeOwn,
  };
}

/** First the one that all tabs share; none where the browser blocks them. */
function openStorages(): Storage[] {
  try {
    return [window.localStorage, window.sessionStorage];
  } catch {
    return [];
  }
}
