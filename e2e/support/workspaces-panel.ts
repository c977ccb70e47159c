import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { PlaygroundPage } from './playground-page';

export const panel = (page: Page) => page.getByRole('complementary', { name: 'Workspaces' });
export const notice = (page: Page) => page.locator('.toast');
/** There while something is not saved. */
export const badge = (page: Page) => page.getByRole('button', { name: /^not saved/ });

export async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Workspaces', exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

/** The page begins anew with another workspace. */
export async function arriveIn(
  playground: PlaygroundPage,
  page: Page,
  name: string,
): Promise<void> {
  await expect(page.getByRole('button', { name: `Workspace: ${name}` })).toBeVisible();
  // The name may be there before the page is left.
  await expect(() => playground.waitForStatus('Ready', 45_000)).toPass({ timeout: 60_000 });
}

export async function openWorkspace(
  playground: PlaygroundPage,
  page: Page,
  name: string,
): Promise<void> {
  if (!(await panel(page).isVisible())) await openPanel(page);
  await panel(page)
    .getByRole('button', { name: `Open ${name}`, exact: true })
    .click();
  await arriveIn(playground, page, name);
}

export async function createWorkspace(
  playground: PlaygroundPage,
  page: Page,
  name: string,
): Promise<void> {
  await openPanel(page);
  await panel(page).getByLabel('Name of the new workspace').fill(name);
  await panel(page).getByRole('button', { name: 'New workspace' }).click();
  await arriveIn(playground, page, name);
}

/** A program that keeps a value and a file. */
export const FILL = `kv.set('who', 'first')\nopen('mine.txt', 'w').write('first')\nprint('kept')`;
/** A program that shows which files and values there are. */
export const LOOK = `import os\nprint(sorted(os.listdir('/work')), kv.items())`;

/** Opens the page and runs `FILL` in its first workspace. */
export async function fill(playground: PlaygroundPage): Promise<void> {
  await playground.open({ code: FILL });
  await playground.run();
  await playground.waitForOutputLine('kept');
}

/** Leaves no room for the texts that the page keeps. */
export async function fillTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    let length = 4_000_000;
    for (let i = 0; length > 0; i += 1) {
      try {
        localStorage.setItem(`filled ${String(i)}`, 'x'.repeat(length));
      } catch {
        length = Math.floor(length / 2);
      }
    }
  });
}

export async function makeRoomForTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('filled')) localStorage.removeItem(name);
    }
  });
}
