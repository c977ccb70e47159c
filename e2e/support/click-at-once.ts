import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';

/** Clicks in the moment in which the window gets the focus; whether that did what it does. */
export function clickAtOnce(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    window.dispatchEvent(new FocusEvent('focus'));
    const about = { bubbles: true, cancelable: true, detail: 1 };
    element.dispatchEvent(new PointerEvent('pointerdown', about));
    return element.dispatchEvent(new PointerEvent('click', about));
  });
}

/** Until then such an area is deaf. */
export async function whenArmed(area: Locator): Promise<void> {
  await expect(area).toHaveAttribute('aria-busy', 'false');
}
