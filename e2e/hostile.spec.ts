/**
 * Programs that want out, want everything, or want to look like the page: what each of them runs into is in the tables
 * of e2e/hostile, and for readers in its README.md. After each, the session works and a server that nobody has granted
 * has heard nothing.
 */
import { ARENA_TESTS } from './hostile/arena-tests';
import { openArena, type Arena } from './hostile/arena';
import { trySpoofs } from './hostile/spoofs-test';
import { assertNothingIsLeft, evaluateInWorker, REALM_PROBE } from './hostile/worker-realm';
import type { RealmReport } from './hostile/worker-realm';
import { expect, test as base } from './support/fixtures';
import { createPlaywrightDriver } from './support/playwright-driver';
import { PlaygroundPage } from './support/playground-page';
import type { Page } from '@playwright/test';

const test = base.extend<object, { arenaTab: Page; arena: Arena }>({
  arenaTab: [
    async ({ browser }, provide) => {
      const page = await browser.newPage();
      await provide(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  arena: [
    async ({ arenaTab, site }, provide) => {
      const arena = await openArena(
        {
          goto: (url) => arenaTab.goto(url),
          // Playwright's own type tells what becomes of handles, of which there are none.
          evaluate: (inPage, given) => arenaTab.evaluate(inPage as never, given),
        },
        site.url,
      );
      await provide(arena);
      await arena.close();
    },
    { scope: 'worker' },
  ],
});

for (const { title, run } of ARENA_TESTS) {
  test(title, async ({ arena, browserName }) => {
    test.setTimeout(120_000);
    await run(arena, browserName);
  });
}

test('Python’s thread has nothing but the language, time and a way to its page', async ({
  arena,
  arenaTab,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium’s debug protocol reaches into a worker');
  const { foreign } = arena;
  const report = await evaluateInWorker<RealmReport>(
    arenaTab,
    'goru-python',
    REALM_PROBE.replaceAll('@FOREIGN@', foreign.origin),
  );
  assertNothingIsLeft(report);
  expect(foreign.log).toEqual([]);
});

test('output cannot pretend to be the page', async ({ browser, browserName, site, arena }) => {
  const page = await browser.newPage();
  const driver = createPlaywrightDriver({ page, engine: browserName });
  const playground = new PlaygroundPage({ driver, site, hostChannel: 'auto', python: '3.13' });
  await playground.open({ code: 'print("ready")' });
  await trySpoofs(playground, arena.foreign);
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
  // The browser tells what it has held back in the frames for rich values.
  await playground.assertNoProblems(
    /^(?:console: .*\(about:srcdoc\)|uncaught: (?:Content-Security-Policy: |Security Error: Content at moz-nullprincipal:|downloadable font: .* content blocked).*)$/s,
  );
  await page.close();
});
