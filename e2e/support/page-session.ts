import { expect, type Page } from '@playwright/test';
import type * as goru from '../../src/index';
import { ELSEWHERE_PATH, SITE_PATH } from './site.mjs';

/** Options that survive the way into the page. */
export type PlainOptions = Omit<
  goru.SessionOptions,
  'channel' | 'functions' | 'onOutput' | 'onInput' | 'onDisplay' | 'onStatus' | 'signal'
>;

/**
 * A session in a page of its own, made by the built goru.js and spoken to from the test: as many of
 * them, in as many tabs, as a test wants.
 */
export class PageSession {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens a blank page of the site's origin; `start` brings a session up in it. */
  static async open(page: Page, origin: string): Promise<PageSession> {
    await page.goto(`${origin}${ELSEWHERE_PATH}blank.html`);
    return PageSession.openIn(page);
  }

  /** The same in a page that is blank already; `end` leaves it as it was. */
  static async openIn(page: Page): Promise<PageSession> {
    await page.evaluate(async (url) => {
      const library = (await import(url)) as typeof goru;
      Object.assign(globalThis, { test: { goru: library, sessions: [] } });
    }, `${SITE_PATH}goru.js`);
    return new PageSession(page);
  }

  async start(options: PlainOptions & { channel: 'auto' | 'service-worker' }): Promise<this> {
    const body = 'test.session = await goru.createSession(given); test.sessions.push(test.session)';
    await this.do(body, options);
    return this;
  }

  /** Closes every session that was started here. */
  async end(): Promise<void> {
    await this.do('for (const session of test.sessions) session.close()');
    await this.page.evaluate(() => Object.assign(globalThis, { test: undefined }));
  }

  /**
   * Runs the body of an async function in the page. In scope: `goru`, `session`, `given`, and
   * `test`, which keeps what the body puts there.
   */
  do<T>(body: string, given?: unknown): Promise<T> {
    return this.page.evaluate(
      ({ code, value }) => {
        const { test } = globalThis as unknown as { test: Record<string, unknown> };
        const names = ['test', 'given', 'goru', 'session'];
        const values = [test, value, test['goru'], test['session']];
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        return new Function(...names, `return (async () => { ${code} })()`)(...values) as T;
      },
      { code: body, value: given },
    );
  }

  run(source: string): Promise<goru.RunResult> {
    return this.do('return session.run(given)', source);
  }

  /** The value of a program that must end well and say nothing on stderr, read as JSON. */
  async json(source: string): Promise<unknown> {
    const result = await this.run(`import json\n${source}`);
    expect(result.stderr).toBe('');
    expect(result.status).toBe('ok');
    return JSON.parse(result.stdout);
  }
}
