import { words } from '../words/console';

export interface ProgramInputEvents {
  /** A whole line, without its newline. */
  onLine: (line: string) => void;
  onEndOfFile: () => void;
  /** Ctrl+C with nothing selected: what a terminal would do. */
  onInterrupt: () => void;
}

/** The field at the end of the output that answers `input()`. */
export class ProgramInput {
  readonly element: HTMLElement;
  readonly #field: HTMLInputElement;
  readonly #events: ProgramInputEvents;

  constructor(events: ProgramInputEvents) {
    this.#events = events;
    this.#field = createField();
    this.#field.addEventListener('keydown', this.#handleKey);
    this.#field.addEventListener('paste', this.#handlePaste);
    const endButton = createEndButton();
    endButton.addEventListener('click', () => {
      events.onEndOfFile();
    });
    this.element = document.createElement('span');
    this.element.className = 'program-input';
    this.element.append(this.#field, endButton);
  }

  /** Forgets what was typed and not sent. */
  reset(): void {
    this.#field.value = '';
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isControl = event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const line = this.#field.value;
      this.#field.value = '';
      this.#events.onLine(line);
    } else if (isControl && event.key === 'd') {
      // Never a bookmark. As in a terminal, it ends the input only on an empty line.
      event.preventDefault();
      if (this.#field.value === '') this.#events.onEndOfFile();
    } else if (isControl && event.key === 'c' && !hasSelection(this.#field)) {
      event.preventDefault();
      this.#events.onInterrupt();
    }
  };

  /** Pasted lines are sent one by one, as in a terminal; a field would join them. */
  readonly #handlePaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.getData('text') ?? '';
    if (!/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.#field;
    const text = value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? 0);
    const lines = text.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? '';
    for (const line of lines) this.#events.onLine(line);
    this.#field.value = rest;
  };
}

function createField(): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'text';
  field.setAttribute('aria-label', words().programInput);
  field.title = words().programInputKeys;
  field.autocomplete = 'off';
  field.autocapitalize = 'off';
  field.spellcheck = false;
  field.enterKeyHint = 'send';
  return field;
}

function createEndButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'program-input-end';
  button.setAttribute('aria-label', words().noMoreInput);
  button.title = words().noMoreInputTitle;
  // Shown by the style: text of the page's own must not be part of the output's text.
  button.dataset['text'] = words().endInput;
  return button;
}

function hasSelection(field: HTMLInputElement): boolean {
  return field.selectionStart !== field.selectionEnd;
}
