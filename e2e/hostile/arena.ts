/** Where hostile programs run: a session of goru.js in the app's own page, under its policy, between two servers. */
import type * as goru from '../../src/index';
import type { RunResult } from '../../src/index';
import { startApiServer } from '../support/api-server.mjs';
import type { ApiServer } from '../support/api-server.mjs';
import { SITE_PATH } from '../support/site.mjs';
import { FATE } from './hostile-program';

/** A page as an arena needs one. Playwright has such pages, and so has WebDriver. */
export interface ArenaPage {
  goto: (url: string) => Promise<unknown>;
  /** Calls a function in the page, where nothing from outside of it is in scope. What goes in and comes out is JSON. */
  evaluate: <Given, Result>(
    inPage: (given: Given) => Result | Promise<Result>,
    given: Given,
  ) => Promise<Result>;
}

export interface Arena {
  readonly page: ArenaPage;
  /** Which the session may reach. */
  readonly granted: ApiServer;
  /** Which nothing may ever reach. */
  readonly foreign: ApiServer;
  /** Runs a program; how it ended, in the words of `HostileProgram.ends`. */
  run: (code: string, options?: { isEndless?: boolean | undefined }) => Promise<string>;
  /** What the console offers for a word, which asks Python between two runs. */
  complete: (text: string) => Promise<readonly string[]>;
  /** A fresh interpreter. */
  reset: () => Promise<void>;
  close: () => Promise<void>;
}

/** What fills kv takes twenty seconds in WebKit. */
const RUN_TIMEOUT_MS = 60_000;
/** For programs that nothing else ends. */
const SHORT_TIMEOUT_MS = 1_500;
/** More than anybody reads of an output of megabytes. */
const SHOWN_CHARACTERS = 4_000;

interface InPage {
  hostile: { session: goru.Session };
}

export async function openArena(page: ArenaPage, siteUrl: string): Promise<Arena> {
  const granted = await startApiServer('127.0.0.1', '127.0.0.1');
  const foreign = await startApiServer('127.0.0.1', 'localhost');
  await page.goto(siteUrl);
  const redirect = encodeURIComponent(`${foreign.origin}/leak`);
  await page.evaluate(
    async ({ url, host, index }) => {
      const library = (await import(url)) as typeof goru;
      const session = await library.createSession({
        kv: { store: 'hostile' },
        allowedHosts: [host],
        allowedPackages: ['allowed'],
        packageIndex: index,
        mounts: [
          {
            path: '/data',
            mode: 'ro',
            source: library.memoryFiles({ 'a.csv': 'original', 'deep/b.txt': 'two' }),
          },
          { path: '/out', mode: 'rwc', source: library.memoryFiles({}) },
          { path: '/kept', mode: 'rwc', source: library.opfsDirectory('hostile') },
        ],
        functions: {
          add: ({ a, b }) => Number(a) + Number(b),
          echo: (args) => args,
          isAdmin: () => 'isAdmin' in {},
          slow: (_, { signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () => {
                reject(new Error('stopped'));
              });
            }),
        },
        limits: {
          memoryBytes: 192 * 1024 * 1024,
          fs: {
            tmpBytes: 8 * 1024 * 1024,
            mountBytes: 8 * 1024 * 1024,
            storedBytes: 8 * 1024 * 1024,
          },
        },
      });
      Object.assign(globalThis, { hostile: { session } });
    },
    {
      url: `${SITE_PATH}goru.js`,
      host: granted.host,
      index: `${granted.origin}/redirect?to=${redirect}&project=`,
    },
  );
  const fill = (code: string): string =>
    code
      .replaceAll('@FOREIGN@', foreign.origin)
      .replaceAll('@FOREIGN_HOST@', foreign.host)
      .replaceAll('@GRANTED@', granted.origin)
      .replaceAll('@GRANTED_HOST@', granted.host);
  return {
    page,
    granted,
    foreign,
    run: async (code, { isEndless = false } = {}) =>
      describeEnd(
        await page.evaluate(
          async ({ source, shown, timeoutMs }) => {
            const { hostile } = globalThis as unknown as InPage;
            const result = await hostile.session.run(source, { timeoutMs });
            return { ...result, stdout: result.stdout.slice(0, shown), stderr: '' };
          },
          {
            source: `${FATE}${fill(code)}`,
            shown: SHOWN_CHARACTERS,
            timeoutMs: isEndless ? SHORT_TIMEOUT_MS : RUN_TIMEOUT_MS,
          },
        ),
      ),
    complete: (text) =>
      page.evaluate(async (word) => {
        const { hostile } = globalThis as unknown as InPage;
        return (await hostile.session.console.complete(word))?.matches ?? [];
      }, text),
    reset: () =>
      page.evaluate(async () => {
        await (globalThis as unknown as InPage).hostile.session.reset();
      }, null),
    close: async () => {
      await Promise.all([granted.close(), foreign.close()]);
    },
  };
}

function describeEnd(result: RunResult): string {
  if (result.status === 'ok') return `ok: ${result.stdout}`;
  if (result.status !== 'error') return result.status;
  return `${result.type.split('.').at(-1) ?? ''}: ${result.message}`;
}
