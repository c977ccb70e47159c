/** A blank page beside the site, which sees what is kept and says how much room there is. */
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { ELSEWHERE_PATH } from '../support/site.mjs';

export class Beside {
  /** Whether the browser has no room for more. */
  isShort = false;
  readonly #context: BrowserContext;
  readonly #origin: string;
  #open: { page: Page; cdp: CDPSession } | undefined;

  constructor({ context, site }: { context: BrowserContext; site: { origin: string } }) {
    this.#context = context;
    this.#origin = site.origin;
  }

  async open(): Promise<{ page: Page; cdp: CDPSession }> {
    if (this.#open === undefined || this.#open.page.isClosed()) {
      const page = await this.#context.newPage();
      page.on('crash', () => {
        // What it has asked of the browser ends with it.
        this.isShort = false;
        void page.close();
      });
      await page.goto(`${this.#origin}${ELSEWHERE_PATH}blank.html`);
      this.#open = { page, cdp: await this.#context.newCDPSession(page) };
    }
    return this.#open;
  }

  /** Leaves so many bytes more than are used now, as a page of the site has it. */
  async setRoom(bytes: number | null, page: Page): Promise<void> {
    const { cdp } = await this.open();
    const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
    await cdp.send('Storage.overrideQuotaForOrigin', {
      origin: this.#origin,
      ...(bytes === null ? {} : { quotaSize: usage + bytes }),
    });
    this.isShort = bytes !== null;
  }
}
