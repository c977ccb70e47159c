/** Without a network, without a server, and from one version to the next: the service worker's part of issue 7. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { whenArmed } from './support/click-at-once';
import { expect, test as base } from './support/fixtures';
import { PlaygroundPage } from './support/playground-page';
import { createPlaywrightDriver } from './support/playwright-driver';
import { publishSite } from './support/site-versions';
import type { PublishedSite } from './support/site-versions';

const PANELS = ['Examples', 'Files', 'Packages', 'Network', 'Storage', 'Calls', 'About'];
/** All of it is some 40 MB, and the page gives itself time. */
const SAVED_TIMEOUT_MS = 90_000;

interface Fixtures {
  published: PublishedSite;
  openTab: () => Promise<PlaygroundPage & { page: Page }>;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants an object here
  published: async ({}, use) => {
    const site = await publishSite();
    await use(site);
    await site.close();
  },
  openTab: async ({ context, published, browserName }, use) => {
    await use(async () => {
      const page = await context.newPage();
      const driver = createPlaywrightDriver({ page, engine: browserName });
      const tab = new PlaygroundPage({
        ...{ driver, site: published, hostChannel: 'auto', python: '3.13' },
      });
      return Object.assign(tab, { page });
    });
  },
});

test.setTimeout(180_000);

test('after one visit everything works without network and server', async ({
  context,
  published,
  openTab,
}) => {
  const tab = await openTab();
  await tab.open({ code: `print('first', 'visit')` });
  await saved(tab.page);
  await expect(tab.page.getByText('Available offline')).toBeVisible();
  await published.stop();
  await context.setOffline(true);

  await test.step('programs run, also with what comes later than the start', async () => {
    await tab.reload();
    await tab.run(`print('no', 'network')`);
    await tab.waitForOutputLine('no network');
    await tab.run(
      `import sqlite3, zoneinfo\nprint(sqlite3.connect(':memory:').execute('select 42').fetchone(), zoneinfo.ZoneInfo('Europe/Paris'))`,
    );
    await tab.waitForOutputLine('(42,) Europe/Paris');
  });

  await test.step('every panel opens', async () => {
    for (const name of PANELS) {
      await tab.page.getByRole('button', { name, exact: true }).click();
      await expect(tab.page.getByRole('heading', { name, exact: true })).toBeVisible();
    }
    await expect(tab.page.getByText(/All of it is saved/)).toBeVisible();
  });

  await test.step('the editor helps', async () => {
    await tab.showCode('');
    await tab.focusEditor();
    await tab.driver.type('import json\n');
    // The language server starts when somebody uses the editor.
    await expect(tab.page.locator('html')).toHaveAttribute('data-code-help', 'ready', {
      timeout: 60_000,
    });
    await tab.driver.type('json.du');
    // On a busy machine the list that typing opens may have been given up again.
    await tab.driver.press('Control+Space');
    await tab.waitForSuggestion('dumps');
  });

  await test.step('a new tab opens, with the other address, too', async () => {
    const other = await openTab();
    await other.open({ code: `print('a new tab')` });
    await other.run();
    await other.waitForOutputLine('a new tab');
    await other.page.goto(`${published.url}?python=3.13`);
    await other.waitForStatus('Ready', 45_000);
  });
});

test('a page that has come past the service worker brings its version, and has it kept', async ({
  context,
  published,
  openTab,
}) => {
  const first = await openTab();
  await first.open({ code: `print('first')` });
  await saved(first.page);
  const [firstBuild = ''] = await buildCaches(first.page);
  await published.publishNext();
  await update(first.page);
  await expect(first.page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
  // Now the version in charge has something to get that no server has any more.
  await first.page.evaluate((name) => caches.delete(name), firstBuild);
  const second = await openTab();
  // As a browser does it that cannot start the service worker in time.
  const devTools = await context.newCDPSession(second.page);
  await devTools.send('Network.enable');
  await devTools.send('Network.setBypassServiceWorker', { bypass: true });
  await second.page.goto(published.url);
  await expect(second.page).toHaveTitle(/^Next Goru/);
  await devTools.send('Network.setBypassServiceWorker', { bypass: false });
  await saved(second.page);
  await first.run(`print('still', 'here')`);
  await first.waitForOutputLine('still here');
});

test('a new version comes when somebody agrees, and breaks no tab', async ({
  context,
  published,
  openTab,
}) => {
  const first = await openTab();
  await first.open({ code: `kept = 'in the first tab'` });
  await saved(first.page);
  const second = await openTab();
  await second.open({ code: `print('second')` });
  await first.typeCode('# mine');
  await published.publishNext();

  await test.step('nobody is reloaded, and both are asked', async () => {
    for (const { page } of [first, second]) {
      await update(page);
      await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
    }
    await second.reload();
    await expect(second.page).toHaveTitle(/^Goru/);
    await expect(second.page.getByText('A new version is ready.')).toBeVisible();
  });

  await test.step('the tab that agrees has the new version and its text', async () => {
    await first.page.getByRole('button', { name: 'Reload', exact: true }).click();
    await expect(first.page).toHaveTitle(/^Next Goru/);
    await first.waitForStatus('Ready', 45_000);
    await first.waitForEditorText('# mine');
    await saved(first.page);
  });

  await test.step('the other one goes on with chunks that no server has any more', async () => {
    await context.setOffline(true);
    await expect(second.page).toHaveTitle(/^Goru/);
    expect(
      await second.page.evaluate(async () => {
        const old = document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '';
        return (await fetch(old)).ok;
      }),
    ).toBe(true);
    await second.page.getByRole('button', { name: 'Calls', exact: true }).click();
    await expect(second.page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
    await second.run(`print('still', 'here')`);
    await second.waitForOutputLine('still here');
    await context.setOffline(false);
  });

  await test.step('it goes on over one more version, which it has not agreed to either', async () => {
    await published.publishNext();
    await update(first.page);
    for (const { page } of [first, second]) {
      await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
    }
    await first.page.getByRole('button', { name: 'Reload', exact: true }).click();
    await expect(first.page).toHaveTitle(/^Next Next Goru/);
    await saved(first.page);
    await second.page.getByRole('button', { name: 'Packages', exact: true }).click();
    await expect(second.page.getByRole('heading', { name: 'Packages', exact: true })).toBeVisible();
    await second.assertNextRunWorks();
  });

  await test.step('when no tab needs the old version, it is dropped', async () => {
    await expect.poll(() => buildCaches(first.page)).toHaveLength(2);
    await second.page.close();
    await first.reload();
    await saved(first.page);
    await expect.poll(() => buildCaches(first.page)).toHaveLength(1);
    await context.setOffline(true);
    await first.reload();
    await expect(first.page).toHaveTitle(/^Next Next Goru/);
    await first.assertNextRunWorks();
  });
});

test('half of a publication and a full disk take nothing away, and a version is taken back', async ({
  context,
  published,
  openTab,
}) => {
  const tab = await openTab();
  const { page } = tab;
  await tab.open({ code: `print('here')` });
  await saved(page);
  const firstFolder = published.folder;
  const before = await buildCaches(page);
  await published.publishNext();
  const script = join(published.folder, 'goru-sw.js');
  const whole = await readFile(script, 'utf8');

  for (const [what, half] of [
    ['no list of its files', whole.slice(whole.indexOf('\n') + 1)],
    ['half a list', whole.slice(0, 5_000)],
    ['half of its code', whole.slice(0, -100)],
    ['a page that asks for a password', '<!doctype html><title>Log in</title>'],
    ['another list than there are files', whole.replaceAll('"sha256-', '"sha256-AAAA')],
  ] as const) {
    await test.step(`a service worker with ${what}`, async () => {
      await writeFile(script, half);
      await update(page);
      await expect.poll(() => otherVersions(page), { timeout: 30_000 }).toBe(0);
    });
  }
  await writeFile(script, whole);

  await test.step('a full disk', async () => {
    const devTools = await context.newCDPSession(page);
    const { origin } = new URL(published.url);
    const quotaSize = await page.evaluate(
      async () => ((await navigator.storage.estimate()).usage ?? 0) + 1_500_000,
    );
    await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    await update(page);
    await expect.poll(() => otherVersions(page), { timeout: 30_000 }).toBe(0);
    // What it has taken it has given back.
    expect(await buildCaches(page)).toEqual(before);
    await tab.run(`print(open('/work/mine.txt', 'w').write('m' * 100_000))`);
    await tab.waitForOutputLine('100000');
    await devTools.send('Storage.overrideQuotaForOrigin', { origin });
  });

  await test.step('what was kept is kept', async () => {
    await context.setOffline(true);
    await tab.reload();
    await expect(page).toHaveTitle(/^Goru/);
    await tab.assertNextRunWorks();
    await context.setOffline(false);
  });

  await test.step('then the whole of it comes, and goes again', async () => {
    for (const title of [/^Next Goru/, /^Goru/]) {
      await update(page);
      await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Reload', exact: true }).click();
      await expect(page).toHaveTitle(title);
      await saved(page);
      published.publishAgain(firstFolder);
    }
    await tab.assertNextRunWorks();
  });
});

test('what could not be saved is saved later, and does no harm until then', async ({
  context,
  published,
  openTab,
}) => {
  const assets = join(published.folder, 'assets');
  const names = await readdir(assets);
  const panel = names.find((name) => name.startsWith('NetworkPanel')) ?? '';
  await rename(join(assets, panel), join(assets, `${panel}.away`));
  const tab = await openTab();
  await tab.open({ code: `print('here')` });
  await expect(tab.page.getByText('Could not save for offline')).toBeVisible({ timeout: 30_000 });

  // Half of it is there: the page must still come from the server, as a whole.
  await tab.reload();
  await tab.assertNextRunWorks();
  await expect(tab.page.getByText('Could not save for offline')).toBeVisible({ timeout: 30_000 });

  await rename(join(assets, `${panel}.away`), join(assets, panel));
  await tab.page.getByRole('button', { name: 'Retry' }).click();
  await saved(tab.page);

  await test.step('storage kept and caches gone: all comes from the server again', async () => {
    await tab.typeCode('# still mine');
    await tab.page.keyboard.press('Control+s');
    await tab.page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await tab.reload();
    await tab.waitForEditorText('# still mine');
    await tab.assertNextRunWorks();
    await saved(tab.page);
  });

  await test.step('somebody wants no more kept than what they use', async () => {
    const before = await keptFiles(tab.page);
    await tab.page.getByRole('button', { name: 'About', exact: true }).click();
    await tab.page.getByRole('radio', { name: /^only what you use/ }).check();
    await expect.poll(() => keptFiles(tab.page)).toBeLessThan(before);
    await tab.reload();
    await saved(tab.page);
    expect(await keptFiles(tab.page)).toBeLessThan(before);
    await tab.page.getByRole('button', { name: 'About', exact: true }).click();
    await expect(tab.page.getByRole('radio', { name: /^only what you use/ })).toBeChecked();
    await expect(tab.page.getByText(/larger parts that you have not used/)).toBeVisible();
  });

  await test.step('caches kept and storage gone: it works without a network', async () => {
    await tab.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.setOffline(true);
    const other = await openTab();
    await tab.page.close();
    await other.open();
    await other.assertNextRunWorks();
    await context.setOffline(false);
  });
});

test('the reset page saves what is mine and takes away what the site has saved', async ({
  context,
  openTab,
  published,
}) => {
  const tab = await openTab();
  await tab.open({
    code: `kv.set('a', 1)\nopen('/work/notes.txt', 'w').write('mine')\nprint('kept')`,
  });
  await tab.run();
  await tab.waitForOutputLine('kept');
  await expect.poll(() => buildCaches(tab.page), { timeout: 60_000 }).not.toEqual([]);
  await tab.page.goto(`${published.url}reset.html`);
  const { page } = tab;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save my code and files' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('goru-playground.zip');
  await expect(page.getByRole('status')).toContainText('Saved');

  await page.getByRole('button', { name: 'Reset the application' }).click();
  await expect(page.getByRole('status')).toContainText('Done.');
  expect(await remains(page)).toMatchObject({ caches: [], workers: 0 });
  expect((await remains(page)).databases).not.toEqual([]);

  await expect(page.getByRole('button', { name: 'Erase everything' })).toBeDisabled();
  await whenArmed(page.locator('#erasing'));
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByRole('status')).toContainText('Nothing of the playground is left');
  expect(await remains(page)).toEqual({
    ...{ caches: [], workers: 0, texts: [] },
    ...{ databases: [], folders: [] },
  });
  await context.close();
});

async function saved(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'saved', {
    timeout: SAVED_TIMEOUT_MS,
  });
}

/** Has the browser look for a new version; one that cannot be had is no matter of the page. */
async function update(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => undefined);
  });
}

/** How many are on their way, or wait for somebody to agree. */
async function otherVersions(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { installing, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {};
    return [installing, waiting].filter((version) => Boolean(version)).length;
  });
}

/** How many files are kept that have the hash of their content in their name. */
async function keptFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const [name = ''] = (await caches.keys()).filter((each) => each.endsWith(':files'));
    return (await (await caches.open(name)).keys()).length;
  });
}

async function buildCaches(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.includes(':build:')),
  );
}

async function remains(page: Page) {
  return page.evaluate(async () => {
    const folders: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) folders.push(name);
    return {
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      texts: Object.keys(localStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      folders,
    };
  });
}
