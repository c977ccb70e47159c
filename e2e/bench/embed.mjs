// @ts-check
/**
 * A flood in a snippet on a page of another site: how long it takes until the page says that it is done, and the longest
 * task of that page's main thread meanwhile. `npm run bench:embed [-- --lines=500000]`
 */
import { createServer } from 'node:http';
import { option, row, withBench } from './support.mjs';

const lines = Number(option('lines', '500000'));
/** What is not over by then is told as it is. */
const PATIENCE_MS = 5 * 60_000;

const FLOODS = {
  'print(i)': 'print(i)',
  'print("x")': 'print("x")',
  'stdout and stderr in turns': 'print("a", file=sys.stderr if i % 2 else sys.stdout)',
};

await withBench(async ({ browser, appUrl }) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><script src="${appUrl}goru-embed.js" defer></script><goru-python>1</goru-python>`,
    );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`http://localhost:${String(address.port)}/`);
  console.log(row(`${lines.toLocaleString('en')} lines`, ['seconds', 'longest ms']));
  await flood(page, '1');
  for (const [name, statement] of Object.entries(FLOODS)) {
    const program = `import sys\nfor i in range(${String(lines)}): ${statement}`;
    console.log(row(name, await flood(page, program)));
  }
  server.closeAllConnections();
  server.close();
});

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} program
 */
function flood(page, program) {
  return page.locator('goru-python').evaluate(async (element, code) => {
    const snippet = /** @type {HTMLElement & { code: string; run: () => Promise<unknown> }} */ (
      element
    );
    let longest = 0;
    const observer = new globalThis.PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ type: 'longtask' });
    snippet.code = code;
    const start = performance.now();
    await snippet.run();
    const seconds = (performance.now() - start) / 1000;
    observer.disconnect();
    return [seconds, longest];
  }, program);
}
