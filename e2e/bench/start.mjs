// @ts-check
/**
 * Start-up beside Pyodide, in the same run: navigation → first print on screen, cold (fresh profile) and on a repeat
 * visit (HTTP cache); worker → first print in a page that already has everything; reset → first print where a spare
 * interpreter waits, beside Pyodide's new worker; and the bytes that a page needs for its first print.
 *
 * `npm run bench:start [-- --rounds=5 --browser=firefox --python=3.12]`
 */
import { brotliCompressSync, constants } from 'node:zlib';
import { median, option, row, withBench } from './support.mjs';

const python = option('python', '');
/** So long a spare interpreter has to start, and to warm up. */
const SPARE_MS = 4_000;
const rounds = Number(option('rounds', '5'));
/** Which Python: an option of createSession, as source. */
const CHOICE = JSON.stringify(python === '' ? {} : { python });
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
  const query = python === '' ? '' : `?python=${python}`;
  const urls = { goru: `${appUrl}${query}#code=${code}`, pyodide: `${pagesUrl}pyodide.html` };
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
  const workers = await newWorkers(browser, pagesUrl);
  figures['new worker → print (ms)'] = workers;
  figures['reset, spare → print (ms)'] = {
    goru: await resets(browser, pagesUrl),
    pyodide: workers.pyodide,
  };
  figures['bytes → print (kB, brotli 9)'] = await firstBytes(browser, pagesUrl);

  console.log(row(`median of ${String(rounds)}`, ['goru', 'Pyodide', 'ratio']));
  for (const [label, { goru, pyodide }] of Object.entries(figures)) {
    console.log(row(label, [median(goru), median(pyodide), median(goru) / median(pyodide)]));
  }
});

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} pagesUrl
 * @returns {Promise<number[]>}
 */
async function resets(browser, pagesUrl) {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const times = await page.evaluate(
    `(async (rounds) => {
      const times = [];
      let printed;
      const session = await goru.createSession({ ...${CHOICE}, hotSpare: true, onOutput: () => { printed ??= performance.now(); } });
      for (let i = 0; i < rounds; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, ${String(SPARE_MS)}));
        printed = undefined;
        const start = performance.now();
        await session.reset();
        await session.run(${JSON.stringify(PROGRAM)});
        times.push(printed - start);
      }
      session.close();
      return times;
    })(${String(rounds)})`,
  );
  await page.close();
  return /** @type {number[]} */ (times);
}

/**
 * What two minimal pages ask for until the first print, compressed as a good host would.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} pagesUrl
 */
async function firstBytes(browser, pagesUrl) {
  const measure = async (/** @type {string} */ path, /** @type {string} */ untilPrint) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    /** @type {Set<string>} */
    const urls = new Set();
    // The context, because workers ask for most of it.
    context.on('response', (response) => {
      if (response.ok() && response.url().startsWith('http')) urls.add(response.url());
    });
    await page.goto(`${pagesUrl}${path}`);
    await page.evaluate(untilPrint);
    await context.close();
    // Once more from here, because browsers do not keep large bodies for whoever watches them.
    const bodies = await Promise.all(
      [...urls].map(async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer())),
    );
    const sizes = bodies.map(
      (body) =>
        brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length,
    );
    return [sizes.reduce((sum, size) => sum + size, 0) / 1000];
  };
  return {
    goru: await measure(
      'goru.html',
      `(async () => {
        while (globalThis.goru === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
        const session = await goru.createSession({ ...${CHOICE}, hotSpare: false });
        await session.run(${JSON.stringify(PROGRAM)});
      })()`,
    ),
    pyodide: await measure(
      'pyodide.html',
      `(async () => {
        while (!document.querySelector('#output').textContent.includes('hello')) await new Promise((resolve) => setTimeout(resolve, 10));
      })()`,
    ),
  };
}

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
        const session = await goru.createSession({ ...${CHOICE}, hotSpare: false, onOutput: () => { printed ??= performance.now(); } });
        await session.run(${JSON.stringify(PROGRAM)});
        session.close();
        times.push(printed - start);
        // The first one compiles, and the browser goes on with that for a while.
        if (i === 0) await new Promise((resolve) => setTimeout(resolve, ${String(SPARE_MS)}));
      }
      return times.slice(1);
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
        if (i === 0) await new Promise((resolve) => setTimeout(resolve, ${String(SPARE_MS)}));
      }
      return times.slice(1);
    })(${String(rounds)})`,
  );
  await page.close();
  return { goru: /** @type {number[]} */ (goru), pyodide: /** @type {number[]} */ (pyodide) };
}
