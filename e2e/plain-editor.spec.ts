import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';

/** As on a bad connection, or after a new version of the site has replaced the files of the open one. */
async function loseMonaco(page: Page): Promise<void> {
  await page.route(/monaco[^/]*\.js$/, (route) => route.abort());
}

test.describe('the editor, while the full one has not loaded', () => {
  // The browser itself reports the missing file on the console; nothing else may go wrong.
  // A profile of its own, because a site that has been saved for offline use does not lose its editor.
  test.use({ allowedProblems: /Failed to load resource|NetworkError|ERR_FAILED|monaco/ });

  for (const keys of ['Control+Enter', 'Shift+Enter']) {
    test(`runs the program with ${keys} and leaves the text alone`, async ({
      page,
      playground,
    }) => {
      await loseMonaco(page);
      await playground.open({ code: 'print(6 * 7)' });
      await playground.focusEditor();
      await page.keyboard.press(keys);
      await playground.waitForOutputLine('42');
      await expect(page.getByRole('textbox', { name: 'Python editor' })).toHaveValue(
        'print(6 * 7)',
      );
    });
  }

  test('runs what was typed', async ({ page, playground }) => {
    await loseMonaco(page);
    await playground.open();
    await playground.typeCode('print(1234 * 2)');
    await playground.run();
    await playground.waitForOutputLine('2468');
  });
});
