/** What code help does that other tests of the editor do not wait for. */
import { expect, testInSharedProfile as test } from './support/fixtures';

test('who types before code help is there is offered the rest of the word when it comes', async ({
  playground,
  page,
}) => {
  await playground.open({ code: '# empty' });
  await page.locator('.monaco-editor').first().waitFor();
  let letStubsCome = (): void => undefined;
  const isTyped = new Promise<void>((resolve) => {
    letStubsCome = resolve;
  });
  await page.route('**/basedpyright-typeshed*', async (route) => {
    await isTyped;
    await route.continue();
  });
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('capit = "hello".capi');
  await page.keyboard.press('Escape');
  await page.keyboard.type('t');
  const offered = page.locator('.suggest-widget.visible');
  await expect(page.locator('html')).toHaveAttribute('data-code-help', 'loading');
  await expect(offered.getByText('capitalize')).toHaveCount(0);
  letStubsCome();
  // Not one more key is pressed.
  await playground.waitForSuggestion('capitalize');

  // And from then on the list is there after `import`, without a letter.
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('from ');
  await playground.waitForSuggestion('abc');
  await page.keyboard.type('statistics import ');
  const names = await playground.waitForSuggestion('fmean');
  expect(names.filter((name) => name.startsWith('_'))).toEqual([]);
  // Enter behind a whole name is meant for the line.
  await page.keyboard.type('fmean');
  await playground.waitForChosenSuggestion('fmean');
  await page.keyboard.press('Enter');
  await page.keyboard.type('x');
  await playground.waitForEditorText(
    '# empty\ncapit = "hello".capit\nfrom statistics import fmean\nx',
  );
});

test('a list that is closed in the moment in which it opens is no error', async ({
  playground,
  page,
}) => {
  await playground.open({ code: 'import json\njson.dumps' });
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await expect(page.locator('html')).toHaveAttribute('data-code-help', 'ready', {
    timeout: 40_000,
  });
  const closed = page.evaluate(
    () =>
      new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          const close = document.querySelector<HTMLElement>('.peekview-widget .codicon-close');
          const chosen = document.querySelector('.peekview-widget .monaco-list-row.focused');
          if (close === null || chosen === null) return;
          observer.disconnect();
          resolve(null);
          close.click();
        }).observe(document.body, { attributes: true, childList: true, subtree: true });
      }),
  );
  await page.keyboard.press('F12');
  await closed;
  await expect(page.locator('.peekview-widget')).toHaveCount(0);
  await playground.assertNextRunWorks();
});
