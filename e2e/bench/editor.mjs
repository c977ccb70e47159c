// @ts-check
/**
 * What code help costs and how soon it is there: the time from opening the page to the first completion of the language
 * server (cold: empty cache; warm: second visit), and from key to paint while it works, beside the same page without it.
 * `npm run bench:editor [-- --keys=240 --visits=3]`
 */
import { median, option, row, withBench } from './support.mjs';

const keys = Number(option('keys', '240'));
const visits = Number(option('visits', '3'));
/** About as fast as a quick typist. */
const KEY_INTERVAL_MS = 60;

const PROGRAM = Array.from(
  { length: 60 },
  (_, i) =>
    `def step_${String(i)}(values: list[int]) -> int:\n    return sum(values) + ${String(i)}\n`,
).join('\n');
/** Typed over and over: names, calls, dots, brackets. */
const TYPED = 'result = step_3([1, 2]).bit_length() + len(str(kv.get("x")).split(","))\n';

/** @type {Record<string, string>} */
const LABELS = {
  python: 'Python is ready',
  server: 'the language server is ready',
  completion: 'first completion is shown',
};

await withBench(async ({ browser, appUrl }) => {
  const address = `${appUrl}#code=${Buffer.from(PROGRAM).toString('base64url')}`;
  const cold = [];
  const warm = [];
  for (let visit = 0; visit < visits; visit += 1) {
    const context = await browser.newContext();
    cold.push(await timeToCompletion(context, address));
    warm.push(await timeToCompletion(context, address));
    await context.close();
  }
  console.log(row('ms after opening the page', ['cold', 'warm']));
  const names = /** @type {const} */ (['python', 'server', 'completion']);
  for (const name of names) {
    const figures = [cold, warm].map((list) => median(list.map((times) => times[name])));
    console.log(row(`  ${LABELS[name]}`, figures));
  }

  const without = await keyToPaint(browser, address, { hasHelp: false });
  const withHelp = await keyToPaint(browser, address, { hasHelp: true });
  console.log(row('key to paint (ms)', ['with help', 'without', 'ratio']));
  for (const [label, share] of /** @type {const} */ ([
    ['p50', 0.5],
    ['p95', 0.95],
    ['longest', 1],
  ])) {
    const [a, b] = [quantile(withHelp.times, share), quantile(without.times, share)];
    console.log(row(`  ${label}`, [a, b, a / b]));
  }
  console.log(row('page heap (MB)', [withHelp.heapMb, without.heapMb]));
});

/**
 * What makes code help load.
 *
 * @param {import('@playwright/test').Page} page
 */
async function useEditor(page) {
  await focusEnd(page);
  await page.keyboard.press('ArrowDown');
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} address
 */
async function timeToCompletion(context, address) {
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(address);
  await page.getByRole('status').getByText('Ready').waitFor({ timeout: 60_000 });
  const python = performance.now() - start;
  await useEditor(page);
  await page
    .locator('html[data-code-help="ready"]')
    .waitFor({ state: 'attached', timeout: 120_000 });
  const server = performance.now() - start;
  await focusEnd(page);
  await page.keyboard.type('"".');
  await page.locator('.suggest-widget.visible').getByText('capitalize').first().waitFor();
  const completion = performance.now() - start;
  await page.close();
  return { python, server, completion };
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {{ hasHelp: boolean }} options
 */
async function keyToPaint(browser, address, { hasHelp }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // A device with so little memory does not load it by itself.
  if (!hasHelp) {
    await page.addInitScript(`Object.defineProperty(navigator, 'deviceMemory', { value: 2 })`);
  }
  await page.goto(address);
  await page.getByRole('status').getByText('Ready').waitFor({ timeout: 60_000 });
  await page.locator('.monaco-editor').waitFor();
  await useEditor(page);
  if (hasHelp)
    await page
      .locator('html[data-code-help="ready"]')
      .waitFor({ state: 'attached', timeout: 120_000 });
  await page.waitForTimeout(8_000); // ruff and the spare interpreter are not what is measured
  await focusEnd(page);
  await page.evaluate(`
    globalThis.keyTimes = [];
    addEventListener('keydown', (event) => {
      // The frame that shows the key, and the moment it is on its way to the screen.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => keyTimes.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(null);
      });
    }, { capture: true });
  `);
  for (let i = 0; i < keys; i += 1) {
    const key = TYPED.charAt(i % TYPED.length);
    // Escape first: Enter would take what is suggested.
    if (key === '\n') await page.keyboard.press('Escape');
    await page.keyboard.press({ '\n': 'Enter', ' ': 'Space' }[key] ?? key);
    await page.waitForTimeout(KEY_INTERVAL_MS);
  }
  const times = /** @type {number[]} */ (await page.evaluate('keyTimes'));
  const heap = await page.evaluate('globalThis.gc?.(); performance.memory?.usedJSHeapSize ?? NaN');
  await context.close();
  return { times, heapMb: Number(heap) / 1e6 };
}

/** @param {import('@playwright/test').Page} page */
async function focusEnd(page) {
  await page.getByRole('textbox', { name: 'Python editor' }).focus();
  await page.keyboard.press('Control+End');
}

/**
 * @param {readonly number[]} values
 * @param {number} share
 */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
