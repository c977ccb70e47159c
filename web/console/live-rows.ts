import { createRunNode } from './run-nodes';
import type { TerminalLine } from './terminal-line';

/** Draws the rows that can still change: one element each, drawn anew only when the row changed. */
export class LiveRows {
  readonly #container: HTMLElement;
  readonly #elements = new Map<TerminalLine, HTMLElement>();

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** The element of the last row, where the cursor of an `input()` is. */
  get last(): HTMLElement | null {
    const element = this.#container.lastElementChild;
    return element instanceof HTMLElement ? element : null;
  }

  draw(rows: readonly TerminalLine[]): void {
    this.#removeOthers(new Set(rows));
    rows.forEach((row, index) => {
      const isLast = index === rows.length - 1;
      const element = this.#elementOf(row);
      const isEnded = element.dataset['ended'] !== undefined;
      if (row.dirty || isEnded === isLast) drawRow(element, row, isLast);
      row.dirty = false;
      const inPlace = this.#container.children[index];
      if (inPlace !== element) this.#container.insertBefore(element, inPlace ?? null);
    });
  }

  #removeOthers(rows: ReadonlySet<TerminalLine>): void {
    for (const [row, element] of this.#elements) {
      if (rows.has(row)) continue;
      element.remove();
      this.#elements.delete(row);
    }
  }

  #elementOf(row: TerminalLine): HTMLElement {
    const known = this.#elements.get(row);
    if (known) return known;
    const element = document.createElement('div');
    element.className = 'output-row';
    // The text has an element of its own, so that an input field can stand beside it.
    element.append(document.createElement('span'));
    this.#elements.set(row, element);
    return element;
  }
}

/** Every row but the last ends with a newline, so that copied text is the program's text. */
function drawRow(element: HTMLElement, row: TerminalLine, isLast: boolean): void {
  const nodes = row.runs.map(createRunNode);
  element.firstElementChild?.replaceChildren(...nodes, ...(isLast ? [] : ['\n']));
  if (isLast) delete element.dataset['ended'];
  else element.dataset['ended'] = '';
}
