/**
 * Programs that want out, want everything, or want to look like the page: what each of them runs into is in the tables
 * of e2e/hostile, and for readers in its README.md. After each, the session works and a server that nobody has granted
 * has heard nothing.
 */
import type { Page } from '@playwright/test';
import { ESCAPES } from './hostile/escape';
import { EXFILTRATION } from './hostile/exfiltration';
import { FORGERIES } from './hostile/forgery';
import { openArena, type Arena } from './hostile/arena';
import { ATTEMPTS, FIREFOX_ATTEMPTS, makeAttempts } from './hostile/page-attempts';
import { SPOOFS } from './hostile/spoofs';
import { STARVATION } from './hostile/starvation';
import {
  evaluateInWorker,
  KEPT_FUNCTIONS,
  KEPT_NAMES,
  REALM_PROBE,
  type RealmReport,
} from './hostile/worker-realm';
import type { HostileProgram } from './hostile/hostile-program';
import { expect, test as base } from './support/fixtures';
import { createPlaywrightDriver } from './support/playwright-driver';
import { PlaygroundPage } from './support/playground-page';

const test = base.extend<object, { arena: Arena }>({
  arena: [
    async ({ browser, site }, provide) => {
      const arena = await openArena(await browser.newPage(), site.url);
      await provide(arena);
      await arena.close();
    },
    { scope: 'worker' },
  ],
});

const TABLES: Readonly<Record<string, readonly HostileProgram[]>> = {
  'out of the sandbox': ESCAPES,
  'as somebody else': FORGERIES,
  'everything there is': STARVATION,
  'to another host': EXFILTRATION,
};

for (const [what, programs] of Object.entries(TABLES)) {
  test(`hostile programs that want ${what} end as the table says, and the session lives`, async ({
    arena,
  }) => {
    test.setTimeout(120_000);
    for (const { tries, code, ends, isEndless, needsReset } of programs) {
      await test.step(tries, async () => {
        const end = await arena.run(code, { isEndless });
        expect.soft(end, `a program that ${tries}`).toMatch(ends);
        if (needsReset === true) await arena.reset();
        expect.soft(await arena.run('print("alive")'), `after: ${tries}`).toBe('ok: alive\n');
        expect.soft(arena.foreign.log, `heard from: ${tries}`).toEqual([]);
      });
    }
    const data = await arena.run(
      `import os; print(open('/data/a.csv').read(), sorted(os.listdir('/data')))`,
    );
    expect(data).toBe("ok: original ['a.csv', 'deep']\n");
  });
}

test('a program that answers a question of the console has no host there', async ({ arena }) => {
  const before = arena.granted.log.length;
  await arena.run(`class Evil:
    def __dir__(self):
        self.heard = [fate(lambda: call('add', a=1, b=2)), fate(lambda: http.get('@GRANTED@/echo'))]
        return ['offered']
evil = Evil()`);
  expect(await arena.complete('evil.')).toEqual(['evil.offered']);
  expect(await arena.run('print(evil.heard)')).toMatch(
    /^ok: \['\w+(Error|Cancelled)\w*', '\w+'\]\n$/,
  );
  expect(arena.granted.log).toHaveLength(before);
});

test('the page’s own scripts can neither make code of text nor reach another host', async ({
  arena,
  browserName,
}) => {
  const { page, foreign } = arena;
  const ended = await page.evaluate(makeAttempts, foreign.origin);
  expect(ended).toEqual(browserName === 'firefox' ? FIREFOX_ATTEMPTS : ATTEMPTS);
  // Whatever was on its way would have arrived.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(foreign.log).toEqual([]);
});

test('Python’s thread has nothing but the language, time and a way to its page', async ({
  arena,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium’s debug protocol reaches into a worker');
  const { foreign, page } = arena;
  const report = await evaluateInWorker<RealmReport>(
    page,
    'goru-python',
    REALM_PROBE.replaceAll('@FOREIGN@', foreign.origin),
  );
  expect(report.attempts).toEqual(
    Object.fromEntries(Object.keys(report.attempts).map((name) => [name, 'refused'])),
  );
  expect(Object.keys(report.attempts).length).toBeGreaterThan(20);
  // What is left could bring somebody out of here only by the port to the page.
  const isKept = (name: string): boolean =>
    KEPT_NAMES.includes(name) || /^(?:\w*(?:Array|Error|Event|Stack)|[A-Z_]+)$/.test(name);
  expect(report.names.filter((name) => /^[A-Z]/.test(name) && !isKept(name))).toEqual([]);
  expect(report.names.filter((name) => /^[a-z]/.test(name))).toEqual(KEPT_FUNCTIONS);
  expect(foreign.log).toEqual([]);
});

test('output cannot pretend to be the page', async ({ browser, browserName, site, arena }) => {
  const page = await browser.newPage();
  const driver = createPlaywrightDriver({ page, engine: browserName });
  const playground = new PlaygroundPage({ driver, site, hostChannel: 'auto', python: '3.13' });
  await playground.open({ code: 'print("ready")' });
  const before = await page.title();
  for (const { tries, code, shows } of SPOOFS) {
    await test.step(tries, async () => {
      await playground.run(code.replaceAll('@FOREIGN@', arena.foreign.origin));
      await playground.waitForOutput(shows);
      await playground.waitForStatus('Ready');
      const output = page.getByRole('log', { name: 'Output' });
      expect
        .soft(await output.locator('img, a, script, style, link, form, svg, video').count(), tries)
        .toBe(0);
      expect.soft(await page.getByRole('dialog').count(), tries).toBe(0);
      expect.soft(await page.title(), tries).toBe(before);
      for (const name of ['Debugger', 'Checks']) {
        expect.soft(await page.getByRole('region', { name }).count(), tries).toBe(0);
      }
      expect.soft(await spillsOver(page), tries).toBe(false);
      expect.soft(arena.foreign.log, tries).toEqual([]);
      await playground.click('Clear output');
    });
  }
  await test.step('a question where somebody clicks as fast as a program has asked for', async () => {
    await playground.run(`http.get('${arena.foreign.origin}/leak')`);
    const question = page.getByRole('dialog', { name: 'Allow network access?' });
    const allow = await question.getByRole('button', { name: 'Allow once' }).boundingBox();
    if (allow === null) throw new Error('nothing is asked');
    for (let clicks = 0; clicks < 15; clicks += 1) {
      await page.mouse.click(allow.x + 10, allow.y + 10, { delay: 60 });
    }
    await expect(question).toHaveAttribute('aria-busy', 'false');
    await question.getByRole('button', { name: 'Deny' }).click();
    await playground.waitForOutput('host not allowed: localhost');
    expect(arena.foreign.log).toEqual([]);
  });
  await playground.assertNextRunWorks();
  // The browser tells what the policy of the frame for rich values has held back.
  await playground.assertNoProblems(
    /^(?:console: Loading the image .* violates the following Content Security Policy .*\(about:srcdoc\)|uncaught: Content-Security-Policy: The page’s settings blocked .*)$/s,
  );
  await page.close();
});

/** Whether anything in the output is painted outside of it. */
function spillsOver(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const bar = document.querySelector('.top-bar');
    if (log === null || bar === null) throw new Error('the page has no output');
    const { top, left, width } = bar.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].map((share) => left + width * share);
    return points.some((x) => {
      const hit = document.elementFromPoint(x, top + 4);
      return hit !== null && log.contains(hit);
    });
  });
}
