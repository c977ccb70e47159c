/** Colours and cursor moves of a terminal, which a snippet has not got. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;
/** The beginning of a sequence whose end comes with the next piece. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const CUT_ESCAPE = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]{0,1000})?$/;

/** A longer line is broken here, on the screen only: engines are slow with endless lines, and it is somebody else's page. */
const LINE_CHARACTERS_MAX = 4_096;
/** What is laid out anew when something is added. */
const BLOCK_CHARACTERS = 16_384;

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
    let start = 0;
    for (let at = 0; at < text.length;) {
      const newline = text.indexOf('\n', at);
      const lineEnd = newline === -1 ? text.length : newline + 1;
      const end = endOfPiece(text, at, Math.min(lineEnd, at + LINE_CHARACTERS_MAX - this.#lineLength)); // prettier-ignore
      const isLineOver = end === newline + 1;
      this.#blockLength += end - at;
      this.#lineLength = isLineOver ? 0 : this.#lineLength + end - at;
      at = end;
      const isFull = isLineOver
        ? this.#blockLength >= BLOCK_CHARACTERS
        : this.#lineLength >= LINE_CHARACTERS_MAX - 1;
      if (!isFull) continue;
      this.#put(text.slice(start, end), kind);
      // What comes after it is a block of its own.
      this.element.append(document.createElement('div'));
      this.#blockLength = this.#lineLength = 0;
      start = end;
    }
    this.#put(text.slice(start), kind);
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

/** A character of two halves stays whole. */
function endOfPiece(text: string, start: number, end: number): number {
  const isCut = end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return isCut && end - 1 > start ? end - 1 : end;
}
