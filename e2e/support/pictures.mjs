// @ts-check
/** Makes the README's pictures of the built site, `docs/*.png`: `npm run build && npm run pictures`. */
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from './engines.mjs';
import { startSite } from './site.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, width: number, height: number, dark?: boolean, touch?: boolean, show: (page: Page) => Promise<void> }} Picture */

/** @param {Page} page @param {string} text */
const waitForOutput = (page, text) => page.getByRole('log').getByText(text).first().waitFor();

/** @param {Page} page @param {string} title */
async function openExample(page, title) {
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Examples' });
  await panel.getByText(title, { exact: true }).first().click();
  // On a narrow screen it has closed by itself.
  const close = panel.getByRole('button', { name: 'Close' });
  if (await close.isVisible()) await close.click();
}

/** @type {Picture[]} */
const PICTURES = [
  {
    name: 'exercise',
    width: 1100,
    height: 640,
    show: async (page) => {
      await openExample(page, 'Exercise');
      await page.keyboard.press('Control+Enter');
      await waitForOutput(page, 'What is your name?');
      await page.keyboard.type('Ada');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Checks' }).getByText('checks pass').waitFor();
    },
  },
  {
    name: 'tests',
    width: 1100,
    height: 640,
    dark: true,
    show: async (page) => {
      await openExample(page, 'Leap years');
      await page.getByRole('button', { name: 'Run with…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Run tests' }).click();
      await page
        .getByRole('complementary', { name: 'Tests' })
        .getByText('passed')
        .first()
        .waitFor();
    },
  },
  {
    name: 'palette',
    width: 1100,
    height: 640,
    show: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'Commands' }).getByRole('option').first().waitFor();
      await page.keyboard.type('run');
    },
  },
  {
    name: 'phone',
    width: 390,
    height: 760,
    touch: true,
    show: async (page) => {
      await openExample(page, 'Flower');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('log').locator('iframe').waitFor();
      await page.waitForTimeout(8_000); // until the turtle has drawn
    },
  },
];

const executablePath = chromiumPath();
const site = await startSite({});
const browser = await chromium.launch({
  args: [...CHROMIUM_ARGS],
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  for (const { name, width, height, dark, touch, show } of PICTURES) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark === true ? 'dark' : 'light',
      hasTouch: touch === true,
      locale: 'en-US',
    });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await page.getByRole('status').getByText('Ready').first().waitFor();
    await show(page);
    // Nothing on the way to its place.
    await page.waitForTimeout(500);
    const path = fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));
    await page.screenshot({ path });
    console.log(path);
    await context.close();
  }
} finally {
  await browser.close();
  await site.close();
}
