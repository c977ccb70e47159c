/** Sessions that may ask two real servers, in a page that has secrets to keep. */
import type { Page } from '@playwright/test';
import type * as goru from '../../src/index';
import type { RunResult, SessionOptions } from '../../src/index';
import { startApiServer } from './api-server.mjs';
import type { ApiServer, LoggedRequest } from './api-server.mjs';
import { expect, testInSharedProfile as base } from './fixtures';
import { escapedErrors } from './harmless-problems';
import { ELSEWHERE_PATH, SITE_PATH } from './site.mjs';

/** What the page answers when it is asked about a host; a list is used up in order. */
type Decisions = 'once' | 'always' | 'deny' | 'never';

interface HttpSession {
  page: Page;
  run: (source: string) => Promise<RunResult>;
  /** Runs a program that must end well; what it printed, as JSON. */
  json: <T>(source: string) => Promise<T>;
  /** What the page was told, in order: questions, reports, progress, statuses. */
  events: () => Promise<Record<string, unknown>[]>;
  do: (body: string) => Promise<unknown>;
}

interface HttpFixtures {
  createSession: (
    options?: Pick<SessionOptions, 'allowedHosts' | 'limits'> & { decisions?: Decisions },
  ) => Promise<HttpSession>;
}

interface HttpWorkerFixtures {
  /** With a cookie, and the product's service worker for the site: one for all tests, each with sessions of its own. */
  apiTab: Page;
  /** On 127.0.0.1, like the site, but of another origin. */
  api: ApiServer;
  /** On localhost: another host, that programs may be kept from. */
  other: ApiServer;
}

export const test = base.extend<HttpFixtures, HttpWorkerFixtures>({
  api: [
    async ({ site: _ }, use) => {
      await serve('127.0.0.1', '127.0.0.1', use);
    },
    { scope: 'worker' },
  ],
  other: [
    async ({ site: _ }, use) => {
      await serve('127.0.0.1', 'localhost', use);
    },
    { scope: 'worker' },
  ],
  apiTab: [
    async ({ browser, site, api }, use) => {
      const page = await browser.newPage();
      await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
      await leaveCookie(page, api);
      await registerServiceWorker(page);
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  createSession: async ({ apiTab: page, hostChannel, api, other }, use) => {
    api.log.length = 0;
    other.log.length = 0;
    // Firefox reports as errors of the page what the browser held back on purpose.
    const heldBack = /violates the following directive|The Same Origin Policy/;
    const failures = escapedErrors(page, hostChannel, heldBack);
    await use(async (options = {}) => {
      await page.evaluate(
        async ({ url, options: { decisions, ...plain } }) => {
          const library = (await import(url)) as typeof goru;
          const events: unknown[] = [];
          const session = await library.createSession({
            ...plain,
            onHttpRequest: (report) => void events.push({ report }),
            onHttpProgress: (progress) => void events.push({ progress }),
            onStatus: ({ state }) => void events.push({ state }),
            ...(decisions === undefined
              ? {}
              : {
                  onHostRequest: ({ signal, ...request }) => {
                    events.push({ request });
                    signal.addEventListener('abort', () =>
                      events.push({ takenBack: request.host }),
                    );
                    return decisions === 'never' ? new Promise(() => undefined) : decisions;
                  },
                }),
          });
          const { test } = globalThis as unknown as { test?: { sessions: goru.Session[] } };
          const sessions = [...(test?.sessions ?? []), session];
          Object.assign(globalThis, { test: { session, events, sessions } });
        },
        { url: `${SITE_PATH}goru.js`, options: { channel: hostChannel, ...options } },
      );
      return httpSession(page);
    });
    await page.evaluate(() => {
      const { test } = globalThis as unknown as { test?: { sessions: goru.Session[] } };
      for (const session of test?.sessions ?? []) session.close();
      Object.assign(globalThis, { test: undefined });
    });
    expect(failures).toEqual([]);
    const revealing = ({ headers }: LoggedRequest) => headers.cookie ?? headers.referer;
    expect([...api.log, ...other.log].filter(revealing)).toEqual([]);
  },
});

/** Cookies know no ports: what is set for the site's 127.0.0.1, `api` there gets from whoever does not hold it back. */
async function leaveCookie(page: Page, api: ApiServer): Promise<void> {
  await page.evaluate(async (url) => {
    document.cookie = 'secret=cookie; path=/';
    await fetch(url, { credentials: 'include', mode: 'no-cors', referrerPolicy: 'unsafe-url' });
  }, `${api.origin}/echo?control`);
  const [control] = api.log.splice(0);
  expect(control?.headers.cookie).toBe('secret=cookie');
  expect(control?.headers.referer).toBe(page.url());
}

/** In control of whatever the site serves from here on. */
async function registerServiceWorker(page: Page): Promise<void> {
  await page.evaluate(async (url) => {
    await navigator.serviceWorker.register(url);
    await new Promise<void>((resolve) => {
      const check = async (): Promise<void> => {
        const scope = new URL('.', new URL(url, location.href)).href;
        const registration = await navigator.serviceWorker.getRegistration(scope);
        if (registration?.active?.state === 'activated') resolve();
        else setTimeout(() => void check(), 20);
      };
      void check();
    });
  }, `${SITE_PATH}goru-sw.js`);
}

async function serve(
  address: string,
  name: string,
  use: (server: ApiServer) => Promise<void>,
): Promise<void> {
  const server = await startApiServer(address, name);
  await use(server);
  await server.close();
}

function httpSession(page: Page): HttpSession {
  const run = (source: string): Promise<RunResult> =>
    page.evaluate(
      (text) =>
        (globalThis as unknown as { test: { session: goru.Session } }).test.session.run(text),
      source,
    );
  const inPage = (body: string): Promise<unknown> =>
    page.evaluate(
      (code) =>
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        new Function(`with (globalThis.test) { return (async () => { ${code} })(); }`)() as unknown,
      body,
    );
  return {
    page,
    run,
    json: async <T>(source: string) => {
      const result = await run(source);
      expect(result).toMatchObject({ status: 'ok', stderr: '' });
      return JSON.parse(result.stdout) as T;
    },
    events: () => inPage('return events') as Promise<Record<string, unknown>[]>,
    do: inPage,
  };
}

/** A program that tells, for each of its expressions, the error it ends in. */
export function errorsOf(expressions: readonly string[]): string {
  return `
import json
errors = []
for expression in ${JSON.stringify(expressions)}:
    try:
        value = eval(expression)
        errors.append(['none', repr(value)])
    except Exception as e:
        errors.append([type(e).__name__, str(e), *getattr(e, '__notes__', [])])
print(json.dumps(errors))`;
}

/** Undefined until the request has arrived. */
export function isAborted(server: ApiServer, path: string): boolean | undefined {
  return server.log.find((request) => request.path === path)?.isAborted;
}
