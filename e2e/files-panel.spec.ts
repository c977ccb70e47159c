/** What only Playwright can do with the Files panel: choosing files, dropping them, downloads. */
import { readFile } from 'node:fs/promises';
import { expect, testInSharedTab as test } from './support/fixtures';

test.beforeEach(async ({ playground, page }) => {
  await playground.open({ code: `import os\nprint(sorted(os.listdir()))` });
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Upload', exact: true })).toBeVisible();
});

test('uploads files, asks before it replaces one, and can keep both', async ({
  playground,
  page,
}) => {
  const input = page.getByLabel('Files to upload');
  const named = (name: string, text: string) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  await input.setInputFiles([named('a.txt', 'first'), named('ü b.txt', 'second')]);
  await expect(page.getByRole('button', { name: /^ü b\.txt/ })).toBeVisible();
  await input.setInputFiles([named('a.txt', 'other')]);
  await expect(page.getByRole('group', { name: /Already there: a\.txt/ })).toBeVisible();
  await page.getByRole('button', { name: 'Keep both' }).click();
  await expect(page.getByRole('button', { name: /^a.*\.txt/ })).toHaveCount(2);
  await input.setInputFiles([named('a.txt', 'replaced')]);
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'a.txt' })).toBeVisible();
  await playground.run(
    `import os\nfor name in sorted(os.listdir()): print(name, '=', open(name).read())`,
  );
  await playground.waitForOutputLine('a.txt = replaced');
  expect(await playground.outputLines()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^a.+\.txt = other$/), 'ü b.txt = second']),
  );
});

test('takes what is dropped', async ({ playground, page }) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['dropped text'], 'dropped.txt', { type: 'text/plain' }));
    return transfer;
  });
  await page.locator('.files-panel').dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByRole('button', { name: /^dropped\.txt/ })).toBeVisible();
  await playground.run(`print(open('dropped.txt').read())`);
  await playground.waitForOutputLine('dropped text');
});

test('downloads a file as it is, and a folder as a zip that Python can read', async ({
  playground,
  page,
  browserName,
}) => {
  test.skip(
    browserName === 'firefox',
    'its driver is told of the download of a blob, and does not pass it on',
  );
  await playground.run(
    `import os\nos.makedirs('album/2024')\nopen('album/2024/a.bin', 'wb').write(bytes(range(256)))\nprint('made')`,
  );
  await playground.waitForOutputLine('made');
  const download = async (name: string): Promise<{ name: string; bytes: Buffer }> => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const zip = await download('album');
  expect(zip.name).toBe('album.zip');
  await page
    .getByLabel('Files to upload')
    .setInputFiles({ name: 'back.zip', mimeType: 'application/zip', buffer: zip.bytes });
  await expect(page.getByRole('button', { name: /^back\.zip/ })).toBeVisible();
  await playground.run(
    `import zipfile\nz = zipfile.ZipFile('back.zip')\nprint(z.namelist(), z.read(z.namelist()[-1]) == bytes(range(256)))`,
  );
  await playground.waitForOutput(/a\.bin'\] True/);
  const planets = await download('planets.csv');
  expect(planets.name).toBe('planets.csv');
  expect(planets.bytes.toString()).toContain('Neptune');
});
