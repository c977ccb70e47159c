/** Several workspaces, and all of it in one zip. */
import { readFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { clickAtOnce, whenArmed } from './support/click-at-once';
import { expect, testInSharedProfile as test } from './support/fixtures';
import { createPlaywrightDriver } from './support/playwright-driver';
import {
  arriveIn,
  createWorkspace,
  fill,
  FILL,
  LOOK,
  notice,
  openPanel,
  openWorkspace,
  panel,
} from './support/workspaces-panel';
import type { Page } from '@playwright/test';
import type { PlaygroundPage } from './support/playground-page';

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
    await openWorkspace(playground, page, 'Zweite copy');
    await playground.run(LOOK);
    await playground.waitForOutputLine(`['other.txt'] [('who', 'second')]`);
  });

  await test.step('back in the first one all is as it was', async () => {
    await openWorkspace(playground, page, 'My workspace');
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

test('two tabs in two workspaces both write, and neither loses anything', async ({
  playground,
  page,
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
  await test.step('what another tab shows cannot be deleted for good, and the page says so', async () => {
    await openPanel(page);
    const list = panel(page);
    await list.getByLabel('Name of the new workspace').fill('Third');
    await list.getByRole('button', { name: 'New workspace' }).click();
    await arriveIn(playground, page, 'Third');
    await openWorkspace(playground, page, 'My workspace');
    await openPanel(page);
    for (const name of ['Third', 'Beside']) {
      await list.getByRole('button', { name: `Delete ${name}`, exact: true }).click();
    }
    await expect(list.getByRole('button', { name: /^Delete for good / })).toHaveCount(2);
    // One after the other, so fast that nobody has read what was said of the first.
    await list.getByRole('list').evaluateAll((lists) => {
      const buttons = lists.flatMap((each) => [
        ...each.querySelectorAll<HTMLElement>('[aria-label^="Delete for good"]'),
      ]);
      for (const button of buttons) button.click();
    });
    await expect(list.getByRole('button', { name: 'Delete for good Third' })).toBeHidden();
    await expect(list.getByText(/^Beside is open in another tab/)).toBeVisible();
    await list.getByRole('button', { name: 'Bring back Beside' }).click();
    await expect(list.getByRole('button', { name: 'Open Beside' })).toBeVisible();
  });
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
