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
