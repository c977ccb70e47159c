/** Several workspaces, all of it in one zip, and what the page says when the browser keeps nothing. */
import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { clickAtOnce, whenArmed } from './support/click-at-once';
import { expect, testInSharedProfile as test } from './support/fixtures';
import { createPlaywrightDriver } from './support/playwright-driver';
import type { Page } from '@playwright/test';
import type { PlaygroundPage } from './support/playground-page';

const panel = (page: Page) => page.getByRole('complementary', { name: 'Workspaces' });
const notice = (page: Page) => page.locator('.toast');

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Workspaces', exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

/** The page begins anew with another workspace. */
async function arriveIn(playground: PlaygroundPage, page: Page, name: string): Promise<void> {
  await expect(page.getByRole('button', { name: `Workspace: ${name}` })).toBeVisible();
  // The name may be there before the page is left.
  await expect(() => playground.waitForStatus('Ready', 45_000)).toPass({ timeout: 60_000 });
}

async function createWorkspace(playground: PlaygroundPage, page: Page, name: string) {
  await openPanel(page);
  await panel(page).getByLabel('Name of the new workspace').fill(name);
  await panel(page).getByRole('button', { name: 'New workspace' }).click();
  await arriveIn(playground, page, name);
}

const FILL = `kv.set('who', 'first')\nopen('mine.txt', 'w').write('first')\nprint('kept')`;
const LOOK = `import os\nprint(sorted(os.listdir('/work')), kv.items())`;

async function fill(playground: PlaygroundPage): Promise<void> {
  await playground.open({ code: FILL });
  await playground.run();
  await playground.waitForOutputLine('kept');
}

async function importNow(playground: PlaygroundPage, page: Page): Promise<void> {
  await Promise.all([
    page.waitForEvent('load'),
    panel(page).getByRole('button', { name: 'Import', exact: true }).click(),
  ]);
  await playground.waitForStatus('Ready', 45_000);
}

async function exportAll(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(page).getByRole('button', { name: 'Export everything' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('goru-playground.zip');
  return readFile(await download.path());
}

test('a workspace has files, values and tabs of its own, and can be renamed, copied and deleted', async ({
  playground,
  page,
}) => {
  await fill(playground);
  await createWorkspace(playground, page, 'Second');
  await playground.run(LOOK);
  await playground.waitForOutputLine('[] []');
  await playground.run(`kv.set('who', 'second')\nopen('other.txt', 'w').write('x')\nprint('done')`);
  await playground.waitForOutputLine('done');
  await openPanel(page);
  await assertNoSeriousAxeViolations(playground);
  await panel(page).getByRole('button', { name: 'Rename Second' }).click();
  await panel(page).getByLabel('New name of Second').fill('Zweite');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Workspace: Zweite' })).toBeVisible();

  await test.step('a copy has everything', async () => {
    await panel(page).getByRole('button', { name: 'Duplicate Zweite' }).click();
    await expect(panel(page).getByText('Made Zweite copy.')).toBeVisible();
    await panel(page).getByRole('button', { name: 'Open Zweite copy' }).click();
    await arriveIn(playground, page, 'Zweite copy');
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['other.txt'] [('who', 'second')]`);
  });

  await test.step('back in the first one all is as it was', async () => {
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
    await arriveIn(playground, page, 'My workspace');
    await playground.waitForEditorText(FILL);
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['mine.txt'] [('who', 'first')]`);
  });

  await test.step('the one on the screen is deleted, and comes back', async () => {
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Delete My workspace' }).click();
    await expect(notice(page)).toContainText('Deleted My workspace.');
    await expect(page.getByRole('button', { name: 'Workspace: My workspace' })).toBeHidden();
    await notice(page).getByRole('button', { name: 'Undo' }).click();
    await arriveIn(playground, page, 'My workspace');
    await playground.waitForEditorText(LOOK);
  });

  await test.step('another one is deleted for good', async () => {
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Delete Zweite copy' }).click();
    await panel(page).getByRole('button', { name: 'Delete for good Zweite copy' }).click();
    await expect(panel(page).getByRole('button', { name: /Zweite copy/ })).toHaveCount(0);
  });
});

test('a link is opened in a workspace of its own, where it finds nothing of mine', async ({
  playground,
  page,
}) => {
  await fill(playground);
  // As somebody does who puts it into the address bar; written so that only what decodes it takes it for a link.
  const hidden = playground.address({ code: LOOK }).replace('#code=', '#?code=');
  await page.goto(hidden);
  await arriveIn(playground, page, 'From a link');
  await playground.waitForEditorText(LOOK);
  expect(new URL(page.url()).hash).toBe('');
  await playground.run();
  await playground.waitForOutputLine('[] []');

  const other = await page.context().newPage();
  await other.goto(playground.address({ code: `${LOOK}  # other` }).replace('#code=', '#%63ode='));
  await expect(other.getByRole('button', { name: 'Workspace: From a link' })).toBeVisible();
  await other.close();
  await page.goto(hidden);
  await arriveIn(playground, page, 'From a link');
  await openPanel(page);
  await expect(panel(page).getByRole('button', { name: 'Rename From a link' })).toHaveCount(2);
  await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
  await arriveIn(playground, page, 'My workspace');
  await playground.waitForEditorText(FILL);
});

/** The ids of the workspaces that links have brought, by what this browser keeps. */
const linkIds = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage).flatMap((name) => {
      const id = /:workspace:([a-z0-9]+)$/.exec(name)?.[1];
      if (id === undefined) return [];
      const record = JSON.parse(localStorage.getItem(name) ?? '{}') as { link?: string | null };
      return typeof record.link === 'string' ? [id] : [];
    }),
  );

/** The names of texts and folders that belong to a workspace. */
const traces = (page: Page, id: string) =>
  page.evaluate(async (wanted) => {
    const found = Object.keys(localStorage).filter((name) => name.includes(wanted));
    const root = await navigator.storage.getDirectory();
    for await (const site of root.values()) {
      if (!(site instanceof FileSystemDirectoryHandle)) continue;
      for await (const name of site.keys()) if (name.includes(wanted)) found.push(name);
    }
    return found;
  }, id);

test('what links leave behind is limited, and goes with its files unless somebody has touched it', async ({
  playground,
  page,
}) => {
  await fill(playground);
  const follow = async (payload: object, text: string): Promise<string> => {
    const before = await linkIds(page);
    const hash = `#g1=${deflateSync(JSON.stringify(payload)).toString('base64url')}`;
    await Promise.all([page.waitForEvent('load'), page.goto(playground.address() + hash)]);
    await playground.waitForEditorText(text);
    await playground.waitForStatus('Ready', 45_000);
    const [id = ''] = (await linkIds(page)).filter((each) => !before.includes(each));
    return id;
  };
  const several = { files: [['app.py', 'import mod'], ['mod.py', 'x = 1'], ['data/a.csv', '1,2']] }; // prettier-ignore
  const untouched = await follow(several, 'import mod');
  const texts = (id: string) => traces(page, `in-${id}:`);
  await expect.poll(() => texts(untouched)).toContainEqual(expect.stringMatching(/:brought$/));
  expect(await traces(page, untouched)).toContain(`files-workspace-${untouched}`);
  await playground.reload();
  await expect(page.getByRole('tab', { name: 'mod.py' })).toBeVisible();
  expect(await texts(untouched)).not.toContainEqual(expect.stringMatching(/:used$/));

  const touched = await follow({ files: [['main.py', 'y = 1']] }, 'y = 1');
  await playground.typeCode('y = 2');
  await expect.poll(() => texts(touched)).toContainEqual(expect.stringMatching(/:used$/));

  // As many as nobody would open in a test.
  await page.evaluate(() => {
    const base = `goru:${new URL('.', document.baseURI).pathname}:`;
    for (let at = 0; at < 30; at += 1) {
      const record = {
        name: '',
        usedAt: Date.now() + at,
        deletedAt: null,
        link: `#code=${String(at)}`,
      };
      localStorage.setItem(`${base}workspace:seed${String(at)}`, JSON.stringify(record));
      localStorage.setItem(`${base}in-seed${String(at)}:opened`, '{"code":"theirs"}');
      localStorage.setItem(`${base}in-seed${String(at)}:code`, 'theirs');
    }
  });
  const last = await follow({ files: [['main.py', 'z = 1']] }, 'z = 1');
  // With the one that is touched, which does not count.
  await expect.poll(async () => (await linkIds(page)).length).toBe(21);
  expect(await linkIds(page)).toEqual(expect.arrayContaining([touched, last, 'seed29']));
  await expect.poll(() => traces(page, untouched)).toEqual([]);
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
  await arriveIn(playground, page, 'My workspace');
  await playground.waitForEditorText(FILL);
});

test('a link that there is no room for is opened in memory, and kept when somebody makes room', async ({
  playground,
  page,
}) => {
  await fill(playground);
  await page.evaluate(() => {
    let length = 4_000_000;
    for (let i = 0; length > 0; i += 1) {
      try {
        localStorage.setItem(`filled ${String(i)}`, 'x'.repeat(length));
      } catch {
        length = Math.floor(length / 2);
      }
    }
  });
  const address = playground.address({ code: `print('theirs')` });
  await Promise.all([page.waitForEvent('load'), page.goto(address)]);
  await playground.waitForEditorText(`print('theirs')`);
  await expect(notice(page)).toContainText('This program is not kept');
  await expect(page).toHaveURL(address);
  await expect(badge(page)).toHaveAccessibleName(/keep your code: gone/);
  await playground.reload();
  await playground.waitForEditorText(`print('theirs')`);
  await playground.run();
  await playground.waitForOutputLine('theirs');
  await playground.typeCode(`print('mine')`);
  await expect(badge(page)).toBeVisible();
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('filled')) localStorage.removeItem(name);
    }
  });
  await playground.typeCode(`print('mine, too')`);
  await expect(badge(page)).toBeHidden();
  await expect(page).toHaveURL(playground.address());
  await playground.reload();
  await playground.waitForEditorText(`print('mine, too')`);
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
  await arriveIn(playground, page, 'My workspace');
  await playground.waitForEditorText(FILL);
});

test('two tabs in two workspaces both write, and neither loses anything', async ({
  playground,
  context,
  browserName,
}) => {
  await fill(playground);
  const second = await context.newPage();
  await second.goto(playground.address());
  await expect(second.getByRole('button', { name: 'Workspace: My workspace' })).toBeVisible();
  await openPanel(second);
  await panel(second).getByLabel('Name of the new workspace').fill('Beside');
  await panel(second).getByRole('button', { name: 'New workspace' }).click();
  await expect(second.getByRole('button', { name: 'Workspace: Beside' })).toBeVisible();
  const beside = playground.inTab(createPlaywrightDriver({ page: second, engine: browserName }));
  await beside.run(`open('b.txt', 'w').write('b')\nkv.set('b', 1)\nprint('beside')`);
  await beside.waitForOutputLine('beside');
  await playground.run(`open('a.txt', 'w').write('a')\nprint('written')`);
  await playground.waitForOutputLine('written');
  await second.close();
  await playground.reload();
  await playground.run(LOOK);
  await playground.waitForOutputLine(`['a.txt', 'mine.txt'] [('who', 'first')]`);
});

test('everything goes out as one zip and comes back into an empty browser', async ({
  playground,
  page,
}) => {
  await fill(playground);
  await createWorkspace(playground, page, 'Second');
  await playground.run(
    `open('deep.bin', 'wb').write(bytes(range(256)))\nkv.set('n', 2**70)\nprint(1)`,
  );
  await playground.waitForOutputLine('1');
  await openPanel(page);
  const zip = await exportAll(page);
  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['goru-archive.json', 'My workspace/main.py', 'My workspace/files/mine.txt', 'Second/kv.json', 'Second/files/deep.bin']), // prettier-ignore
  );
  expect(strFromU8(files['My workspace/main.py'] ?? new Uint8Array())).toBe(FILL);

  const input = panel(page).getByLabel('Archive to import');
  const choose = (name: string, buffer: Buffer) =>
    input.setInputFiles({ name, mimeType: 'application/zip', buffer });
  await test.step('what is no archive changes nothing and says why', async () => {
    await choose('x.zip', Buffer.from('PK'));
    await expect(panel(page).getByText(/Nothing was imported. It is no zip file/)).toBeVisible();
    const later = { ...files, 'goru-archive.json': strToU8('{"format":"goru-playground","version":9}') }; // prettier-ignore
    await choose('later.zip', Buffer.from(zipSync(later)));
    await expect(panel(page).getByText(/made by another version/)).toBeVisible();
    await choose('out.zip', Buffer.from(zipSync({ ...files, '../out.txt': strToU8('') })));
    await expect(panel(page).getByText(/name that is not allowed: “\.\.\/out\.txt”/)).toBeVisible();
  });

  await test.step('it can be added beside what is here', async () => {
    await choose('goru-playground.zip', zip);
    await expect(panel(page).getByText('2 workspaces with')).toBeVisible();
    await expect(panel(page).getByText('this name is here, too')).toHaveCount(2);
    await assertNoSeriousAxeViolations(playground);
    await importNow(playground, page);
    await openPanel(page);
    await expect(panel(page).getByRole('button', { name: 'Rename Second' })).toHaveCount(2);
  });

  await test.step('or take its place', async () => {
    await choose('goru-playground.zip', zip);
    await panel(page)
      .getByRole('radio', { name: /Replace what is here/ })
      .check();
    await importNow(playground, page);
    // The one used last comes first, in the archive, too.
    await arriveIn(playground, page, 'Second');
    await openPanel(page);
    await expect(panel(page).getByRole('button', { name: 'Rename Second' })).toHaveCount(1);
    await expect(panel(page).getByRole('button', { name: 'Bring back Second' })).toHaveCount(2);
    await playground.run(
      `import os\nprint(len(open('deep.bin', 'rb').read()), kv.get('n') == 2**70)`,
    );
    await playground.waitForOutputLine('256 True');
  });
});

test.describe('without the playground', () => {
  test.use({ allowedProblems: /Content Security Policy/ });

  test('the page that resets the application makes the same zip, under a policy of its own', async ({
    playground,
    page,
  }) => {
    await fill(playground);
    await createWorkspace(playground, page, 'Second');
    await page.goto(new URL('reset.html', playground.address()).href);
    // It holds without any header of a host, and whatever a service worker does.
    expect(
      await page.evaluate(() =>
        fetch('./index.html').then(
          () => 'sent',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
    const around = await page.context().newPage();
    await around.setContent(`<iframe src="${page.url()}" width="900" height="900"></iframe>`);
    const framed = around.frameLocator('iframe');
    await expect(framed.getByRole('status')).toContainText('in a tab of its own');
    await framed.getByRole('checkbox').check();
    await expect(framed.getByRole('button', { name: 'Erase everything' })).toBeDisabled();
    await around.close();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save my code and files' }).click(),
    ]);
    const zip = await readFile(await download.path());
    expect(Object.keys(unzipSync(zip))).toEqual(
      expect.arrayContaining(['goru-archive.json', 'My workspace/files/mine.txt', 'My workspace/kv.json']), // prettier-ignore
    );
    // A window that lay over this one has just gone, with a click on its way to what was there.
    expect(await clickAtOnce(page.getByRole('checkbox'))).toBe(false);
    await expect(page.getByRole('checkbox')).not.toBeChecked();
    await whenArmed(page.locator('#erasing'));
    await page.getByRole('checkbox').check();
    expect(await clickAtOnce(page.getByRole('button', { name: 'Erase everything' }))).toBe(false);
    await whenArmed(page.locator('#erasing'));
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await expect(page.getByRole('status')).toContainText('Nothing of the playground is left');

    await page.goto(playground.address());
    await playground.waitForStatus('Ready', 45_000);
    await openPanel(page);
    await panel(page).getByLabel('Archive to import').setInputFiles({ name: 'goru-playground.zip', mimeType: 'application/zip', buffer: zip }); // prettier-ignore
    await panel(page)
      .getByRole('radio', { name: /Replace what is here/ })
      .check();
    await importNow(playground, page);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
    await playground.waitForEditorText(FILL);
    await playground.waitForStatus('Ready', 45_000);
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['mine.txt'] [('who', 'first')]`);
  });
});

test('what another app shares is opened like a link, and a file in place of what is put aside', async ({
  playground,
  page,
}) => {
  // As the installed page gets it; a test can install nothing.
  await page.addInitScript(() => {
    const setConsumer = (consumer: unknown): void => {
      Object.assign(window, { launch: consumer });
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  });
  await fill(playground);
  await playground.typeCode('unsaved = 1');
  const query = new URLSearchParams({ 'share-title': 'Shared', 'share-text': LOOK }).toString();
  await page.goto(`${playground.address()}?${query}`);
  await arriveIn(playground, page, 'From a link');
  await playground.waitForEditorText(`# Shared\n${LOOK}\n`);
  expect(new URL(page.url()).search).toBe('');
  await playground.run();
  await playground.waitForOutputLine('[] []');
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Open My workspace' }).click();
  await arriveIn(playground, page, 'My workspace');
  await playground.waitForEditorText('unsaved = 1');

  await playground.typeCode('unsaved = 2');
  await page.evaluate(() => {
    const file = new File(['theirs = 1'], 'theirs.py');
    const handle = { name: file.name, getFile: () => Promise.resolve(file) };
    (window as unknown as { launch: (launched: unknown) => void }).launch({ files: [handle] });
  });
  await playground.waitForEditorText('theirs = 1');
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await playground.waitForEditorText('unsaved = 2');
});

const badge = (page: Page) => page.getByRole('button', { name: /^not saved/ });

test.describe('where the browser keeps nothing', () => {
  const refusals: readonly (readonly [what: string, refuse: () => void, words: string])[] = [
    [
      'databases and files are refused',
      () => {
        const refuse = (): never => {
          throw new DOMException('not in this window', 'SecurityError');
        };
        Object.defineProperty(window, 'indexedDB', { value: { open: refuse, databases: refuse } });
        // With storage they refuse locks, without which it would not be safe.
        Object.defineProperty(LockManager.prototype, 'request', {
          value: () => Promise.reject(new DOMException('not in this window', 'SecurityError')),
        });
      },
      'the files in /work and the values of kv',
    ],
    [
      'there are no databases at all',
      () => {
        Object.defineProperty(window, 'indexedDB', { value: undefined });
      },
      'the values of kv',
    ],
    [
      'every kind of storage is refused',
      () => {
        const refuse = (): never => {
          throw new DOMException('not in this window', 'SecurityError');
        };
        Object.defineProperty(window, 'indexedDB', { get: refuse });
        Object.defineProperty(window, 'localStorage', { get: refuse });
        Object.defineProperty(window, 'sessionStorage', { get: refuse });
        // With storage they refuse locks, without which it would not be safe.
        Object.defineProperty(LockManager.prototype, 'request', {
          value: () => Promise.reject(new DOMException('not in this window', 'SecurityError')),
        });
      },
      'your code, the files in /work and the values of kv',
    ],
  ];
  for (const [what, refuse, words] of refusals) {
    test(`the page works and says so: ${what}`, async ({ playground, page }) => {
      await page.addInitScript(refuse);
      await playground.open({ code: FILL });
      await playground.run();
      await playground.waitForOutputLine('kept');
      if (words.includes('your code')) await playground.typeCode('typed = 1');
      await expect(notice(page)).toContainText(/does not let the page keep/);
      await expect(badge(page)).toHaveAccessibleName(new RegExp(`keep ${words}: gone`));
      await badge(page).click();
      const storage = page.getByRole('complementary', { name: 'Storage' });
      await expect(storage.locator('.panel-warning')).toContainText(`keep ${words}`);
      await assertNoSeriousAxeViolations(playground);
      // Nothing to choose from, and nobody is told otherwise.
      await openPanel(page);
      await panel(page).getByRole('button', { name: 'Export everything' }).click();
      await expect(panel(page).getByText(/does not keep everything/)).toBeVisible();
    });
  }
});

test.describe('when the disk is full or the browser clears storage', () => {
  async function remoteOf(page: Page) {
    const session = await page.context().newCDPSession(page);
    const origin = new URL(page.url()).origin;
    return {
      setQuota: (quotaSize?: number) =>
        session.send('Storage.overrideQuotaForOrigin', {
          origin,
          ...(quotaSize === undefined ? {} : { quotaSize }),
        }),
      clear: (storageTypes: string) =>
        session.send('Storage.clearDataForOrigin', { origin, storageTypes }),
    };
  }

  test('a write that does not fit fails loudly and leaves what was there', async ({
    playground,
    page,
  }) => {
    await fill(playground);
    const remote = await remoteOf(page);
    // kv: see kv.spec.ts, because the browser remembers for a while how much room it had for databases.
    await remote.setQuota(1);
    await playground.run(`
import errno
def attempt(what, act):
    try:
        act()
        print(what, 'stored')
    except OSError as error:
        print(what, errno.errorcode[error.errno])
def by_open():
    with open('/work/opened.txt', 'w') as file:
        file.write('x' * 5_000_000)
attempt('fs', lambda: fs.write_bytes('/work/mine.txt', bytes(5_000_000)))
attempt('open', by_open)
print(open('/work/mine.txt').read())
`);
    await playground.waitForOutputLine('fs ENOSPC');
    await playground.waitForOutputLine('open ENOSPC');
    await playground.waitForOutputLine('first');
    await remote.setQuota();
    await playground.run(`fs.write_text('/work/mine.txt', 'again')\nprint('fits')`);
    await playground.waitForOutputLine('fits');
    await playground.reload();
    await playground.run(`print(open('/work/mine.txt').read())`);
    await playground.waitForOutputLine('again');
  });

  test('a copied workspace shows its files, and a new one says that its are in memory', async ({
    playground,
    page,
  }) => {
    await fill(playground);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Duplicate My workspace' }).click();
    await expect(panel(page).getByText('Made My workspace copy.')).toBeVisible();
    const remote = await remoteOf(page);
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await remote.setQuota(usage + 1);
    await panel(page).getByRole('button', { name: 'Open My workspace copy' }).click();
    await arriveIn(playground, page, 'My workspace copy');
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['mine.txt'] [('who', 'first')]`);
    await expect(badge(page)).toBeHidden();

    await createWorkspace(playground, page, 'Late');
    await expect(badge(page)).toHaveAccessibleName(/keep .*the files in \/work/);
    await playground.run(`open('here.txt', 'w').write('x')\nprint(open('here.txt').read())`);
    await playground.waitForOutputLine('x');
    await remote.setQuota();
    await playground.reload();
    await expect(badge(page)).toBeHidden();
    await playground.run(`open('there.txt', 'w').write('x')\nprint('written')`);
    await playground.waitForOutputLine('written');
    await playground.reload();
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['there.txt'] []`);
  });

  test('code that does not fit shows the badge until it does', async ({ playground, page }) => {
    await playground.open({ code: 'x = 1' });
    await page.evaluate(() => {
      let length = 4_000_000;
      for (let i = 0; length > 0; i += 1) {
        try {
          localStorage.setItem(`filled ${String(i)}`, 'x'.repeat(length));
        } catch {
          length = Math.floor(length / 2);
        }
      }
    });
    await playground.typeCode('x = 2  # more than there is room for');
    await expect(badge(page)).toHaveAccessibleName(/keep your code: gone/);
    await page.evaluate(() => {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith('filled')) localStorage.removeItem(name);
      }
    });
    await playground.typeCode('x = 3');
    await expect(badge(page)).toBeHidden();
  });

  for (const types of [
    'indexeddb',
    'file_systems',
    'local_storage',
    'cache_storage,service_workers',
  ]) {
    test(`what is written after ${types} was cleared in an open page is kept, or is told`, async ({
      playground,
      page,
    }) => {
      await fill(playground);
      const remote = await remoteOf(page);
      await remote.clear(types);
      await playground.run(`
def attempt(what, act):
    try:
        act()
        print(what, 'ok')
    except OSError as error:
        print(what, 'failed', error)
attempt('kv', lambda: kv.set('after', 'kv'))
attempt('fs', lambda: fs.write_text('/work/after.txt', 'fs'))
attempt('open', lambda: open('/work/opened.txt', 'w').write('open'))
print('end')
`);
      const lines = await playground.waitForOutputLine('end');
      const isOk = (what: string): boolean => lines.includes(`${what} ok`);
      for (const what of ['kv', 'fs', 'open']) {
        expect(lines.some((line) => line.startsWith(`${what} `))).toBe(true);
      }
      await playground.typeCode('typed = 1');
      await expect(async () => {
        const isTold = await badge(page).isVisible();
        const code = await page.evaluate(() =>
          Object.entries(localStorage).find(([name]) => name.endsWith(':code')),
        );
        expect(isTold || code?.[1] === 'typed = 1').toBe(true);
      }).toPass();
      await playground.reload();
      await playground.waitForEditorText('typed = 1');
      await playground.run(`
import os
print(kv.get('after'), os.path.exists('/work/after.txt'), os.path.exists('/work/opened.txt'))
`);
      await playground.waitForOutput(
        new RegExp(
          `${isOk('kv') ? 'kv' : '.*'} ${isOk('fs') ? 'True' : '.*'} ${isOk('open') ? 'True' : '.*'}`,
        ),
      );
    });
  }
});
