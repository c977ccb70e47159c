import type { Page } from '@playwright/test';
import type * as goru from '../../src/index';
import type { RunResult, SessionOptions } from '../../src/index';
import { expect, test as base } from './fixtures';
import { escapedErrors } from './harmless-problems';
import { SITE_PATH } from './site.mjs';

export { expect } from './fixtures';

/** Options that survive the way into the page; callbacks are recorded there as events. */
export type PlainOptions = Omit<
  SessionOptions,
  'functions' | 'onOutput' | 'onInput' | 'onDisplay' | 'onNews' | 'onStatus' | 'signal'
> & { inputs?: (string | null)[] };

/** A session in the page, spoken to from the test. */
export class TestSession {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** Runs the body of an async function in the page; `goru`, `session` and `events` are in scope. */
  do<T>(body: string): Promise<T> {
    return this.#page.evaluate(
      (code) =>
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        new Function(`with (globalThis.test) { return (async () => { ${code} })(); }`)() as T,
      body,
    );
  }

  run(source: string, options: goru.RunOptions = {}): Promise<RunResult> {
    return this.do(`return session.run(${JSON.stringify(source)}, ${JSON.stringify(options)})`);
  }

  /** Runs a program that must end well and returns what it printed. */
  async print(source: string): Promise<string> {
    const result = await this.run(source);
    expect(result.stderr).toBe('');
    expect(result.status).toBe('ok');
    return result.stdout;
  }

  statuses(): Promise<string[]> {
    return this.do('return events.filter((e) => e.status).map((e) => e.status.state)');
  }
}

interface SessionFixtures {
  createSession: (options?: PlainOptions) => Promise<TestSession>;
}

export const test = base.extend<SessionFixtures>({
  // Sessions are isolated from each other, or a test fails.
  createSession: async ({ blankTab: page, hostChannel }, use) => {
    const failures = escapedErrors(page, hostChannel);
    await use(async (options = {}) => {
      await page.evaluate(
        async ({ url, options: { inputs = [], ...plain } }) => {
          const library = (await import(url)) as typeof goru;
          const events: unknown[] = [];
          let underWay = 0;
          let most = 0;
          const session = await library.createSession({
            ...plain,
            functions: {
              add: ({ a, b }) => Number(a) + Number(b),
              echo: ({ value }) => value,
              // Tells how many of them were under way when the last one began.
              overlap: async ({ ms }) => {
                underWay += 1;
                most = Math.max(most, underWay);
                await new Promise((resolve) => setTimeout(resolve, Number(ms)));
                underWay -= 1;
                return most;
              },
              fail: () => {
                throw new RangeError('too far');
              },
              notANumber: () => NaN,
              cyclic: () => {
                const cycle: Record<string, unknown> = {};
                return (cycle['self'] = cycle);
              },
            },
            onInput: () => inputs.shift() ?? null,
            onOutput: ({ stream, text }) => void events.push({ stream, text }),
            onStatus: (status) => void events.push({ status }),
            onDisplay: (display) => void events.push({ display }),
            onNews: (news) => void events.push({ news }),
          });
          Object.assign(globalThis, { test: { goru: library, session, events } });
        },
        {
          url: `${SITE_PATH}goru.js`,
          options: { channel: hostChannel, hotSpare: false, ...options },
        },
      );
      return new TestSession(page);
    });
    await page.evaluate(() => {
      const { test } = globalThis as unknown as { test?: { session: goru.Session } };
      test?.session.close();
      Object.assign(globalThis, { test: undefined });
    });
    expect(failures).toEqual([]);
  },
});
