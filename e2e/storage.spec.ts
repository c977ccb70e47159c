/** What the page says and does when the browser keeps nothing, or not enough. */
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, testInSharedProfile as test } from './support/fixtures';
import {
  badge,
  createWorkspace,
  fill,
  FILL,
  fillTexts,
  LOOK,
  makeRoomForTexts,
  notice,
  openPanel,
  openWorkspace,
  panel,
} from './support/workspaces-panel';
import type { Page } from '@playwright/test';

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
      await expect(storage.getByText('used by this site')).toBeVisible();
      await expect(storage.getByRole('button', { name: 'Ask to keep it' })).toBeHidden();
      await assertNoSeriousAxeViolations(playground);
      // Nothing to choose from, and nobody is told otherwise.
      await openPanel(page);
      await panel(page).getByRole('button', { name: 'Export everything' }).click();
      await expect(panel(page).getByText(/does not keep everything/)).toBeVisible();
    });
  }
});

test('stored files that cannot be opened are looked for nowhere else, and come back', async ({
  playground,
  page,
}) => {
  await page.addInitScript(() => {
    // Also for a file that is just being opened: a browser fails for a moment, and not where the page expects it.
    if (sessionStorage.getItem('fails') === null) return;
    FileSystemDirectoryHandle.prototype.getDirectoryHandle = () =>
      Promise.reject(new DOMException('the state has changed', 'InvalidStateError'));
  });
  await fill(playground);
  await page.evaluate(() => {
    sessionStorage.setItem('fails', 'yes');
  });
  await playground.reload();
  await expect(notice(page)).toContainText('They are still there: reload the page');
  await expect(badge(page)).toHaveAccessibleName(/could not be opened/);
  await test.step('on a phone the notice is not in the way to the panels', async () => {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 780 });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Storage', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Storage' });
    await expect(panel.getByText('The stored files could not be opened.')).toBeVisible();
    if (size !== null) await page.setViewportSize(size);
  });
  await playground.run(LOOK);
  await playground.waitForOutputLine(`[] [('who', 'first')]`);
  await page.evaluate(() => {
    sessionStorage.removeItem('fails');
  });
  await playground.reload();
  await expect(badge(page)).toBeHidden();
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Ask to keep it' })).toBeVisible();
  await playground.run(LOOK);
  await playground.waitForOutputLine(`['mine.txt'] [('who', 'first')]`);
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
    await openWorkspace(playground, page, 'My workspace copy');
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['mine.txt'] [('who', 'first')]`);
    await expect(badge(page)).toBeHidden();

    await createWorkspace(playground, page, 'Late');
    await expect(badge(page)).toHaveAccessibleName(/keep .*the files in \/work/);
    await playground.run(`open('here.txt', 'w').write('x')\nprint(open('here.txt').read())`);
    await playground.waitForOutputLine('x');
    await test.step('which another tab says of an archive, and of a copy', async () => {
      const other = await page.context().newPage();
      await other.goto(playground.address());
      // Its own choice: the first of the list that is not the one on the other screen.
      await openPanel(other);
      await panel(other).getByRole('button', { name: 'Open My workspace', exact: true }).click();
      await expect(other.getByRole('button', { name: 'Workspace: My workspace' })).toBeVisible();
      await openPanel(other);
      const [download] = await Promise.all([
        other.waitForEvent('download'),
        panel(other).getByRole('button', { name: 'Export everything' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('goru-playground.zip');
      await expect(
        panel(other).getByText(/^Saved \d files.* does not keep of Late: only/),
      ).toBeVisible();
      await panel(other).getByRole('button', { name: 'Duplicate Late' }).click();
      await expect(panel(other).getByText('nothing whole to copy')).toBeVisible();
      await other.goto(new URL('reset.html', playground.address()).href);
      await other.getByRole('button', { name: 'Save my code and files' }).click();
      await expect(other.getByRole('status')).toContainText('does not keep of Late: only');
      await other.close();
    });
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
    await fillTexts(page);
    await playground.typeCode('x = 2  # more than there is room for');
    await expect(badge(page)).toHaveAccessibleName(/keep your code: gone/);
    await test.step('the browser asks before the page goes', async () => {
      const [question] = await Promise.all([
        page.waitForEvent('dialog'),
        page.evaluate(() => {
          setTimeout(() => {
            window.location.reload();
          });
        }),
      ]);
      expect(question.type()).toBe('beforeunload');
      await question.dismiss();
      await playground.waitForEditorText('x = 2  # more than there is room for');
    });
    await makeRoomForTexts(page);
    await playground.typeCode('x = 3');
    await expect(badge(page)).toBeHidden();
    page.on('dialog', () => {
      throw new Error('asked, although everything is kept');
    });
    await playground.reload();
    await playground.waitForEditorText('x = 3');
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
