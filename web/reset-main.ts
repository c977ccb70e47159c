/** The script of public/reset.html: built on its own, it needs nothing of the rest of the site. */
import { resetWords } from './words/reset';
import { guardClicks } from './ui/guard-clicks';
import { saveFile } from './ui/save-file';
import { ARCHIVE_NAME } from './workspaces/archive/archive-format';
import { writeArchive } from './workspaces/archive/write-archive';
import { InUse } from './workspaces/stored/database';
import { siteData } from './workspaces/stored/site-data';
import { siteNames } from './workspaces/stored/site-names';
import { shownName } from './workspaces/shown-name';
import { workspaceLocks } from './workspaces/workspace-locks';
import { listRecords } from './workspaces/workspace-records';

const words = resetWords(navigator.languages);
const siteUrl = new URL('.', document.baseURI);
const data = siteData(siteUrl);

async function exportOwn(): Promise<string> {
  const texts = data.readTexts();
  const records = listRecords({
    names: () => [...texts.keys()],
    read: (name) => texts.get(name) ?? null,
    write: () => false,
    remove: () => undefined,
  });
  const workspaces = records.filter(({ deletedAt }) => deletedAt === null);
  const unkeptIds = await workspaceLocks(siteNames(siteUrl.pathname)).unkeptIds();
  const unkept = workspaces.filter(({ id }) => unkeptIds.has(id)).map(shownName);
  const { zip, fileCount } = await writeArchive({
    workspaces,
    texts,
    files: data.files,
    values: data.values,
  });
  saveFile(ARCHIVE_NAME, zip);
  const saved = words.saved(fileCount, ARCHIVE_NAME);
  return unkept.length === 0 ? saved : `${saved} ${words.leftOut(unkept.join(', '))}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof InUse) return words.openElsewhere;
  return error instanceof Error ? error.message : String(error);
}

const status = document.querySelector('[role=status]');

function button(id: string, act: () => Promise<string>): void {
  const element = document.getElementById(id);
  element?.addEventListener('click', () => {
    // What another tab holds is waited for.
    if (status) status.textContent = words.working;
    act().then(
      (text) => {
        if (status) status.textContent = text;
      },
      (error: unknown) => {
        if (status) status.textContent = words.didNotWork(reasonOf(error));
      },
    );
  });
}

function translate(): void {
  document.documentElement.lang = words.tag;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = words.page[element.dataset['text'] ?? ''];
    if (text !== undefined) element.textContent = text;
  }
}

function connect(): void {
  button('export', exportOwn);
  button('reset', async () => {
    await data.removeApplication();
    return words.isReset;
  });
  button('erase', async () => {
    await data.removeApplication();
    await data.removeOwn();
    return words.isErased;
  });
  const erasing = document.getElementById('erasing');
  // A window that lay over this one may have asked for clicks in just these places.
  if (erasing !== null) {
    guardClicks(erasing, (isArmed) => {
      erasing.ariaBusy = String(!isArmed);
    });
  }
  document.getElementById('sure')?.addEventListener('change', ({ target }) => {
    const erase = document.getElementById('erase');
    if (target instanceof HTMLInputElement && erase instanceof HTMLButtonElement) {
      erase.disabled = !target.checked;
    }
  });
}

translate();
// Another page could put what looks like its own button over ours, and no policy in a page's own text forbids frames.
if (window.parent === window) connect();
else if (status) status.textContent = words.onlyAlone;
