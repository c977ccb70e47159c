/** What `display` and the values of programs look like, and what their HTML cannot do. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from '@playwright/test';
import { expect, test as firstVisitTest, testInSharedTab as test } from './support/fixtures';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { answer, test as packagesTest } from './support/package-fixtures';

/** What the browser blocks it reports, and that is what these tests look at. */
test.use({ allowedProblems: /Content Security Policy|sandbox|about:srcdoc/i });

const GERMAN_CHARTS = new URL('../web/examples/programs/de/charts.py', import.meta.url);

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('shows tables, which are copied as text for a spreadsheet', async ({ playground, page }) => {
  await playground.open({
    code: `print('before', end='')
display([{'city': 'Oslo', 't': -2.4}, {'city': 'Lima <b>', 't': 21.7}])
display('name,n\\n' + '\\n'.join(f'row {i},{i}' for i in range(50)))
print('after')`,
  });
  await playground.run();
  await playground.waitForOutputLine('after');
  const tables = page.getByRole('log').getByRole('table');
  await expect(tables).toHaveCount(2);
  await expect(tables.first().getByRole('columnheader')).toHaveText(['city', 't']);
  await expect(tables.first().getByRole('cell')).toHaveText(['Oslo', '-2.4', 'Lima <b>', '21.7']);
  await expect(tables.last().getByRole('row')).toHaveCount(21);
  await page.getByRole('button', { name: 'Show all 50 rows' }).click();
  await expect(tables.last().getByRole('row')).toHaveCount(51);
  const text = await page.getByRole('log').evaluate((log) => log.textContent);
  expect(text).toContain('before\ncity\tt\nOslo\t-2.4\nLima <b>\t21.7\n');
  expect(text.trimEnd()).toMatch(/row 49\t49\nafter$/);
  await assertNoSeriousAxeViolations(playground, '.console');
});

test('shows images, SVG, HTML and Markdown in the order of the output', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: `class Rich:
    def __init__(self, kind, data): self.kind, self.data = kind, data
    def __repr__(self): return f'<{self.kind}>'
    def _repr_mimebundle_(self, include=None, exclude=None): return {self.kind: self.data}
print('one')
display(Rich('image/png', '${PIXEL}'))
print('two')
display(Rich('image/svg+xml', '<svg width="200" height="90"><circle r="40" cx="50" cy="45"/></svg>'))
print('three')
display(Rich('text/markdown', '# Title\\n\\n| a |\\n|---|\\n| **1** |'))
Rich('text/html', '<p style="height: 150px; margin: 0">the value</p>')`,
  });
  await playground.run();
  const log = page.getByRole('log');
  await expect(log.getByRole('img', { name: '<image/png>' })).toHaveJSProperty('naturalWidth', 1);
  const frames = log.locator('iframe');
  await expect(frames).toHaveCount(3);
  await expect(frames.nth(0).contentFrame().locator('circle')).toBeVisible();
  await expect(frames.nth(1).contentFrame().getByRole('heading')).toHaveText('Title');
  await expect(frames.nth(1).contentFrame().locator('td b, td strong')).toHaveText('1');
  await expect(frames.nth(2).contentFrame().getByText('the value')).toBeVisible();
  await expect(frames.nth(0).contentFrame().locator('svg')).toHaveAttribute(
    'viewBox',
    '0 0 200 90',
  );
  // As high as what is in them.
  await expect(frames.nth(0)).toHaveCSS('height', '92px');
  await expect(frames.nth(2)).toHaveCSS('height', '152px');
  const text = await log.evaluate((element) => element.textContent);
  expect(text).toBe(
    'one\n<image/png>\ntwo\n<image/svg+xml>\nthree\n<text/markdown>\n<text/html>\n',
  );
});

test('keeps hostile HTML from everything', async ({ playground, page }) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const there = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const hostile = `
<meta http-equiv="refresh" content="0; url=${there}/refresh">
<base href="${there}/base/">
<link rel="stylesheet" href="${there}/link"><link rel="prefetch" href="${there}/prefetch">
<style>@import "${there}/import"; body { background: url(${there}/css) }</style>
<img src="${there}/img" onerror="parent.postMessage('escaped', '*')"><img srcset="${there}/srcset 1x">
<script>parent.postMessage('escaped', '*'); fetch('${there}/fetch')</script>
<iframe src="${there}/iframe"></iframe><object data="${there}/object"></object>
<video poster="${there}/poster" src="${there}/video" autoplay></video>
<svg><image href="${there}/svg-image"/><use href="${there}/use#x"/>
<foreignObject><meta http-equiv="refresh" content="0; url=${there}/svg-refresh"></foreignObject>
<a href="${there}/svg-link"><text y="20">vector</text></a></svg>
<math href="${there}/math" style="font-size: 30px"><mtext>formula</mtext></math>
<a id="link" href="${there}/link" target="_top" ping="${there}/ping">top</a>
<a href="${there}/blank" target="_blank">blank</a>
<a href="javascript:parent.postMessage('escaped', '*')">script</a>
<form action="${there}/form" target="_top"><button>send</button></form>
<input autofocus onfocus="parent.postMessage('escaped', '*')">`;
  await playground.open({
    code: `class Hostile:
    def _repr_html_(self): return ${JSON.stringify(hostile)}
display(Hostile())
print('shown')`,
  });
  await page.evaluate(() => {
    window.addEventListener('message', ({ data }) => {
      if (data === 'escaped') document.documentElement.dataset['escaped'] = 'yes';
    });
  });
  const address = page.url();
  await playground.run();
  await playground.waitForOutputLine('shown');
  const frame = page.getByRole('log').locator('iframe').contentFrame();
  for (const name of ['top', 'blank', 'script']) {
    await frame.getByText(name, { exact: true }).click();
  }
  await frame.getByText('blank', { exact: true }).click({ button: 'middle' });
  await frame.getByText('vector').click();
  // In Firefox all of MathML can be links.
  await frame.getByText('formula').click();
  await frame.getByRole('button', { name: 'send' }).click();
  await frame.getByRole('button', { name: 'send' }).press('Enter');
  const origin = await frame
    .locator('body')
    .evaluate((body) => body.ownerDocument.defaultView?.origin);
  expect(origin).toBe('null');
  const reached = await frame.locator('body').evaluate(() => {
    const tries: Record<string, () => unknown> = {
      parent: () => window.parent.document.title,
      storage: () => window.localStorage.length,
      cookie: () => document.cookie,
      top: () => window.top?.location.href,
    };
    return Object.entries(tries).flatMap(([name, attempt]) => {
      try {
        attempt();
        return [name];
      } catch {
        return [];
      }
    });
  });
  expect(reached).toEqual([]);
  await playground.assertNextRunWorks();
  expect(page.url().replace(/#.*/, '')).toBe(address.replace(/#.*/, ''));
  expect(
    page
      .context()
      .pages()
      .filter((other) => other.url().startsWith(there)),
  ).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.dataset['escaped'])).toBeUndefined();
  expect(asked).toEqual([]);
  server.close();
});

test('shows a flood of values as text, with a notice, and stays usable', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: `class Loud:
    def __repr__(self): return 'loud'
    def _repr_html_(self): return '<b>loud</b>'
for _ in range(5000): display(Loud())
print('the end')`,
  });
  await playground.run();
  await playground.waitForOutputLine('the end', 30_000);
  await expect(page.getByRole('log').locator('iframe')).toHaveCount(100);
  await expect(page.getByRole('log')).toContainText('More than 100 rich values in one run');
  await playground.assertNextRunWorks();
});

test('shows the text of what is not what it says', async ({ playground, page }) => {
  await playground.open({
    code: `display({'image/png': 'not base64!', 'text/plain': 'no image'}, raw=True)
display({'image/png': 'AAAA', 'text/plain': 'broken image'}, raw=True)
display({'application/vnd.goru.table+json': '{"rows": 1}', 'text/plain': 'no table'}, raw=True)
display({'text/markdown': '>' * 20_000, 'text/plain': 'no text'}, raw=True)
print('the end')`,
  });
  await playground.run();
  for (const line of ['no image', 'broken image', 'no table', 'no text', 'the end']) {
    await playground.waitForOutputLine(line);
  }
  await expect(page.getByRole('log').getByRole('img')).toHaveCount(0);
  const reasons = page
    .locator('.rich-value')
    .evaluateAll((places) => places.map((place) => getComputedStyle(place, '::after').content));
  expect(await reasons).toEqual([
    '"Shown as text. It is not image/png."',
    '"Shown as text. It is not image/png."',
    '"Shown as text. It is not application/vnd.goru.table+json."',
    '"Shown as text. It is too deep or too much to be shown as Markdown."',
  ]);
});

firstVisitTest.describe('without what shows rich values', () => {
  // The browser itself reports the missing file, which the service worker would have.
  firstVisitTest.use({
    allowedProblems: /Failed to load resource|ERR_FAILED/,
    serviceWorkers: 'block',
  });

  firstVisitTest('their text is there, and why it is', async ({ playground, page }) => {
    await page.route(/fill-place[^/]*\.js$/, (route) => route.abort());
    await playground.open({ code: `display([{'city': 'Oslo'}])` });
    await playground.run();
    await playground.waitForOutputLine(`[{'city': 'Oslo'}]`);
    await expect(page.locator('.rich-value')).toHaveAttribute(
      'data-notice',
      /^Shown as text\. A part of the page could not be loaded/,
    );
  });
});

packagesTest.describe('charts', () => {
  // Not even what the browser blocks: their scripts, which are elsewhere, are taken out before it looks.
  packagesTest.use({ allowedProblems: undefined });

  packagesTest(
    'of a package are pictures that fit, and fetch nothing',
    async ({ playground, page, index, site }) => {
      const origins = new Set<string>();
      page.on('request', (request) => origins.add(new URL(request.url()).origin));
      await playground.open();
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('button', { name: /^Charts/ }).click();
      await playground.run();
      await expect(page.getByRole('dialog', { name: 'Install packages?' })).toContainText('pygal');
      await answer(page, 'Install');
      const frames = page.getByRole('log').locator('iframe');
      await expect(frames).toHaveCount(2, { timeout: 45_000 });
      await expect(
        frames.first().contentFrame().locator('text', { hasText: 'Rain, mm' }),
      ).toBeVisible();
      const last = frames.last().contentFrame();
      await expect(last.locator('text', { hasText: 'Temperature, °C' })).toBeVisible();
      await expect(last.locator('script')).toHaveCount(0);
      const { width, height } = await sizeOf(last.locator('svg'));
      expect(width).toBeGreaterThan(250);
      expect(width / height).toBeCloseTo(1.6, 1);
      expect(width).toBeLessThanOrEqual((await sizeOf(frames.last())).width);
      // It names no width of its own, and does not fill a wide window.
      await page.setViewportSize({ width: 2200, height: 900 });
      await expect.poll(async () => (await sizeOf(last.locator('svg'))).width).toBe(640);
      await playground.run(readFileSync(GERMAN_CHARTS, 'utf8'));
      const rain = frames.first().contentFrame().locator('text', { hasText: 'Regen in mm' });
      await expect(rain).toBeVisible();
      const allowed = [site.origin, new URL(index.url).origin, 'null'];
      expect([...origins].filter((origin) => !allowed.includes(origin))).toEqual([]);
    },
  );
});

async function sizeOf(locator: Locator): Promise<{ width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not visible');
  return box;
}
