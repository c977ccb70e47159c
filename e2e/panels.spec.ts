/** What only Playwright can do with the panels: the clipboard, downloads, choosing a file. */
import { readFile } from 'node:fs/promises';
import { expect, testInSharedTab as test } from './support/fixtures';

test('Calls copies what it shows as JSON, oldest first', async ({
  playground,
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'no test may read the clipboard in this browser');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open({ code: `kv.set('a', {'ü': 1})\nkv.set('b', 'x' * 70_000)` });
  await page.getByRole('button', { name: 'Calls', exact: true }).click();
  await expect(page.getByText('No calls yet')).toBeVisible(); // it records from here on
  await playground.run();
  await playground.waitForOutput('value too large');
  await expect(page.getByRole('heading', { name: '2 calls' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
  const copied: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject([
    { method: 'kv/set', params: { key: 'a' }, error: null },
    { method: 'kv/set', params: { key: 'b' }, error: { message: 'value too large' } },
  ]);
});

/** Numbers that JavaScript would not write like this. */
const EXPORTED = `{
  "large": 1152921504606846977,
  "list": [
    1.0,
    "ü"
  ]
}
`;

test('Storage exports kv as one JSON file', async ({ playground, page, browserName }) => {
  test.skip(
    browserName === 'firefox',
    'its driver is told of the download of a blob, and does not pass it on',
  );
  await playground.open({
    code: `kv.clear()\nkv.set('large', 2**60 + 1)\nkv.set('list', [1.0, 'ü'])`,
  });
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await playground.run();
  await expect(page.getByRole('heading', { name: /^kv · 2 entries/ })).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('kv.json');
  expect(await readFile(await file.path(), 'utf8')).toBe(EXPORTED);
});

test('Storage imports such a file into what is there, and nothing of a damaged one', async ({
  playground,
  page,
}) => {
  const choose = (text: string): Promise<void> =>
    page
      .getByLabel('File to import into kv')
      .setInputFiles({ name: 'kv.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await playground.open({ code: `kv.clear()\nkv.set('list', 'old')\nkv.set('other', 'kept')` });
  await page.getByRole('button', { name: 'Storage', exact: true }).click();
  await playground.run();
  await expect(page.getByRole('heading', { name: /^kv · 2 entries/ })).toBeVisible();
  await choose(EXPORTED.slice(0, -5));
  await expect(page.getByRole('status').filter({ hasText: 'JSON' })).toBeVisible();
  await choose(EXPORTED);
  await expect(page.getByRole('status').filter({ hasText: '2 entries imported' })).toBeVisible();
  await playground.run(`print(kv.items())`);
  await playground.waitForOutputLine(
    `[('large', 1152921504606846977), ('list', [1.0, 'ü']), ('other', 'kept')]`,
  );
});
