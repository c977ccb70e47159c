import type { Locator, Page } from '@playwright/test';

/** The button of a panel, wherever the rail has it: where there is little room, most of them are behind “More”. */
export async function panelButton(page: Page, name: string): Promise<Locator> {
  const rail = page.locator('.rail');
  const button = rail.getByRole('button', { name, exact: true });
  const more = rail.getByRole('button', { name: /^(?:More|Mehr)$/ });
  if (!(await button.isVisible()) && (await more.isVisible())) await more.click();
  return button;
}
