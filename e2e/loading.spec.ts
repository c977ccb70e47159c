import { expect, test } from './support/fixtures';

test.describe('when the interpreter does not arrive', () => {
  // The browser itself reports the missing file on the console; nothing else may go wrong.
  test.use({ allowedProblems: /Failed to load resource|NetworkError|ERR_FAILED|404/ });

  for (const [what, status] of [
    ['blocked', null],
    ['not there', 404],
  ] as const) {
    test(`says so in full when it is ${what}, and goes on when tried again`, async ({
      page,
      playground,
    }) => {
      await page.route(/\.wasm$/, (route) =>
        status === null ? route.abort() : route.fulfill({ status }),
      );
      await page.goto(playground.address({ code: `print('at last')` }));
      const alert = page.getByRole('alert').filter({ hasText: 'Python' });
      await expect(alert).toContainText('Python could not be loaded');
      await expect(alert).toContainText(/could not load .*\.wasm/);
      await page.unroute(/\.wasm$/);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await playground.waitForStatus('Ready');
      await expect(alert).toHaveCount(0);
      await playground.run();
      await playground.waitForOutputLine('at last');
    });
  }

  test('says so when a page has come in its place, and keeps none of that', async ({
    page,
    playground,
  }) => {
    test.skip(
      playground.python === '3.12',
      'it comes in one piece: nothing tells when that would be kept',
    );
    const login = { contentType: 'text/html', body: '<!doctype html><title>Log in</title>' };
    await page.route(/\.wasm$/, (route) => route.fulfill(login));
    await page.goto(playground.address({ code: `print('at last')` }));
    const alert = page.getByRole('alert').filter({ hasText: 'Python' });
    await expect(alert).toContainText('is damaged');
    // Its other part has come later, and is kept.
    await expect
      .poll(() => page.evaluate(keptNames))
      .toContainEqual(expect.stringMatching(/image$/));
    expect(await page.evaluate(keptNames)).toHaveLength(1);
    await page.unroute(/\.wasm$/);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await playground.waitForStatus('Ready');
    await playground.run();
    await playground.waitForOutputLine('at last');
    await expect.poll(() => page.evaluate(keptNames)).toHaveLength(2);
  });

  test('runs what needs no more of it, and says what the rest waits for', async ({
    page,
    playground,
  }) => {
    test.skip(playground.python === '3.12', 'it comes in one piece');
    await page.context().route(/stdlib\.\w+\.zip$/, (route) => route.abort());
    await playground.open({ code: `import json\nprint(json.dumps('here'))\nimport sqlite3` });
    await playground.run();
    await playground.waitForOutputLine('"here"');
    await playground.waitForOutput(
      /ImportError: can't read Zip file[^]*has not been loaded yet[^]*offline\?/,
    );
    // What is no module there, but data that comes with it.
    await playground.run(`import unicodedata`);
    await playground.waitForOutput(/import unicodedata\n[^]*has not been loaded yet/);
    await page.context().unrouteAll();
    await playground.run(`import unicodedata\nprint(unicodedata.name('ß'))`);
    await playground.waitForOutputLine('LATIN SMALL LETTER SHARP S');
    await playground.run(
      `import sqlite3\nprint(sqlite3.connect(':memory:').execute('select 6 * 7').fetchone())`,
    );
    await playground.waitForOutputLine('(42,)');
  });
});

test.describe('on the next visit', () => {
  /** Of the same origin, for what a test does to its storage in between. */
  const LEFT = '/elsewhere/blank.html';
  /** Everything that an interpreter starts from, as the page keeps it. */
  const PARTS = /\.(wasm|image)$/;

  test.beforeEach(async ({ page, playground }) => {
    await playground.open();
    const count = playground.python === '3.12' ? 1 : 2;
    await expect.poll(() => page.evaluate(keptNames)).toHaveLength(count);
    // To open the page with another program would only change its address.
    await page.goto(LEFT);
  });

  test('Python starts from what the browser keeps, without asking for it', async ({
    page,
    playground,
  }) => {
    await page.route(PARTS, (route) => route.abort());
    await playground.open({ code: `print('kept')` });
    await playground.run();
    await playground.waitForOutputLine('kept');
    // And so does its replacement.
    await playground.run('import os\nos._exit(3)');
    await playground.waitForStatus('Ready');
    await playground.run(`print('again')`);
    await playground.waitForOutputLine('again');
  });

  test('Python is loaded anew where what the browser keeps is damaged', async ({
    page,
    playground,
  }) => {
    await page.evaluate(damageKept);
    await playground.open({ code: `print('anew')` });
    await playground.run();
    await playground.waitForOutputLine('anew');
  });
});

async function keptNames(): Promise<string[]> {
  const [name] = (await caches.keys()).filter((one) => one.endsWith(':interpreters'));
  if (name === undefined) return [];
  return (await (await caches.open(name)).keys()).map(({ url }) => url);
}

async function damageKept(): Promise<void> {
  for (const name of (await caches.keys()).filter((one) => one.endsWith(':interpreters'))) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const headers = { 'Content-Type': 'application/wasm' };
      await cache.put(url, new Response('<!doctype html><title>Log in</title>', { headers }));
    }
  }
}
