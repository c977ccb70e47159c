import { error as webDriverError } from 'selenium-webdriver';
import { test as base } from 'vitest';
import { PlaygroundPage } from '../support/playground-page';
import { createSeleniumDriver } from '../support/selenium-driver';
import { startSite } from '../support/site.mjs';
import type { Site } from '../support/site.mjs';
import { startWebKit } from '../support/webkit-browser';
import type { WebKitBrowser } from '../support/webkit-browser';

type Act = (playground: PlaygroundPage) => Promise<void>;

interface WebKitFixtures {
  site: Site;
  browser: WebKitBrowser;
  /** Does something in a fresh page of the app. */
  inPage: (act: Act) => Promise<void>;
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
  inPage: async ({ site, browser }, provide) => {
    await provide(async (act) => {
      try {
        await actInSession(act, site, browser);
      } catch (error) {
        if (!isPageCrash(error)) throw error;
        // 1 of 80 pages of WebKitGTK 2.50 on a busy machine, never the same one. A second time in a row is ours.
        // eslint-disable-next-line no-console -- whoever reads the run should know
        console.warn('WebKitGTK’s page process crashed or hung: trying once more in a new one');
        await actInSession(act, site, browser);
      }
    });
  },
});

async function actInSession(act: Act, site: Site, browser: WebKitBrowser): Promise<void> {
  const webDriver = await browser.newSession();
  try {
    const playground = new PlaygroundPage({
      driver: createSeleniumDriver(webDriver),
      site,
      hostChannel: 'auto', // there is no JSPI here: the fallback must choose itself
      python: '3.13',
    });
    await act(playground);
    await playground.assertNoProblems();
  } catch (error) {
    // When the page is gone, the commands that follow say so best.
    await webDriver.getTitle();
    throw error;
  } finally {
    await webDriver.quit().catch((error: unknown) => {
      if (!isPageCrash(error)) throw error;
    });
  }
}

function isPageCrash(error: unknown): boolean {
  return error instanceof webDriverError.NoSuchSessionError && error.message.includes('page crash');
}
