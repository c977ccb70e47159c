// @ts-check
/**
 * Stop → Ready again, for programs that can be interrupted and for programs that cannot; the baseline is what a page
 * without a spare interpreter pays: a new worker. `npm run bench:stop [-- --rounds=10 --browser=firefox --channel=…]`
 */
import { median, option, row, withBench } from './support.mjs';

const rounds = Number(option('rounds', '10'));
const channel = option('channel', 'auto');

const PROGRAMS = {
  'time.sleep(60)': 'import time\ntime.sleep(60)',
  'input()': 'input()',
  'await asyncio.sleep(60)': 'import asyncio\nawait asyncio.sleep(60)',
  'while True: print(1)': 'while True: print(1)',
  'while True: pass': 'while True: pass',
  'catastrophic regex': "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
  'sum(range(10**12))': 'sum(range(10**12))',
  '10**10**8': '10**10**8',
};

await withBench(async ({ browser, pagesUrl }) => {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  console.log(
    row(`median of ${String(rounds)}, channel ${channel}`, ['ms', 'slowest', 'state kept']),
  );
  for (const [label, source] of Object.entries(PROGRAMS)) {
    const { times, kept } = await measure(page, source);
    console.log(
      row(label, [median(times), Math.max(...times), `${String(kept)}/${String(rounds)}`]),
    );
  }
  console.log(row('(baseline: a new worker)', [median(await newSessions(page)), '', '']));
});

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} source
 * @returns {Promise<{ times: number[], kept: number }>}
 */
function measure(page, source) {
  return page.evaluate(
    async ({ source, rounds, channel }) => {
      const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const { createSession } = /** @type {typeof import('../../src/index')} */ (
        Reflect.get(globalThis, 'goru')
      );
      const session = await createSession({
        channel: /** @type {'auto'} */ (channel),
        limits: { runTimeoutMs: 0 },
        onInput: () => new Promise(() => undefined),
        onOutput: () => undefined,
      });
      const times = [];
      let kept = 0;
      for (let i = 0; i < rounds; i += 1) {
        // Long enough for the next spare to be ready, as between two clicks of a person.
        await pause(1200);
        const run = session.run(source);
        await pause(300);
        const start = performance.now();
        await session.interrupt();
        times.push(performance.now() - start);
        const result = await run;
        if (result.status !== 'interrupted') throw new Error(`ended as ${result.status}`);
        if (!result.stateLost) kept += 1;
        const after = await session.run('print(7)');
        if (after.stdout !== '7\n') throw new Error('the session is not usable after Stop');
      }
      session.close();
      return { times, kept };
    },
    { source, rounds, channel },
  );
}

/**
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<number[]>}
 */
function newSessions(page) {
  return page.evaluate(
    async ({ rounds, channel }) => {
      const { createSession } = /** @type {typeof import('../../src/index')} */ (
        Reflect.get(globalThis, 'goru')
      );
      const times = [];
      for (let i = 0; i < rounds; i += 1) {
        const start = performance.now();
        const session = await createSession({
          channel: /** @type {'auto'} */ (channel),
          hotSpare: false,
        });
        times.push(performance.now() - start);
        session.close();
      }
      return times;
    },
    { rounds, channel },
  );
}
