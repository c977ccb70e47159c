// @ts-check
/**
 * What the service worker costs a repeat visit: navigation → first print, in one profile that keeps the site for
 * offline and in one that may have no service worker, by turns.
 *
 * `npm run bench:offline [-- --rounds=15 --browser=firefox]`
 */
import { median, option, row, withBench } from './support.mjs';

/** Time enough to keep everything. */
const FIRST_VISIT_MS = 20_000;
const engine = option('browser', 'chromium');
const rounds = Number(option('rounds', '15'));
const query = option('query', '');
const PROGRAM = "print('hello from Python')";

/** Reports when the text is in the page and a frame with it has been drawn; presses Run as soon as there is one. */
const WATCHER = `
  globalThis.firstPrint = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const output = document.querySelector('[role=log]');
      if (!output?.textContent.includes('hello from Python')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
  const press = new MutationObserver(() => {
    const run = [...document.querySelectorAll('button')].find((b) => (b.getAttribute('aria-label') ?? b.textContent).trim().startsWith('Run'));
    if (run && !run.disabled) { press.disconnect(); setTimeout(() => run.click()); }
  });
  press.observe(document, { subtree: true, childList: true, attributes: true });
`;

await withBench(async ({ browser, appUrl }) => {
  const url = `${appUrl}${query}#code=${Buffer.from(PROGRAM).toString('base64url')}`;
  const settings = /** @type {const} */ ({ without: 'block', with: 'allow' });
  /** @param {import('@playwright/test').BrowserContext} context @param {boolean} isFirst */
  const visit = async (context, isFirst) => {
    const page = await context.newPage();
    await page.addInitScript(WATCHER);
    await page.goto(url, { waitUntil: 'commit' });
    const ms = Number(await page.evaluate('globalThis.firstPrint'));
    await page.waitForTimeout(isFirst ? FIRST_VISIT_MS : 1500);
    if (isFirst && context === contexts.with) {
      await page.waitForFunction(
        `document.documentElement.dataset.offline === 'saved'`,
        undefined,
        { timeout: 120_000 },
      );
    }
    if (engine === 'chromium') {
      // Between the visits of a person it would have gone to sleep.
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
    }
    await page.close();
    return ms;
  };
  const contexts = {
    without: await browser.newContext({ serviceWorkers: settings.without }),
    with: await browser.newContext({ serviceWorkers: settings.with }),
  };
  const names = /** @type {const} */ (['without', 'with']);
  for (const name of names) await visit(contexts[name], true);
  /** @type {Record<'without' | 'with', number[]>} */
  const figures = { without: [], with: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) figures[name].push(await visit(contexts[name], false));
  }
  console.log(row(`median of ${String(rounds)}`, ['without', 'with', 'ratio']));
  const [without, withIt] = [median(figures.without), median(figures.with)];
  console.log(row('repeat visit → print (ms)', [without, withIt, withIt / without]));
});
