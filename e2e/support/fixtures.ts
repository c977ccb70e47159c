import { test as base } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { forgetEverything } from './forget-everything';
import { PlaygroundPage } from './playground-page';
import { createPlaywrightDriver } from './playwright-driver';
import { ELSEWHERE_PATH, startSite } from './site.mjs';
import type { Site } from './site.mjs';

export { expect } from '@playwright/test';

/** As long as one click or key press may take. */
export const ACTION_TIMEOUT_MS = 15_000;

export interface PlaygroundOptions {
  /** What a test that breaks something on purpose expects to see on the console. */
  allowedProblems: RegExp | undefined;
  /** For `testInSharedTab`: tests that name the same tab use it one after the other. Undefined: that of the file. */
  tabName: string | undefined;
}

interface PlaygroundFixtures {
  playground: PlaygroundPage;
}

/** Set per project in playwright.config.ts. */
export interface PlaygroundWorkerOptions {
  hostChannel: 'auto' | 'service-worker';
  /** Which build of the site: each has another default Python, so that no test has to name one. */
  siteFolder: 'dist' | 'dist-3.12';
}

interface PlaygroundWorkerFixtures {
  site: Site;
  sharedTabs: SharedTabs;
  sharedProfile: BrowserContext;
  /** A page of somebody else's, in which many tests have sessions of their own, one after the other. */
  blankTab: Page;
}

interface SharedTab {
  readonly page: Page;
  readonly playground: PlaygroundPage;
}

interface SharedTabs {
  /**
   * The tab of that name if it is the one that the test before has used, else a new one with empty storage. A failed
   * test ends its worker, so the next one finds a new tab, too.
   */
  take: (name: string) => Promise<SharedTab>;
}

/**
 * Every spec takes `test` from here. The page fails its test when it logs an error or lets one escape.
 *
 * Each Playwright worker serves the site itself, on a port of its own: nothing to start by hand, nothing shared, and a
 * test may close a server of its own to see the page offline.
 */
export const test = base.extend<
  PlaygroundFixtures & PlaygroundOptions,
  PlaygroundWorkerFixtures & PlaygroundWorkerOptions
>({
  hostChannel: ['auto', { option: true, scope: 'worker' }],
  allowedProblems: [undefined, { option: true }],
  tabName: [undefined, { option: true }],
  siteFolder: ['dist', { option: true, scope: 'worker' }],
  site: [
    async ({ siteFolder }, provide) => {
      const site = await startSite({ folder: siteFolder });
      await provide(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  sharedTabs: [
    async ({ browser, browserName, site, siteFolder, hostChannel }, provide) => {
      const context = await browser.newContext();
      context.setDefaultTimeout(ACTION_TIMEOUT_MS);
      let last: (SharedTab & { name: string }) | undefined;
      await provide({
        take: async (name) => {
          if (last?.name === name) return last;
          await last?.page.close();
          const page = await context.newPage();
          await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
          await page.evaluate(forgetEverything);
          const driver = createPlaywrightDriver({ page, engine: browserName });
          const python = DEFAULT_PYTHON[siteFolder];
          const playground = new PlaygroundPage({
            ...{ driver, site, hostChannel, python },
            keepsTab: true,
          });
          last = { name, page, playground };
          return last;
        },
      });
      await context.close();
    },
    { scope: 'worker' },
  ],
  blankTab: [
    async ({ browser, site }, provide) => {
      const page = await browser.newPage();
      await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
      await provide(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  sharedProfile: [
    async ({ browser }, provide) => {
      const context = await browser.newContext();
      context.setDefaultTimeout(ACTION_TIMEOUT_MS);
      await provide(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, provide) => {
    await provide(site.url);
  },
  playground: async (
    { page, browserName, site, siteFolder, hostChannel, allowedProblems },
    provide,
  ) => {
    const driver = createPlaywrightDriver({ page, engine: browserName });
    const python = DEFAULT_PYTHON[siteFolder];
    const playground = new PlaygroundPage({ driver, site, hostChannel, python });
    await provide(playground);
    await playground.assertNoProblems(allowedProblems);
  },
});

/**
 * `test` for specs that do not look at a first visit: the browser keeps the site's own files from one test to the next,
 * and forgets what people keep in it. Options of the context (viewport, colour scheme, time zone) have no effect here.
 */
export const testInSharedProfile = test.extend({
  context: async ({ sharedProfile, site }, provide) => {
    const page = await sharedProfile.newPage();
    await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
    await page.evaluate(forgetEverything);
    await page.close();
    await provide(sharedProfile);
    await Promise.all(sharedProfile.pages().map((left) => left.close()));
    await sharedProfile.unrouteAll();
    await sharedProfile.clearCookies();
  },
});

/**
 * `test` for what needs no page of its own: opening one takes longer than most of what is shown in it. `open` begins
 * anew there, with an empty output, a new session and no panel; what was kept in kv, files and lists is still there.
 * Options of the context (viewport, colour scheme, time zone) have no effect here.
 */
export const testInSharedTab = test.extend({
  page: async ({ sharedTabs, tabName }, provide, { file }) => {
    const { page } = await sharedTabs.take(tabName ?? file);
    await provide(page);
  },
  context: async ({ page }, provide) => {
    await provide(page.context());
  },
  playground: async ({ sharedTabs, tabName, allowedProblems }, provide, { file }) => {
    const { playground } = await sharedTabs.take(tabName ?? file);
    await provide(playground);
    await playground.assertNoProblems(allowedProblems);
  },
});

const DEFAULT_PYTHON = {
  dist: '3.13',
  'dist-3.12': '3.12',
} as const satisfies Record<PlaygroundWorkerOptions['siteFolder'], string>;
