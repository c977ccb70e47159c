import type { Locator, Page } from '@playwright/test';
import type { Engine } from './engines.mjs';
import type { PageDriver, Target } from './page-driver';

export function createPlaywrightDriver({
  page,
  engine,
}: {
  page: Page;
  engine: Engine;
}): PageDriver {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  const locate = (target: Target): Locator =>
    page.getByRole(
      target.role,
      target.name === undefined
        ? {}
        : { name: target.name, exact: typeof target.name === 'string' },
    );

  return {
    engine,
    goto: async (url) => {
      await page.goto(url);
    },
    reload: async () => {
      await page.reload();
    },
    click: (target) => locate(target).click(),
    focus: (target) => locate(target).focus(),
    press: (keys) => page.keyboard.press(keys),
    type: (text) => page.keyboard.type(text),
    texts: async (target) => {
      const visible = locate(target).filter({ visible: true });
      return visible.evaluateAll((elements) =>
        elements.map((element) => (element instanceof HTMLElement ? element.innerText : '')),
      );
    },
    evaluate: (expression) => page.evaluate<unknown>(expression),
    problems: () => Promise.resolve(problems),
  };
}
