import { error as webDriverError } from 'selenium-webdriver';
import type { WebDriver } from 'selenium-webdriver';
import { test as base } from 'vitest';
import { PlaygroundPage } from '../support/playground-page';
import { createSeleniumDriver } from '../support/selenium-driver';
import { startSite } from '../support/site.mjs';
import type { Site } from '../support/site.mjs';
import { startWebKit } from '../support/webkit-browser';
import type { WebKitBrowser } from '../support/webkit-browser';

type Act = (playground: PlaygroundPage) => Promise<void>;

/** A page of the app in a profile of its own. */
interface Tab {
  readonly name: string;
  readonly webDriver: WebDriver;
  readonly playground: PlaygroundPage;
}

interface WebKitFixtures {
  site: Site;
  browser: WebKitBrowser;
  tabs: Tabs;
  /** Does something in the tab of that name: the one which those before it have left in good order, or a new one. */
  inTab: (name: string, act: Act) => Promise<void>;
}

class Tabs {
  readonly #site: Site;
  readonly #browser: WebKitBrowser;
  #last: Tab | undefined;

  constructor(site: Site, browser: WebKitBrowser) {
    this.#site = site;
    this.#browser = browser;
  }

  async act(name: string, act: Act): Promise<void> {
    // WebKitWebDriver has one session at a time.
    if (this.#last?.name !== name) await this.close();
    const tab = this.#last ?? (await this.#open(name));
    this.#last = undefined; // until it is known to be in good order
    try {
      await act(tab.playground);
      await tab.playground.assertNoProblems();
      this.#last = tab;
    } catch (error) {
      // When the page is gone, the commands that follow say so best.
      await tab.webDriver.getTitle();
      throw error;
    } finally {
      if (this.#last !== tab) await quit(tab);
    }
  }

  async close(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    if (last !== undefined) await quit(last);
  }

  async #open(name: string): Promise<Tab> {
    const webDriver = await this.#browser.newSession();
    const playground = new PlaygroundPage({
      driver: createSeleniumDriver(webDriver),
      site: this.#site,
      hostChannel: 'auto', // there is no JSPI here: the fallback must choose itself
      python: '3.13',
      keepsTab: true,
    });
    return { name, webDriver, playground };
  }
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
  tabs: [
    async ({ site, browser }, provide) => {
      const tabs = new Tabs(site, browser);
      await provide(tabs);
      await tabs.close();
    },
    { scope: 'file' },
  ],
  inTab: async ({ tabs }, provide) => {
    await provide(async (name, act) => {
      try {
        await tabs.act(name, act);
      } catch (error) {
        if (!isPageCrash(error)) throw error;
        // 1 of 80 pages of WebKitGTK 2.50 on a busy machine, never the same one. A second time in a row is ours.
        // eslint-disable-next-line no-console -- whoever reads the run should know
        console.warn('WebKitGTK’s page process crashed or hung: trying once more in a new one');
        await tabs.act(name, act);
      }
    });
  },
});

async function quit({ webDriver }: Tab): Promise<void> {
  await webDriver.quit().catch((error: unknown) => {
    if (!isPageCrash(error)) throw error;
  });
}

function isPageCrash(error: unknown): boolean {
  return error instanceof webDriverError.NoSuchSessionError && error.message.includes('page crash');
}
