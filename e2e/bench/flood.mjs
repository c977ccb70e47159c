// @ts-check
/**
 * A million lines into the page: total time, the longest task of the main thread meanwhile, and the heap afterwards.
 * The baseline is the same loop printing into a StringIO: what the interpreter alone needs.
 * `npm run bench:flood [-- --lines=1000000]`
 */
import { option, row, withBench } from './support.mjs';

const lines = Number(option('lines', '1000000'));
const LOOP = `
import io, sys, time
start = time.perf_counter()
for i in range(${String(lines)}):
    print(i)
`;
const FLOOD = `${LOOP}print('took', time.perf_counter() - start, file=sys.stderr)\n`;
const BASELINE = `import sys, io\nsys.stdout = io.StringIO()\n${LOOP}print('took', time.perf_counter() - start, file=sys.stderr)\nsys.stdout = sys.__stdout__\n`;

await withBench(async ({ browser, appUrl }) => {
  const context = await browser.newContext();
  const baseline = await run(context, appUrl, BASELINE);
  const flood = await run(context, appUrl, FLOOD);
  console.log(row(`${lines.toLocaleString('en')} × print(i)`, ['page', 'StringIO', 'ratio']));
  console.log(
    row('seconds in Python', [flood.seconds, baseline.seconds, flood.seconds / baseline.seconds]),
  );
  console.log(row('longest main-thread task (ms)', [flood.longestTaskMs, baseline.longestTaskMs]));
  console.log(row('tasks over 50 ms', [flood.longTasks, baseline.longTasks]));
  console.log(row('page heap afterwards (MB)', [flood.heapMb, baseline.heapMb]));
});

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} appUrl
 * @param {string} source
 */
async function run(context, appUrl, source) {
  const page = await context.newPage();
  await page.goto(`${appUrl}#code=${Buffer.from(source).toString('base64url')}`);
  await page.getByRole('status').getByText('Ready').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3000); // Monaco and the spare interpreter are not what is measured
  await page.evaluate(`
    globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: 'longtask' });
  `);
  await page.getByRole('button', { name: 'Run' }).click();
  // The status line, not the log: looking through a million lines would be measured, too.
  const status = page.getByRole('status');
  await status.getByText('Running').waitFor();
  await status.getByText('Ready').waitFor({ timeout: 10 * 60_000 });
  await page.waitForTimeout(3000);
  const tasks = /** @type {number[]} */ (await page.evaluate('tasks'));
  const text = await page.getByRole('log', { name: 'Output' }).evaluate((log) => log.textContent);
  const seconds = Number(/took ([\d.]+)\s*$/.exec(text.slice(-200))?.[1]);
  const heap = await page.evaluate('globalThis.gc?.(); performance.memory?.usedJSHeapSize ?? NaN');
  await page.close();
  return {
    seconds,
    longestTaskMs: Math.max(0, ...tasks),
    longTasks: String(tasks.length),
    heapMb: Number(heap) / 1e6,
  };
}
