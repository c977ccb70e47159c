import { test as base } from 'vitest';
import { PlaygroundPage } from '../support/playground-page';
import { createSeleniumDriver } from '../support/selenium-driver';
import { startSite } from '../support/site.mjs';
import type { Site } from '../support/site.mjs';
import { startWebKit } from '../support/webkit-browser';
import type { WebKitBrowser } from '../support/webkit-browser';

interface WebKitFixtures {
  site: Site;
  browser: WebKitBrowser;
  playground: PlaygroundPage;
}

/** The WebKitGTK twin of support/fixtures.ts; the page fails its test when it logs an error or lets one escape. */
export const test = base.extend<WebKitFixtures>({
  site: [
    // Vitest reads a fixture's needs from this pattern, so it must be there even when empty.
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const site = await startSite();
      await provide(site);
      await site.close();
    },
    { scope: 'file' },
  ],
  browser: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const browser = await startWebKit();
      await provide(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  playground: async ({ site, browser }, provide) => {
    const webDriver = await browser.newSession();
    try {
      const playground = new PlaygroundPage({
        driver: createSeleniumDriver(webDriver),
        site,
        hostChannel: 'auto', // there is no JSPI here: the fallback must choose itself
      });
      await provide(playground);
      await playground.assertNoProblems();
    } finally {
      await webDriver.quit();
    }
  },
});
