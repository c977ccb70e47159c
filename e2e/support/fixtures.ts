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

interface PlaygroundWorkerFixtures {
  site: Site;
}

/**
 * Every spec takes `test` from here. The page fails its test when it logs an error or lets one escape.
 *
 * Each Playwright worker serves the site itself, on a port of its own: nothing to start by hand, nothing shared, and a
 * test may close a server of its own to see the page offline.
 */
export const test = base.extend<PlaygroundFixtures & PlaygroundOptions, PlaygroundWorkerFixtures>({
  hostChannel: ['auto', { option: true }],
  allowedProblems: [undefined, { option: true }],
  site: [
    // Playwright reads a fixture's needs from this pattern, so it must be there even when empty.
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const site = await startSite();
      await provide(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, provide) => {
    await provide(site.url);
  },
  playground: async ({ page, browserName, site, hostChannel, allowedProblems }, provide) => {
    const driver = createPlaywrightDriver({ page, engine: browserName });
    const playground = new PlaygroundPage({ driver, site, hostChannel });
    await provide(playground);
    await playground.assertNoProblems(allowedProblems);
  },
});
