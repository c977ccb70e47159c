/** The hostile programs of e2e/hostile in WebKitGTK: what they print, what a server hears, and what a sealed thread has. */
import type { WebDriver } from 'selenium-webdriver';
import { describe } from 'vitest';
import { openArena } from '../hostile/arena';
import type { Arena, ArenaPage } from '../hostile/arena';
import { ARENA_TESTS } from '../hostile/arena-tests';
import { SEALED_WORKER, serveSealedWorker } from '../hostile/sealed-worker';
import { trySpoofs } from '../hostile/spoofs-test';
import { assertNothingIsLeft } from '../hostile/worker-realm';
import type { RealmReport } from '../hostile/worker-realm';
import { webKitGtk } from '../support/engines.mjs';
import { PlaygroundPage } from '../support/playground-page';
import { createSeleniumDriver } from '../support/selenium-driver';
import { ELSEWHERE_PATH, startSite } from '../support/site.mjs';
import type { Site } from '../support/site.mjs';
import { test as base } from './webkit-test';

const TIMEOUT_MS = 180_000;

/** As in playwright.config.ts: all of it on request. */
const tests = ARENA_TESTS.filter(
  ({ isLong }) => !isLong || process.env['GORU_HOSTILE'] !== undefined,
);

const test = base.extend<{ hostileSite: Site; webDriver: WebDriver; arena: Arena }>({
  hostileSite: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const sealed = await serveSealedWorker();
      const site = await startSite({ mounts: [sealed.mount] });
      await provide(site);
      await site.close();
      await sealed.remove();
    },
    { scope: 'file' },
  ],
  webDriver: [
    async ({ browser }, provide) => {
      const webDriver = await browser.newSession();
      await webDriver.manage().setTimeouts({ script: TIMEOUT_MS });
      await provide(webDriver);
      await webDriver.quit();
    },
    { scope: 'file' },
  ],
  arena: [
    async ({ webDriver, hostileSite }, provide) => {
      const arena = await openArena(pageOf(webDriver), hostileSite.url);
      await provide(arena);
      await arena.close();
    },
    { scope: 'file' },
  ],
});

describe.runIf(webKitGtk() !== undefined)('WebKitGTK', () => {
  for (const { title, run } of tests) {
    test(title, { timeout: TIMEOUT_MS }, async ({ arena }) => {
      await run(arena, 'webkit');
    });
  }

  test(
    'output cannot pretend to be the page',
    { timeout: TIMEOUT_MS },
    async ({ arena, hostileSite, webDriver }) => {
      const driver = createSeleniumDriver(webDriver);
      const site = hostileSite;
      const playground = new PlaygroundPage({ driver, site, hostChannel: 'auto', python: '3.13' });
      await playground.open();
      await trySpoofs(playground, arena.foreign);
      await playground.assertNextRunWorks();
    },
  );

  test('a thread that is sealed as Python’s is has nothing but the language, time and a way to its page', async ({
    hostileSite,
    webDriver,
  }) => {
    const page = pageOf(webDriver);
    await page.goto(`${hostileSite.origin}${ELSEWHERE_PATH}blank.html`);
    const report = await page.evaluate(
      (address) =>
        new Promise<RealmReport>((resolve, reject) => {
          const worker = new Worker(address, { type: 'module' });
          worker.onmessage = ({ data }: MessageEvent<RealmReport>) => {
            resolve(data);
          };
          worker.onerror = ({ message }) => {
            reject(new Error(message));
          };
        }),
      SEALED_WORKER,
    );
    assertNothingIsLeft(report);
  });
});

function pageOf(webDriver: WebDriver): ArenaPage {
  return {
    goto: (url) => webDriver.get(url),
    evaluate: async <Given, Result>(
      inPage: (given: Given) => Result | Promise<Result>,
      given: Given,
    ) => {
      // As Vitest writes it, `import()` is a function of its own.
      const text = inPage.toString().replaceAll('__vite_ssr_dynamic_import__', 'import');
      return webDriver.executeScript<Result>(`return (${text})(arguments[0])`, given);
    },
  };
}
