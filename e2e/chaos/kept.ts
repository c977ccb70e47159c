/** What the browser keeps of workspaces, read from outside by the names that the page gives (web/README.md). */
import type { BrowserContext, Page } from '@playwright/test';
import { SITE_PATH } from '../support/site.mjs';

const PREFIX = `goru:${SITE_PATH}:`;
const ROOT = `goru-${encodeURIComponent(SITE_PATH)}`;

/** Of a workspace, as the page writes it down. */
export interface KeptRecord {
  id: string;
  /** Empty: nobody has given it one. */
  name: string;
  usedAt: number;
  deletedAt: number | null;
  /** The fragment of the link that it was made for. */
  link: string | null;
}

/** Makes the page tell which workspace it shows: it writes that down first of all, in the storage of its tab. */
export async function watchChoice(context: BrowserContext): Promise<void> {
  await context.addInitScript((name) => {
    const plain = Reflect.get(Storage.prototype, 'setItem');
    const setItem = function (this: Storage, key: string, text: string): void {
      if (key === name && this === sessionStorage && !('chaosWorkspace' in window)) {
        Object.assign(window, { chaosWorkspace: text });
      }
      Reflect.apply(plain, this, [key, text]);
    };
    Object.assign(Storage.prototype, { setItem });
  }, `${PREFIX}workspace`);
}

/** The id of the workspace that this document shows; null while it has none. */
export async function readChoice(page: Page): Promise<string | null> {
  return page.evaluate(
    () => (window as unknown as { chaosWorkspace?: string }).chaosWorkspace ?? null,
  );
}

/** All that are there, and those that can be brought back, in the page's order. */
export async function readRecords(page: Page): Promise<KeptRecord[]> {
  const kept = await page.evaluate(
    (prefix) =>
      Object.entries(localStorage).flatMap(([key, text]): [string, unknown][] =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), JSON.parse(String(text))]] : [],
      ),
    `${PREFIX}workspace:`,
  );
  const first = { id: 'first', name: '', usedAt: 0, deletedAt: null, link: null };
  const records = new Map<string, KeptRecord>([['first', first]]);
  for (const [id, record] of kept) records.set(id, { ...first, ...(record as object), id });
  return (
    [...records.values()]
      // The first one leaves a record when it is gone for good.
      .filter(({ deletedAt }) => deletedAt !== 0)
      .sort((a, b) => b.usedAt - a.usedAt)
  );
}

/** Of the workspaces that links have brought, those that nobody has used. */
export async function readUntouched(page: Page): Promise<string[]> {
  const records = await readRecords(page);
  const used = await page.evaluate(
    (prefix) =>
      Object.keys(localStorage).flatMap((key) => {
        const name = key.startsWith(prefix) ? key.slice(prefix.length) : '';
        return name.endsWith(':used') ? [name.slice(0, -':used'.length)] : [];
      }),
    `${PREFIX}in-`,
  );
  return records
    .filter(({ id, link, deletedAt }) => link !== null && deletedAt === null && !used.includes(id))
    .map(({ id }) => id);
}

/** Writes down workspaces of links that nobody has touched, as if so many had been followed just now. */
export async function addUntouched(page: Page, ids: readonly string[]): Promise<void> {
  await page.evaluate(
    ([prefix, all]) => {
      for (const [at, id] of all.entries()) {
        const link = `#code=${id}`;
        const record = { name: '', usedAt: Date.now() + at, deletedAt: null, link };
        localStorage.setItem(`${prefix}workspace:${id}`, JSON.stringify(record));
        localStorage.setItem(`${prefix}in-${id}:opened`, '{"code":"theirs"}');
        localStorage.setItem(`${prefix}in-${id}:code`, 'theirs');
      }
    },
    [PREFIX, ids] as const,
  );
}

/** Takes them away again, as far as the page has not. */
export async function removeAdded(page: Page, ids: readonly string[]): Promise<void> {
  await page.evaluate(
    ([prefix, all]) => {
      for (const key of Object.keys(localStorage)) {
        const isOf = (id: string): boolean =>
          key.startsWith(`${prefix}in-${id}:`) || key === `${prefix}workspace:${id}`;
        if (all.some(isOf)) localStorage.removeItem(key);
      }
    },
    [PREFIX, ids] as const,
  );
}

/** What is kept of workspaces that are none: texts, folders and values by the ids of those. */
export async function readLeftovers(page: Page): Promise<{ id: string; name: string }[]> {
  const found = await page.evaluate(
    async ([prefix, root]) => {
      const of = (names: readonly string[], start: string): [string, string][] =>
        names.flatMap((name): [string, string][] => {
          const id = name.startsWith(start) ? /^[a-z0-9]+/.exec(name.slice(start.length)) : null;
          return id === null ? [] : [[id[0], name]];
        });
      const texts = Object.keys(localStorage);
      const databases = (await indexedDB.databases()).map(({ name = '' }) => name);
      const folders: string[] = [];
      const top = await navigator.storage.getDirectory();
      const site = await top.getDirectoryHandle(root).catch(() => null);
      if (site !== null) for await (const name of site.keys()) folders.push(name);
      return [
        ...['in-', 'unfinished:'].flatMap((start) => of(texts, prefix + start)),
        ...['kv:workspace-', 'files:workspace-'].flatMap((start) => of(databases, prefix + start)),
        ...of(folders, 'files-workspace-'),
      ];
    },
    [PREFIX, ROOT] as const,
  );
  const ids = (await readRecords(page)).map(({ id }) => id);
  return found.flatMap(([id, name]) => (ids.includes(id) ? [] : [{ id, name }]));
}
