import type { Page } from '@playwright/test';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, testInSharedTab as test } from './support/fixtures';

const THEME_SWITCH = /theme|dark|light/i;

/** 0 is black, 255 is white. */
async function backgroundBrightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const channels = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? [];
    const [red = 0, green = 0, blue = 0] = channels.map(Number);
    return (red + green + blue) / 3;
  });
}

test.describe('appearance', () => {
  test('follows the light and dark setting of the system', async ({
    page,
    playground,
    browserName,
  }) => {
    test.skip(browserName === 'firefox', 'Playwright cannot set the colour scheme over BiDi');
    await page.emulateMedia({ colorScheme: 'light' });
    await playground.open();
    expect(await backgroundBrightness(page)).toBeGreaterThan(200);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => backgroundBrightness(page)).toBeLessThan(80);
    await page.emulateMedia({ colorScheme: null });
  });

  test('has no serious axe-core violation in the theme which was switched to', async ({
    page,
    playground,
  }) => {
    await playground.open({ code: `print('\\x1b[31mred\\x1b[0m')\n1 / 0` });
    await switchTheme(page, await backgroundBrightness(page));
    // The light one is what the behaviours look at.
    expect(await backgroundBrightness(page)).toBeLessThan(80);
    await playground.run();
    await playground.waitForOutput('ZeroDivisionError');
    await assertNoSeriousAxeViolations(playground);
  });

  test('keeps the theme which was switched to after a reload', async ({ page, playground }) => {
    await playground.open();
    const before = await backgroundBrightness(page);
    await switchTheme(page, before);
    const after = await backgroundBrightness(page);
    expect(Math.abs(after - before)).toBeGreaterThan(100);
    await playground.reload();
    expect(await backgroundBrightness(page)).toBe(after);
  });

  test('prints the whole program and the whole output, dark on white', async ({
    page,
    playground,
    browserName,
  }) => {
    test.skip(browserName === 'firefox', 'Playwright cannot set the medium over BiDi');
    const source = `${'# a line\n'.repeat(120)}for i in range(150): print('printed', i)`;
    await playground.open({ code: source });
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
    });
    await playground.run();
    await playground.waitForOutputLine('printed 149');
    await page.emulateMedia({ media: 'print' });
    // What the browser does when somebody prints.
    const print = () => page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect
      .poll(async () => {
        await print();
        return page.locator('.print-program').count();
      })
      .toBe(1);
    const paper = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      const [program, output] = [box('.print-program'), box('.output')];
      return {
        lines: document.querySelectorAll('.print-program li').length,
        lineHeight: (program?.height ?? 0) / 121,
        outputLineHeight: (output?.height ?? 0) / 150,
        isBelow: (output?.top ?? 0) >= (program?.bottom ?? Infinity),
        isWide: (output?.width ?? 0) > innerWidth * 0.9,
        color: getComputedStyle(document.body).color,
      };
    });
    expect(paper).toMatchObject({ lines: 121, isBelow: true, isWide: true });
    expect(paper.lineHeight).toBeGreaterThanOrEqual(16);
    expect(paper.outputLineHeight).toBeGreaterThanOrEqual(16);
    expect(paper.color).toBe('rgb(29, 31, 33)');
    await expect(page.locator('.editor')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeHidden();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: null });
    await expect(page.locator('.print-program')).toHaveCount(0);
    await page.evaluate(() => {
      delete document.documentElement.dataset['theme'];
    });
  });

  test('has no sideways scrolling on a screen 390 pixels wide', async ({ page, playground }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await playground.open({ code: `print('wide ' * 100)` });
    await playground.run();
    await playground.waitForOutput('wide wide');
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBe(0);
    const tabs = page.locator('.tabs');
    expect(await tabs.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    for (const name of ['Run', 'Clear output']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeInViewport();
    }
  });

  test('keeps the buttons and the time in reach however the panes are sized', async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await playground.open({ code: '1 / 0' });
    await playground.run();
    await playground.waitForOutput('ZeroDivisionError');
    for (const key of ['Home', 'End']) {
      await page.getByRole('separator').press(key);
      for (const name of ['Reset session', 'Clear output', 'Output below']) {
        await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
      }
      const cut = await page
        .locator('.console-details')
        .evaluate((details) => details.scrollWidth - details.clientWidth);
      expect(cut).toBe(0);
    }
  });

  test('has buttons that a finger finds on a screen 320 pixels wide', async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await playground.open();
    for (const button of await page.getByRole('banner').getByRole('button').all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
  });
});

/** The switch may pass through "as the system" on its way to the other theme. */
async function switchTheme(page: Page, brightness: number): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: THEME_SWITCH }).first().click();
    expect(Math.abs((await backgroundBrightness(page)) - brightness)).toBeGreaterThan(100);
  }).toPass();
}
