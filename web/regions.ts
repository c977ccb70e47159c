/** A part of the page that F6 goes to, in the order in which they are on the screen. */
interface Region {
  readonly root: string;
  /** What gets the focus in it. */
  readonly target: string;
}

const REGIONS: readonly Region[] = [
  { root: '.top-bar', target: '.top-bar [role=tab][aria-selected=true]' },
  { root: '.rail', target: '.rail button' },
  { root: '.side-panel', target: '.side-panel' },
  { root: '.editor', target: '.editor textarea, .editor [role=textbox]' },
  { root: '.output', target: '.output' },
  { root: '.console-prompt', target: '.console-prompt textarea' },
  { root: '.status-bar', target: '.status-bar select, .status-bar button' },
];

/** Moves the focus to the next part of the page that is on the screen, or the one before. */
export function focusRegion(step: 1 | -1): void {
  const shown = REGIONS.map(({ root, target }) => ({ root, element: findVisible(target) })).filter(
    ({ element }) => element !== undefined,
  );
  const current = shown.findIndex(({ root }) => document.activeElement?.closest(root));
  // From nowhere, forwards is the first one and backwards the last.
  const next = current === -1 && step === -1 ? -1 : current + step;
  shown.at(next % shown.length)?.element?.focus();
}

function findVisible(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.getClientRects().length > 0,
  );
}
