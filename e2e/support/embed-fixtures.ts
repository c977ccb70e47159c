import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test as base } from './fixtures';

/** Of the first run, which loads Python. */
export const START = { timeout: 45_000 };

interface ForeignPage {
  page: Page;
  /** The snippet that stands for `#id`. */
  snippet: (id: string) => Locator;
  origin: string;
}

interface EmbedFixtures {
  /** Shows markup on a page of another site than Python's, in the tab of all tests. */
  show: (markup: string, head?: string) => Promise<ForeignPage>;
}

interface EmbedWorkerFixtures {
  foreign: { origin: string; serve: (html: string) => void };
  tab: Page;
}

/** goru-embed.js on pages of another site than Python's. */
export const test = base.extend<EmbedFixtures, EmbedWorkerFixtures>({
  foreign: [
    async ({ site: _ }, use) => {
      let html = '';
      const server: Server = createServer((request, response) => {
        const isPage = request.url === '/page';
        response.writeHead(isPage ? 200 : 204, { 'content-type': 'text/html; charset=utf-8' });
        response.end(isPage ? html : '');
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      // Another host, so another site: what the frame may keep is not what the site keeps.
      await use({
        origin: `http://localhost:${String(port)}`,
        serve: (text) => {
          html = text;
        },
      });
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],
  tab: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  show: async ({ tab, foreign, site }, use) => {
    const problems: string[] = [];
    const note = ({ message }: Error): number => problems.push(message);
    tab.on('pageerror', note);
    await use(async (markup, head = '') => {
      foreign.serve(docsPage(site.url, markup, head));
      await tab.goto(`${foreign.origin}/page`);
      const snippet = (id: string) => tab.locator(`#${id} + goru-python, goru-python#${id}`);
      return { page: tab, snippet, origin: foreign.origin };
    });
    tab.off('pageerror', note);
    expect(problems).toEqual([]);
  },
});

/** A page of documentation that has loaded the script. */
export function docsPage(siteUrl: string, markup: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>Docs</title>${head}
    <script src="${siteUrl}goru-embed.js" defer></script></head>
    <body><h1>Docs</h1>${markup}</body></html>`;
}

export function run(snippet: Locator): Promise<void> {
  return snippet.getByRole('button', { name: 'Run', exact: true }).click();
}
