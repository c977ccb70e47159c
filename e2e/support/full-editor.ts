import type { Locator, Page } from '@playwright/test';
import type { PlaygroundPage } from './playground-page';

export const editorLine = (page: Page): Locator =>
  page.locator('.monaco-editor .view-line').first();

/** Opens the page with this program, and waits until Monaco has taken the plain editor's place. */
export async function openWithMonaco(
  playground: PlaygroundPage,
  page: Page,
  code: string,
): Promise<void> {
  await playground.open({ code });
  await editorLine(page).waitFor();
}
