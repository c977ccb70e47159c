/** Links that carry a program: what makes them, what opens them, and what must not. */
import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import golden from '../web/share/golden-links.json' with { type: 'json' };
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { clickAtOnce, whenArmed } from './support/click-at-once';
import { expect, testInSharedTab as test } from './support/fixtures';
import { codeHash } from './support/playground-page';
import { createPlaywrightDriver } from './support/playwright-driver';
import { ELSEWHERE_PATH } from './support/site.mjs';
import type { PlaygroundPage } from './support/playground-page';

/** As anybody can make one. */
function fragmentOf(payload: unknown): string {
  return `#g1=${deflateSync(JSON.stringify(payload)).toString('base64url')}`;
}

/** A workspace that nobody has touched gives its place to a link, without the new beginning that `goTo` waits for. */
const OWN = 'own = 1';

/** As somebody does who puts it into the address bar: the page begins anew, in a workspace for this link. */
async function goTo(playground: PlaygroundPage, page: Page, fragment: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.goto(playground.address() + fragment)]);
}

/** As a page does that has opened this one. */
async function lead(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    // The same one twice would be no change.
    window.location.hash = '';
    window.location.hash = hash;
  }, fragment);
}

const openInNewTab = (page: Page) => page.getByRole('button', { name: 'Open it in a new tab' });

const confirmation = (page: Page) =>
  page.getByRole('dialog', { name: 'Run a program from a link?' });

test('a link brings a program into another page, which asks before its first run', async ({
  playground,
  page,
}) => {
  const code = `print('from', 'a link')`;
  await playground.open({ code });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByLabel('Link', { exact: true });
  await expect(link).toHaveValue(/#g1=[\w-]+$/);
  const address = await link.inputValue();
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  await playground.showCode('own = 1');
  await goTo(playground, page, new URL(address).hash);
  await playground.waitForEditorText(code);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await playground.click('Run');
  await expect(confirmation(page)).toBeVisible();
  await expect(confirmation(page)).toContainText('read and change /work and');
  await assertNoSeriousAxeViolations(playground, '.share-dialog');
  await page.getByRole('button', { name: 'Don’t run' }).click();
  await expect(confirmation(page)).toBeHidden();
  // A reload is no answer.
  await playground.reload();
  await playground.click('Run');
  await page.getByRole('button', { name: 'Run it' }).click();
  await playground.waitForOutputLine('from a link');
  await playground.waitForStatus('Ready');
  await playground.click('Run');
  await playground.waitForStatus('Ready');
  await expect(confirmation(page)).toBeHidden();
});

test('links of every version open', async ({ playground, page }) => {
  await playground.open();
  for (const { fragment, program } of golden) {
    await playground.typeCode(OWN);
    await goTo(playground, page, fragment);
    await playground.waitForEditorText(program.files[0]?.text ?? '');
  }
});

test('a link grants nothing: it can only ask', async ({ playground, page }) => {
  await playground.open();
  await playground.typeCode(OWN);
  const hosts = ['api.example.com', 'xn--pple-43d.com', 'com'];
  const files = [['main.py', `print('ran')`]];
  await goTo(playground, page, fragmentOf({ files, hosts, kv: true, mounts: [['/work', 'rwc']] }));
  await playground.waitForEditorText(`print('ran')`);
  await page.getByRole('button', { name: 'Network', exact: true }).click();
  await expect(page.getByText('api.example.com')).toBeHidden();
  await playground.click('Run');
  const dialog = confirmation(page);
  await expect(dialog).toContainText('xn--pple-43d.com');
  await expect(dialog).toContainText('/work (to change and create files), kv');
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  // Somebody who presses Run twice, or a window that lay over this one.
  expect(await clickAtOnce(dialog.getByRole('checkbox').first())).toBe(false);
  expect(await clickAtOnce(dialog.getByRole('button', { name: 'Run it' }))).toBe(false);
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await whenArmed(dialog);
  await dialog.getByRole('checkbox', { name: /api\.example\.com/ }).check();
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await playground.waitForOutputLine('ran');
  const panel = page.getByRole('complementary', { name: 'Network' });
  await expect(panel.getByText('api.example.com', { exact: true })).toBeVisible();
  await expect(panel.getByText('xn--pple-43d.com')).toBeHidden();
  await panel.getByRole('button', { name: /Remove api\.example\.com/ }).click();
});

const HOSTILE = {
  nothing: '#g1=',
  'no base64': '#g1=<script>alert(1)</script>',
  'no compressed data': '#g1=AAAA',
  'a link that was cut off': fragmentOf({ files: [['main.py', 'print(1)']] }).slice(0, -9),
  'something behind the end': `${fragmentOf({ files: [['main.py', '']] })}AAAA`,
  'no JSON': `#g1=${deflateSync('alert(1)').toString('base64url')}`,
  'deep nesting': `#g1=${deflateSync('['.repeat(500_000)).toString('base64url')}`,
  null: fragmentOf(null),
  'no files': fragmentOf({}),
  'files that are none': fragmentOf({ files: { length: 1, 0: ['main.py', ''] } }),
  'no program': fragmentOf({ files: [['index.html', '<script>alert(1)</script>']] }),
  'a way out': fragmentOf({ files: [['../../main.py', '']] }),
  'an absolute path': fragmentOf({ files: [['/usr/lib/python3.13/os.py', '']] }),
  'a name that reads backwards': fragmentOf({ files: [['\u202eyp.exe.py', '']] }),
  'two equal names': fragmentOf({ files: [['a.py', '1'], ['A.py', '2']] }), // prettier-ignore
  'another main.py in the place of the one that is asked about': fragmentOf({ files: [['a.py', 'print(1)'], ['main.py', 'print(2)']] }), // prettier-ignore
  'half a character': `#g1=${deflateSync('{"files":[["a.py","\\ud800"]]}').toString('base64url')}`,
  'the whole network': fragmentOf({ files: [['main.py', '']], hosts: ['*'] }),
  'a policy for a host': fragmentOf({ files: [['main.py', '']], hosts: ['a.b; script-src *'] }),
  'a package from elsewhere': fragmentOf({
    files: [['main.py', '']],
    packages: ['requests @ https://evil.example/requests-9-py3-none-any.whl'],
  }),
  'a mount of everything': fragmentOf({ files: [['main.py', '']], mounts: [['/', 'rwc']] }),
  'an order to run': fragmentOf({ files: [['main.py', '']], autoRun: true }),
  'a grant': fragmentOf({ files: [['main.py', '']], allowedHosts: ['evil.example'] }),
  'a later version': '#g2=abc',
  'a bomb': `#g1=${deflateSync(JSON.stringify({ files: [['main.py', ' '.repeat(50_000_000)]] })).toString('base64url')}`,
  'too much': `#g1=${'A'.repeat(1_990_000)}`,
} as const;

test('a hostile link changes nothing and says why', async ({ playground, page }) => {
  await playground.open({ code: 'mine = 1' });
  const notice = page.locator('.toast-place p');
  for (const [what, fragment] of Object.entries(HOSTILE)) {
    await lead(page, fragment);
    await expect(notice, what).toHaveText(
      /damaged|does not carry a program|newer version|larger than this page opens/,
    );
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await playground.waitForEditorText('mine = 1');
  }
  await playground.run();
  await expect(confirmation(page)).toBeHidden();
  await playground.waitForStatus('Ready');
});

test('what is in the editor is nobody else’s to replace, whoever leads the page to a link', async ({
  playground,
  page,
  context,
  browserName,
}) => {
  const THEIRS = `print('theirs')`;
  const links = {
    g1: fragmentOf({ files: [['main.py', THEIRS]] }),
    code: codeHash(THEIRS),
  };
  await playground.open();
  await playground.typeCode('mine = 2');
  // No links, and nothing that may empty an editor.
  for (const hash of ['#code', '#code=', '#code&x']) await lead(page, hash);
  for (const link of Object.values(links)) {
    await lead(page, link);
    await expect(openInNewTab(page)).toBeVisible();
    expect(new URL(page.url()).hash).toBe('');
    await playground.waitForEditorText('mine = 2');
  }
  await playground.reload();
  await playground.waitForEditorText('mine = 2');

  await test.step('it is opened when somebody says so, in a tab and a workspace of its own', async () => {
    await lead(page, links.g1);
    const [opened] = await Promise.all([page.waitForEvent('popup'), openInNewTab(page).click()]);
    await expect(opened.locator('.view-lines')).toContainText('theirs');
    await expect(opened.getByRole('button', { name: 'Workspace: From a link' })).toBeVisible();
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await playground.waitForEditorText('mine = 2');
    // The other workspace is the one used last, and this tab stays in its own.
    await playground.reload();
    await playground.waitForEditorText('mine = 2');
    await opened.close();
  });

  await test.step('a page that has opened this one, and hides it, is asked about, too', async () => {
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${playground.origin}${ELSEWHERE_PATH}blank.html`);
    const [opened] = await Promise.all([
      elsewhere.waitForEvent('popup'),
      elsewhere.evaluate((address) => {
        const child = window.open('about:blank');
        if (child === null) throw new Error('no window');
        child.opener = null;
        child.location.href = address;
        Object.assign(window, { child });
      }, playground.address()),
    ]);
    const other = playground.inTab(createPlaywrightDriver({ page: opened, engine: browserName }));
    await opened.waitForURL(playground.address());
    await other.waitForStatus('Ready', 45_000);
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await other.typeCode('mine = 3');
    await elsewhere.evaluate((hash) => {
      (window as unknown as { child: Window }).child.location.hash = hash;
    }, links.code);
    await expect(openInNewTab(opened)).toBeVisible();
    await other.waitForEditorText('mine = 3');
    await other.run();
    await other.waitForStatus('Ready');
    expect(await other.output()).not.toContain('theirs');
    await elsewhere.close();
    await opened.close();
  });

  await test.step('one that is dropped on the page does not lead away from it', async () => {
    await page.evaluate(
      (address) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/uri-list', address);
        const target = document.querySelector('.top-bar');
        const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        if (target?.dispatchEvent(drop) === true) throw new Error('the browser may go there');
      },
      playground.address({ code: THEIRS }),
    );
    await expect(openInNewTab(page)).toBeVisible();
    await playground.waitForEditorText('mine = 2');
    await page.getByRole('button', { name: 'Dismiss' }).click();
  });

  await test.step('back and forward between two links lose nothing', async () => {
    await goTo(playground, page, codeHash('one = 1'));
    await playground.waitForEditorText('one = 1');
    await playground.typeCode('one = 1  # mine');
    await goTo(playground, page, codeHash('two = 2'));
    await playground.waitForEditorText('two = 2');
    await playground.typeCode('two = 2  # mine');
    await page.goBack();
    await page.goForward();
    await playground.reload();
    await playground.waitForEditorText('two = 2  # mine');
    const kept = await page.evaluate(() =>
      Object.keys(localStorage).map((name) => localStorage.getItem(name)),
    );
    for (const mine of ['mine = 2', 'one = 1  # mine', 'two = 2  # mine']) {
      expect(kept).toContain(mine);
    }
  });
});

test('Share copies Markdown and a frame, downloads files, and warns of long links', async ({
  playground,
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'no test may read the clipboard in this browser');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const code = `print('shared')\n# \`\`\`\n`;
  await playground.open({ code });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByText(/^\d+ characters\.$/)).toBeVisible();
  await assertNoSeriousAxeViolations(playground, '.share-dialog');
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Link copied');
  const link = await read();
  expect(link).toBe(await dialog.getByLabel('Link', { exact: true }).inputValue());
  await dialog.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Markdown copied');
  expect(await read()).toBe(
    `\`\`\`\`python\n${code}\`\`\`\`\n\n[Run it in Goru Playground](${link})\n`,
  );
  await dialog.getByRole('button', { name: 'Copy embed code' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Embed code copied');
  expect(await read()).toContain(`<iframe src="${link.replace('#', 'embed.html#')}"`);

  const [python] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download main.py' }).click(),
  ]);
  expect(python.suggestedFilename()).toBe('main.py');
  expect(await readFile(await python.path(), 'utf8')).toBe(code);

  const [html] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download as a web page' }).click(),
  ]);
  expect(html.suggestedFilename()).toBe('main.html');
  // From the disk, as whoever gets it by mail opens it.
  const saved = await context.newPage();
  await html.saveAs(test.info().outputPath('main.html'));
  await saved.goto(`file://${test.info().outputPath('main.html')}`);
  await expect(saved.locator('pre')).toHaveText(code);
  const frame = saved.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Run' }).click();
  await expect(frame.getByRole('log')).toHaveText('shared\n', { timeout: 45_000 });
  await saved.close();

  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  const noise = Array.from({ length: 4_000 }, (_, i) => Math.sin(i).toString(36)).join(' ');
  for (const [length, words] of [
    [4_000, /Discord/],
    [14_000, /Link shorteners/],
  ] as const) {
    await playground.showCode(`# ${noise.slice(0, length)}`);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(dialog.getByText(words)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  }
});
