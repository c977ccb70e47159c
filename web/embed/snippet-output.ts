import { OutputQueue } from './output-queue';

/** Colours and cursor moves of a terminal, which a snippet has not got. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;
/** The beginning of a sequence whose end comes with the next piece; a `\r` erases only when something follows it. */
// eslint-disable-next-line no-control-regex -- escape sequences are control characters
const CUT_ESCAPE = /(?:\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]{0,1000})?|\r+)$/;

/**
 * So much is laid out anew when something is added. A longer line is broken, on the screen only: engines are slow with
 * endless lines, and it is somebody else's page.
 */
const BLOCK_CHARACTERS = 4_096;
/** What it costs to lay out another stream's text counts as so many characters. */
const SPAN_CHARACTERS = 16;
/** Laid out in any case, as the end is in sight: it would move when it gets its true size. */
const RECENT_BLOCKS = 3;
const PIECES = /[^\n]{1,4096}\n?|\n/gu;

export type OutputKind = 'stdout' | 'stderr' | 'value' | 'notice';

/** What a program of a snippet prints: lines, of which `\r` begins the last one anew. */
export class SnippetOutput {
  readonly element = document.createElement('div');
  readonly #queue = new OutputQueue<OutputKind>({
    take: (text, kind) => {
      this.#show(text, kind);
    },
    around: (slice) => {
      this.#atEnd(slice);
    },
  });
  #held = '';
  /** The last one; each begins with a line, so that nothing is ever erased before it. */
  #block = createBlock();
  #blockLength = 0;
  /** By a class: a selector that counts from the end has all of them looked at when one is added. */
  #recent: HTMLElement[] = [];
  /** Of the last line. */
  #lineLength = 0;

  constructor(label: string) {
    this.element.className = 'output';
    this.element.role = 'log';
    this.element.ariaLabel = label;
    this.element.tabIndex = 0;
    this.clear();
  }

  clear(): void {
    this.#queue.clear();
    this.#held = '';
    this.element.replaceChildren();
    this.#recent = [];
    this.#startBlock();
    this.element.hidden = true;
    this.element.classList.remove('pictures');
  }

  write(text: string, kind: OutputKind): void {
    this.#queue.push(text, kind);
  }

  /** A line of the page's own, below everything. */
  writeLine(text: string, kind: OutputKind): void {
    this.#queue.act(() => {
      this.#endLine(kind);
      this.#append(`${text}\n`, kind);
    });
  }

  /** A picture of the program's: `source` is a data URL. */
  showImage(source: string, text: string): void {
    this.#queue.act(() => {
      this.#endLine('stdout');
      const image = document.createElement('img');
      image.alt = text;
      image.addEventListener('load', () => {
        this.element.scrollTop = this.element.scrollHeight;
      });
      image.src = source;
      this.element.hidden = false;
      this.element.classList.add('pictures');
      this.#block.append(image);
      this.#startBlock();
    });
  }

  /** Resolves when everything so far is on the page. */
  whenShown(): Promise<void> {
    return this.#queue.whenShown();
  }

  #show(text: string, kind: OutputKind): void {
    const whole = (this.#held + text).replace(ESCAPES, '');
    this.#held = CUT_ESCAPE.exec(whole)?.[0] ?? '';
    const shown = whole.slice(0, whole.length - this.#held.length).replace(/\r+\n/g, '\n');
    shown.split('\r').forEach((piece, index) => {
      if (index > 0) this.#eraseLine();
      this.#append(piece, kind);
    });
  }

  /** Whoever reads further up stays there. */
  #atEnd(change: () => void): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 24;
    change();
    if (isAtEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  #append(text: string, kind: OutputKind): void {
    if (text === '') return;
    this.element.hidden = false;
    if (this.#block.lastElementChild?.className !== kind) {
      this.#blockLength += SPAN_CHARACTERS;
      this.#lineLength += SPAN_CHARACTERS;
    }
    let held = '';
    for (const [piece] of text.matchAll(PIECES)) {
      held += piece;
      this.#blockLength += piece.length;
      this.#lineLength = piece.endsWith('\n') ? 0 : this.#lineLength + piece.length;
      if ((this.#lineLength || this.#blockLength) < BLOCK_CHARACTERS) continue;
      appendTo(this.#block, held, kind);
      this.#startBlock();
      held = '';
    }
    appendTo(this.#block, held, kind);
  }

  #startBlock(): void {
    this.#block = createBlock();
    this.#blockLength = this.#lineLength = 0;
    this.element.append(this.#block);
    this.#recent.push(this.#block);
    if (this.#recent.length > RECENT_BLOCKS) this.#recent.shift()?.classList.remove('recent');
  }

  #endLine(kind: OutputKind): void {
    const { textContent } = this.#block;
    if (textContent !== '' && !textContent.endsWith('\n')) this.#append('\n', kind);
  }

  #eraseLine(): void {
    this.#lineLength = 0;
    for (let last = this.#block.lastElementChild; last; last = this.#block.lastElementChild) {
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

function createBlock(): HTMLElement {
  const block = document.createElement('div');
  block.className = 'block recent';
  return block;
}

function appendTo(block: HTMLElement, text: string, kind: OutputKind): void {
  if (text === '') return;
  const last = block.lastElementChild;
  if (last?.className === kind && last.lastChild instanceof Text) last.lastChild.appendData(text);
  else {
    const span = document.createElement('span');
    span.className = kind;
    span.append(text);
    block.append(span);
  }
}
