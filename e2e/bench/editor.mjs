// @ts-check
/**
 * What code help costs and how soon it is there: the time from opening the page to the first completion of the language
 * server (cold: empty cache; warm: second visit; offline: the third one, without a network), and from key to paint while
 * it works, and while a program floods the output too, beside the same page without help and flood.
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

/** Some twenty thousand lines a second, for as long as a run may last. */
const FLOOD = `import time
line = 0
while True:
    line += 1
    print(line)
    if line % 20 == 0:
        time.sleep(0.001)

`;

/** @type {Record<string, string>} */
const LABELS = {
  python: 'Python is ready',
  server: 'the language server is ready',
  completion: 'first completion is shown',
};

await withBench(async ({ browser, appUrl }) => {
  const addressOf = (/** @type {string} */ code) =>
    `${appUrl}#code=${Buffer.from(code).toString('base64url')}`;
  const address = addressOf(PROGRAM);
  const cold = [];
  const warm = [];
  const offline = [];
  for (let visit = 0; visit < visits; visit += 1) {
    const context = await browser.newContext();
    cold.push(await timeToCompletion(context, address));
    warm.push(await timeToCompletion(context, address));
    await waitUntilSaved(context, appUrl);
    await context.setOffline(true);
    offline.push(await timeToCompletion(context, address));
    await context.close();
  }
  console.log(row('ms after opening the page', ['cold', 'warm', 'offline']));
  const names = /** @type {const} */ (['python', 'server', 'completion']);
  for (const name of names) {
    const figures = [cold, warm, offline].map((list) => median(list.map((times) => times[name])));
    console.log(row(`  ${LABELS[name]}`, figures));
  }

  const without = await keyToPaint(browser, address, { hasHelp: false });
  const withHelp = await keyToPaint(browser, address, { hasHelp: true });
  const flooded = await keyToPaint(browser, addressOf(FLOOD + PROGRAM), {
    hasHelp: true,
    floods: true,
  });
  console.log(row('key to paint (ms)', ['without', 'with help', 'ratio', 'and a flood', 'ratio']));
  for (const [label, share] of /** @type {const} */ ([
    ['p50', 0.5],
    ['p95', 0.95],
    ['longest', 1],
  ])) {
    const base = quantile(without.times, share);
    const others = [withHelp, flooded].map(({ times }) => quantile(times, share));
    console.log(row(`  ${label}`, [base, ...others.flatMap((ms) => [ms, ms / base])]));
  }
  console.log(row('page heap (MB)', [without.heapMb, withHelp.heapMb, '', flooded.heapMb]));
});

/**
 * What makes code help load.
 *
 * @param {import('@playwright/test').Page} page
 */
async function useEditor(page) {
  await focusEnd(page);
  const started = page.locator('html[data-code-help]:not([data-code-help="off"])');
  // A key before the page listens for it starts nothing yet.
  while ((await started.count()) === 0) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(50);
  }
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
 * Until everything that the site offers is there without a network.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} appUrl
 */
async function waitUntilSaved(context, appUrl) {
  const page = await context.newPage();
  await page.goto(appUrl);
  await page.locator('html[data-offline="saved"]').waitFor({ state: 'attached', timeout: 120_000 });
  await page.close();
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {{ hasHelp: boolean, floods?: boolean }} options
 */
async function keyToPaint(browser, address, { hasHelp, floods = false }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // A device with so little memory does not load it by itself.
  if (!hasHelp) {
    await page.addInitScript(`Object.defineProperty(navigator, 'deviceMemory', { value: 2 })`);
  }
  await page.goto(address);
  await page.getByRole('status').getByText('Ready').waitFor({ timeout: 60_000 });
  await page.locator('.monaco-editor').waitFor();
  if (hasHelp) {
    await useEditor(page);
    await page
      .locator('html[data-code-help="ready"]')
      .waitFor({ state: 'attached', timeout: 120_000 });
  }
  await page.waitForTimeout(8_000); // ruff and the spare interpreter are not what is measured
  await focusEnd(page);
  if (floods) {
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('Running').waitFor();
    await focusEnd(page);
  }
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
  if (floods) await page.getByRole('status').getByText('Running').waitFor(); // to the end
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
