import { test as base } from '@playwright/test';
import { PlaygroundPage } from './playground-page';
import { createPlaywrightDriver } from './playwright-driver';
import { startSite } from './site.mjs';
import type { Site } from './site.mjs';

export { expect } from '@playwright/test';

/** Set per project in playwright.config.ts. */
export interface PlaygroundOptions {
  hostChannel: 'auto' | 'service-worker';
  /** What a test that breaks something on purpose expects to see on the console. */
  allowedProblems: RegExp | undefined;
}

interface PlaygroundFixtures {
  playground: PlaygroundPage;
}

/** Set per project, too. */
export interface PlaygroundWorkerOptions {
  /** Which build of the site: each has another default Python, so that no test has to name one. */
  siteFolder: 'dist' | 'dist-3.12';
}

interface PlaygroundWorkerFixtures {
  site: Site;
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
  hostChannel: ['auto', { option: true }],
  allowedProblems: [undefined, { option: true }],
  siteFolder: ['dist', { option: true, scope: 'worker' }],
  site: [
    async ({ siteFolder }, provide) => {
      const site = await startSite({ folder: siteFolder });
      await provide(site);
      await site.close();
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
    const python = siteFolder === 'dist' ? '3.13' : '3.12';
    const playground = new PlaygroundPage({ driver, site, hostChannel, python });
    await provide(playground);
    await playground.assertNoProblems(allowedProblems);
  },
});
