/** The script of public/reset.html: built on its own, it needs nothing of the rest of the site. */
import { makeZip } from 'client-zip';
import { saveFile } from '../ui/save-file';
import { siteData } from './site-data';

const data = siteData(new URL('.', document.baseURI));

async function exportOwn(): Promise<string> {
  const texts = data.readTexts();
  const files = await data.readFiles();
  const values = await data.readValues();
  const entries = [
    ...programs(texts).map(([name, input]) => ({ name, input })),
    { name: 'settings-and-texts.json', input: JSON.stringify(Object.fromEntries(texts), null, 2) },
    ...[...values].map(([store, content]) => ({
      name: `values/${store}.json`,
      input: JSON.stringify(content, null, 2),
    })),
    ...files.map(({ name, file }) => ({
      name: `files/${name}`,
      input: file,
      lastModified: file.lastModified,
    })),
  ];
  saveFile('goru-playground.zip', await new Response(makeZip(entries)).blob());
  return `Saved ${String(entries.length)} files as goru-playground.zip in your downloads.`;
}

/** As files that Python opens; the same texts are in the JSON file as they are kept. */
function programs(texts: ReadonlyMap<string, string>): [name: string, code: string][] {
  const code = texts.get('code');
  return code === undefined ? [] : [['main.py', code]];
}

function button(id: string, act: () => Promise<string>): void {
  const element = document.getElementById(id);
  const status = document.querySelector('[role=status]');
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
