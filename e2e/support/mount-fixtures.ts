import type { Page } from '@playwright/test';
import type * as goru from '../../src/index';
import { expect, testInSharedProfile as base } from './fixtures';
import { escapedErrors } from './harmless-problems';
import { ELSEWHERE_PATH, SITE_PATH } from './site.mjs';

export { expect } from './fixtures';

/** What a test's code in the page sees. */
interface PageScope {
  goru: typeof goru;
  /** Runs a program that must end well; its output. */
  print: (session: goru.Session, source: string) => Promise<string>;
  channel: goru.ChannelKind | 'auto';
}

type InPage = <Result, Argument = undefined>(
  body: (scope: PageScope, argument: Argument) => Promise<Result>,
  argument?: Argument,
) => Promise<Result>;

interface SessionsOfPage {
  sessions?: goru.Session[];
}

/** Runs a function in a page that has loaded goru.js; whatever it closes over stays behind. */
export function inPage(
  page: Page,
  site: { origin: string },
  channel: PageScope['channel'],
): InPage {
  return async (body, argument) => {
    if (page.url() === 'about:blank') await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
    return page.evaluate(
      async ({ url, body, argument, channel }) => {
        const library = (await import(url)) as typeof goru;
        const scope: PageScope = {
          goru: {
            ...library,
            createSession: async (options) => {
              const session = await library.createSession(options);
              ((globalThis as SessionsOfPage).sessions ??= []).push(session);
              return session;
            },
          },
          channel,
          print: async (session, source) => {
            const result = await session.run(source);
            if (result.status !== 'ok') throw new Error(`${result.status}\n${result.stderr}`);
            return result.stdout;
          },
        };
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        return new Function(`return (${body})`)()(scope, argument) as never;
      },
      { url: `${site.origin}${SITE_PATH}goru.js`, body: body.toString(), argument, channel },
    );
  };
}

interface FsFixtures {
  /** In the tab that tests share: their mounts have names of their own. */
  inPage: InPage;
  /** In `page`, which no other test has. */
  inOwnPage: InPage;
}

export const test = base.extend<FsFixtures>({
  inPage: async ({ blankTab, site, hostChannel }, use) => {
    const failures = escapedErrors(blankTab, hostChannel);
    await use(inPage(blankTab, site, hostChannel));
    await blankTab.evaluate(() => {
      const page = globalThis as SessionsOfPage;
      for (const session of page.sessions ?? []) session.close();
      page.sessions = [];
    });
    expect(failures).toEqual([]);
  },
  inOwnPage: async ({ page, site, hostChannel }, use) => {
    const failures = escapedErrors(page, hostChannel);
    await use(inPage(page, site, hostChannel));
    expect(failures).toEqual([]);
  },
});
