/** What links, and other apps, bring into this browser, and what they leave behind. */
import { deflateSync } from 'node:zlib';
import { expect, testInSharedProfile as test } from './support/fixtures';
import {
  arriveIn,
  badge,
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
  await openWorkspace(playground, page, 'My workspace');
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
  await openWorkspace(playground, page, 'My workspace');
  await playground.waitForEditorText(FILL);
});

test('a link that there is no room for is opened in memory, and kept when somebody makes room', async ({
  playground,
  page,
}) => {
  await fill(playground);
  await fillTexts(page);
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
  await makeRoomForTexts(page);
  await playground.typeCode(`print('mine, too')`);
  await expect(badge(page)).toBeHidden();
  await expect(page).toHaveURL(playground.address());
  await playground.reload();
  await playground.waitForEditorText(`print('mine, too')`);
  await openWorkspace(playground, page, 'My workspace');
  await playground.waitForEditorText(FILL);
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
  await openWorkspace(playground, page, 'My workspace');
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
