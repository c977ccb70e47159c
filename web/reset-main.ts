/** The script of public/reset.html: built on its own, it needs nothing of the rest of the site. */
import { saveFile } from './ui/save-file';
import { ARCHIVE_NAME } from './workspaces/archive/archive-format';
import { writeArchive } from './workspaces/archive/write-archive';
import { siteData } from './workspaces/stored/site-data';
import { listRecords } from './workspaces/workspace-records';

const data = siteData(new URL('.', document.baseURI));

async function exportOwn(): Promise<string> {
  const texts = data.readTexts();
  const records = listRecords({
    names: () => [...texts.keys()],
    read: (name) => texts.get(name) ?? null,
    write: () => false,
    remove: () => undefined,
  });
  const { zip, fileCount } = await writeArchive({
    workspaces: records.filter(({ deletedAt }) => deletedAt === null),
    texts,
    files: data.files,
    values: data.values,
  });
  saveFile(ARCHIVE_NAME, zip);
  return `Saved ${String(fileCount)} files as ${ARCHIVE_NAME} in your downloads. The Workspaces panel of the playground takes it in again.`;
}

const status = document.querySelector('[role=status]');

function button(id: string, act: () => Promise<string>): void {
  const element = document.getElementById(id);
  element?.addEventListener('click', () => {
    act().then(
      (text) => {
        if (status) status.textContent = text;
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (status) status.textContent = `That did not work: ${reason}`;
      },
    );
  });
}

function connect(): void {
  button('export', exportOwn);
  button('reset', async () => {
    await data.removeApplication();
    return 'Done. The playground loads anew from the network when you open it.';
  });
  button('erase', async () => {
    await data.removeApplication();
    await data.removeOwn();
    return 'Done. Nothing of the playground is left in this browser.';
  });
  document.getElementById('sure')?.addEventListener('change', ({ target }) => {
    const erase = document.getElementById('erase');
    if (target instanceof HTMLInputElement && erase instanceof HTMLButtonElement) {
      erase.disabled = !target.checked;
    }
  });
}

// Another page could put what looks like its own button over ours, and no policy in a page's own text forbids frames.
if (window.parent === window) connect();
else if (status) status.textContent = 'This page works only in a tab of its own.';
