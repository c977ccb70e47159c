/** On a touch screen: the row of keys, and everything in reach of a finger. */
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, test } from './support/fixtures';
import { editorLine, openWithMonaco } from './support/full-editor';
import { panelButton } from './support/panel-button';
import type { Locator, Page } from '@playwright/test';

test.describe('on a touch screen', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  const keyRow = (page: Page): Locator =>
    page.getByRole('toolbar', { name: 'Keys for the editor' });
  const tapKeys = async (page: Page, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await keyRow(page).getByRole('button', { name, exact: true }).tap();
    }
  };

  test('a row of keys writes into the editor, which keeps the focus', async ({
    playground,
    page,
  }) => {
    await openWithMonaco(playground, page, 'x');
    await expect(keyRow(page)).toBeHidden();
    await editorLine(page).tap();
    await expect(keyRow(page)).toBeVisible();
    await page.keyboard.press('Control+End');
    await tapKeys(page, ['Opening parenthesis', 'Double quote', 'Right', 'Right', 'Colon']);
    await playground.waitForEditorText('x(""):');
    await tapKeys(page, ['Left', 'Left', 'Left', 'Equals']);
    await playground.waitForEditorText('x("="):');
    await tapKeys(page, ['Undo']);
    await playground.waitForEditorText('x(""):');
    await page.keyboard.press('Home');
    await tapKeys(page, ['Tab']);
    await playground.waitForEditorText('    x(""):');
    await expect(page.locator('.editor :focus')).toHaveCount(1);

    for (const button of await keyRow(page).getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    }
    await assertNoSeriousAxeViolations(playground, '.key-row');
    // As when a keyboard comes: the row stays at the end of what can be seen, below the page.
    await page.setViewportSize({ width: 390, height: 480 });
    await expect(keyRow(page)).toBeInViewport({ ratio: 1 });
    const row = await keyRow(page).boundingBox();
    const status = await page.locator('.status-line').boundingBox();
    expect((status?.y ?? 0) + (status?.height ?? 0)).toBeLessThanOrEqual(row?.y ?? 0);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('log').tap();
    await expect(keyRow(page)).toBeHidden();
  });

  test('long lines of a program are in sight to their end', async ({ playground, page }) => {
    await openWithMonaco(playground, page, `# ${'Write a function that doubles. '.repeat(3)}END\n`);
    await expect(page.locator('.view-line').filter({ hasText: 'END' })).toBeInViewport({
      ratio: 1,
    });
  });

  test('a drawing fits into the output, and everything is in reach of a finger', async ({
    playground,
    page,
  }) => {
    await openWithMonaco(
      playground,
      page,
      `import turtle\nt = turtle.Turtle()\nt.circle(180)\nturtle.done()\nkv.get('x')`,
    );
    // Between the bars of a phone's browser.
    await page.setViewportSize({ width: 390, height: 760 });
    // A panel covers the output there: whoever runs something wants to see it.
    await (await panelButton(page, 'Files')).tap();
    await page.getByRole('button', { name: 'Run', exact: true }).tap();
    await expect(page.getByRole('complementary', { name: 'Files' })).toBeHidden();
    const frame = page.getByRole('log').locator('iframe');
    await expect.poll(async () => (await frame.boundingBox())?.height ?? 0).toBeGreaterThan(150);
    const [picture, output] = [
      await frame.boundingBox(),
      await page.getByRole('log').boundingBox(),
    ];
    expect(picture?.y ?? 0).toBeGreaterThanOrEqual(output?.y ?? 0);
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual(
      (output?.y ?? 0) + (output?.height ?? 0),
    );
    await page.setViewportSize({ width: 390, height: 844 });

    // What the editor says of a name.
    await page.locator('.monaco-editor .view-line', { hasText: 'kv.get' }).getByText('get').hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'get(' }).first();
    await expect(hover).toBeVisible();
    const said = await hover.boundingBox();
    expect(said?.x ?? -1).toBeGreaterThanOrEqual(0);
    expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThanOrEqual(390);
    const cut = await hover
      .locator('.monaco-hover-content')
      .evaluate((content) => content.scrollWidth - content.clientWidth);
    expect(cut).toBeLessThanOrEqual(0);

    await (await panelButton(page, 'Settings')).tap();
    await page.getByRole('button', { name: 'All commands' }).tap();
    await page.getByRole('option').filter({ hasText: 'Show Files' }).tap();
    await expect(page.getByRole('complementary', { name: 'Files' })).toBeVisible();
    // What the page has to say lies over the panel, which covers the work.
    await page.evaluate(() => {
      location.hash = '#code=no-program';
    });
    await page.getByText('The program in this link is damaged').tap();
    await page.getByRole('button', { name: 'Dismiss' }).tap();
    await page.getByRole('button', { name: 'Close panel' }).tap();

    const rail = page.getByRole('navigation', { name: 'Panels' });
    const more = rail.getByRole('button', { name: 'More', exact: true });
    // Upright, small, and lying on its side, where there is no room for all of them either.
    for (const size of [
      { width: 390, height: 844 },
      { width: 360, height: 640 },
      { width: 844, height: 390 },
    ]) {
      await page.setViewportSize(size);
      await more.tap();
      await expect(rail.getByRole('button')).toHaveCount(12);
      for (const button of await rail.getByRole('button').all()) {
        await expect(button).toBeInViewport({ ratio: 1 });
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
      }
      await assertNoSeriousAxeViolations(playground, '.rail');
      await page.keyboard.press('Tab');
      await expect(rail.getByRole('button', { name: 'Workspaces' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(more).toBeFocused();
      await expect(rail.getByRole('button')).toHaveCount(5);
      await (await panelButton(page, 'About')).tap();
      await page.keyboard.press('Escape');
      await expect(more).toBeFocused();
    }
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBe(0);
  });

  test.describe('without the full editor', () => {
    // The browser itself reports the missing file.
    test.use({ allowedProblems: /Failed to load resource|ERR_FAILED|monaco/ });

    test('the row writes into the plain one', async ({ playground, page }) => {
      await page.route(/monaco[^/]*\.js$/, (route) => route.abort());
      await page.goto(playground.address({ code: 'x' }));
      await playground.waitForStatus('Ready');
      const field = page.getByRole('textbox', { name: 'Python editor' });
      await field.tap();
      await page.keyboard.press('End');
      await tapKeys(page, ['Opening parenthesis', 'Closing parenthesis', 'Left', 'Underscore']);
      await expect(field).toHaveValue('x(_)');
      await tapKeys(page, ['Undo']);
      await expect(field).not.toHaveValue('x(_)');
      await expect(field).toBeFocused();
    });
  });
});
