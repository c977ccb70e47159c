/** Colours and cursor moves of a terminal, which a snippet has not got. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;
/** The beginning of a sequence whose end comes with the next piece. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const CUT_ESCAPE = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]{0,1000})?$/;

/**
 * So much is laid out anew when something is added. A longer line is broken, on the screen only: engines are slow with
 * endless lines, and it is somebody else's page.
 */
const BLOCK_CHARACTERS = 4_096;
const PIECES = /[^\n]{1,4096}\n?|\n/gu;

export type OutputKind = 'stdout' | 'stderr' | 'value' | 'notice';

/** What a program of a snippet prints: lines, of which `\r` begins the last one anew. */
export class SnippetOutput {
  readonly element = document.createElement('div');
  #held = '';
  /** Of the last block, and of its last line. */
  #blockLength = 0;
  #lineLength = 0;

  constructor(label: string) {
    this.element.className = 'output';
    this.element.role = 'log';
    this.element.ariaLabel = label;
    this.element.tabIndex = 0;
    this.element.hidden = true;
  }

  clear(): void {
    this.#held = '';
    this.#blockLength = this.#lineLength = 0;
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  write(text: string, kind: OutputKind): void {
    const whole = (this.#held + text).replace(ESCAPES, '');
    this.#held = CUT_ESCAPE.exec(whole)?.[0] ?? '';
    const shown = whole.slice(0, whole.length - this.#held.length).replaceAll('\r\n', '\n');
    shown.split('\r').forEach((piece, index) => {
      if (index > 0) this.#eraseLine();
      this.#append(piece, kind);
    });
  }

  /** A line of the page's own, below everything. */
  writeLine(text: string, kind: OutputKind): void {
    const { textContent } = this.element;
    if (textContent !== '' && !textContent.endsWith('\n')) this.#append('\n', kind);
    this.#append(`${text}\n`, kind);
  }

  #append(text: string, kind: OutputKind): void {
    if (text === '') return;
    this.element.hidden = false;
    const isAtEnd =
      this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 24;
    let held = '';
    for (const [piece] of text.matchAll(PIECES)) {
      held += piece;
      this.#blockLength += piece.length;
      this.#lineLength = piece.endsWith('\n') ? 0 : this.#lineLength + piece.length;
      if ((this.#lineLength || this.#blockLength) < BLOCK_CHARACTERS) continue;
      this.#put(held, kind);
      // What comes after it is a block of its own.
      this.element.append(document.createElement('div'));
      held = '';
      this.#blockLength = this.#lineLength = 0;
    }
    this.#put(held, kind);
    if (isAtEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  #put(text: string, kind: OutputKind): void {
    if (text === '') return;
    const last = this.element.lastElementChild;
    if (last?.className === kind && last.lastChild instanceof Text) last.lastChild.appendData(text);
    else {
      const span = document.createElement('span');
      span.className = kind;
      span.append(text);
      this.element.append(span);
    }
  }

  #eraseLine(): void {
    this.#lineLength = 0;
    for (let last = this.element.lastElementChild; last; last = this.element.lastElementChild) {
      const text = last.textContent;
      const newline = text.lastIndexOf('\n');
      if (newline !== -1) {
        last.textContent = text.slice(0, newline + 1);
        return;
      }
      last.remove();
    }
  }
}
