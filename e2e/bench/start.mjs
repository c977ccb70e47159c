// @ts-check
/**
 * Start-up beside Pyodide, in the same run: navigation → first print on screen, cold (fresh profile) and on a repeat
 * visit (HTTP cache), and worker → first print in a page that already has everything.
 *
 * `npm run bench:start [-- --rounds=5 --browser=firefox]`
 */
import { median, option, row, withBench } from './support.mjs';

const rounds = Number(option('rounds', '5'));
const PROGRAM = "print('hello from Python')";

/** Reports when the text is in the page and a frame with it has been drawn. */
const WATCHER = `
  globalThis.firstPrint = new Promise((resolve) => {
    const look = () => {
      const output = document.querySelector('[role=log], #output');
      if (output?.textContent.includes('hello from Python')) {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        observer.disconnect();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
  // Run is pressed as soon as there is a button, as an impatient visitor would.
  const press = new MutationObserver(() => {
    const run = [...document.querySelectorAll('button')].find((b) => (b.getAttribute('aria-label') ?? b.textContent).trim().startsWith('Run'));
    if (run && !run.disabled) { press.disconnect(); setTimeout(() => run.click()); }
  });
  press.observe(document, { subtree: true, childList: true, attributes: true });
`;

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} url
 * @returns {Promise<number>}
 */
async function visit(context, url) {
  const page = await context.newPage();
  await page.addInitScript(WATCHER);
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await page.evaluate('globalThis.firstPrint');
  // A visitor stays a moment: what is loaded when idle gets its chance to reach the cache.
  await page.waitForTimeout(1500);
  await page.close();
  return Number(ms);
}

await withBench(async ({ browser, appUrl, pagesUrl }) => {
  const code = Buffer.from(PROGRAM).toString('base64url');
  const urls = { goru: `${appUrl}#code=${code}`, pyodide: `${pagesUrl}pyodide.html` };
  const names = /** @type {const} */ (['goru', 'pyodide']);
  /** @type {Record<string, Record<'goru' | 'pyodide', number[]>>} */
  const figures = {
    'cold visit → print (ms)': { goru: [], pyodide: [] },
    'repeat visit → print (ms)': { goru: [], pyodide: [] },
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const context = await browser.newContext();
      figures['cold visit → print (ms)']?.[name].push(await visit(context, urls[name]));
      figures['repeat visit → print (ms)']?.[name].push(await visit(context, urls[name]));
      await context.close();
    }
  }
  figures['new worker → print (ms)'] = await newWorkers(browser, pagesUrl);

  console.log(row(`median of ${String(rounds)}`, ['goru', 'Pyodide', 'ratio']));
  for (const [label, { goru, pyodide }] of Object.entries(figures)) {
    console.log(row(label, [median(goru), median(pyodide), median(goru) / median(pyodide)]));
  }
});

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} pagesUrl
 */
async function newWorkers(browser, pagesUrl) {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const goru = await page.evaluate(
    `(async (rounds) => {
      const times = [];
      for (let i = 0; i <= rounds; i += 1) {
        const start = performance.now();
        let printed;
        const session = await goru.createSession({ hotSpare: false, onOutput: () => { printed ??= performance.now(); } });
        await session.run(${JSON.stringify(PROGRAM)});
        session.close();
        times.push(printed - start);
      }
      return times.slice(1); // the first one compiles
    })(${String(rounds)})`,
  );
  const pyodide = await page.evaluate(
    `(async (rounds) => {
      const times = [];
      for (let i = 0; i <= rounds; i += 1) {
        const start = performance.now();
        const worker = new Worker('pyodide-worker.mjs', { type: 'module' });
        await new Promise((resolve) => { worker.onmessage = resolve; });
        times.push(performance.now() - start);
        worker.terminate();
      }
      return times.slice(1);
    })(${String(rounds)})`,
  );
  await page.close();
  return { goru: /** @type {number[]} */ (goru), pyodide: /** @type {number[]} */ (pyodide) };
}
