import { BlockWriter } from './block-writer';
import { FollowEnd } from './follow-end';
import { InputDesk } from './input-desk';
import { LiveRows } from './live-rows';
import { measureMaxLines } from './max-lines';
import { traceLineOf } from './run-nodes';
import { TerminalModel } from './terminal-model';
import { WriteQueue } from './write-queue';
import { words } from '../words/console';

/** Text kept on the page. Two bytes each at worst. */
const KEPT_CHARACTERS_MAX = 20_000_000;

/** More than this in one frame is nothing to read out; quiet for so long, and it is again. */
const SPOKEN_MAX_LENGTH = 2_000;
const QUIET_AFTER_FLOOD_MS = 1_000;

/** A new run clears the old output with its first words, or after this long without any. */
const CLEAR_DELAY_MS = 150;

export interface ConsoleEvents {
  onFollowChange: (isFollowing: boolean) => void;
  /** A line of a traceback was activated; `quoted` is what the traceback says that it holds. */
  onTraceLine: (line: number, quoted: string | null, file: string) => void;
  /** Ctrl+C in the program's input. */
  onInterrupt: () => void;
}

/** The output: a terminal drawn into `root`. Knows neither React nor Python. */
export class ConsoleView {
  readonly #root: HTMLElement;
  readonly #dropped = createPart('output-dropped');
  readonly #finished = createPart('output-finished');
  readonly #live = createPart('output-live');
  readonly #model = new TerminalModel();
  readonly #blocks: BlockWriter;
  readonly #rows: LiveRows;
  readonly #queue: WriteQueue;
  readonly #follow: FollowEnd;
  readonly #desk: InputDesk;
  readonly #events: ConsoleEvents;
  #clearTimer: ReturnType<typeof setTimeout> | undefined;
  #hushTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, events: ConsoleEvents) {
    this.#root = root;
    this.#events = events;
    root.replaceChildren(this.#dropped, this.#finished, this.#live);
    this.#blocks = new BlockWriter(this.#finished, {
      charactersMax: KEPT_CHARACTERS_MAX,
      measureMaxLines: () => measureMaxLines(root),
    });
    this.#rows = new LiveRows(this.#live);
    this.#queue = new WriteQueue({
      consume: (text, kind, startsLine) => {
        if (startsLine) this.#model.startLine();
        this.#model.write(text, kind);
        if (text.length > SPOKEN_MAX_LENGTH) this.#hush();
        this.#takeChanges();
      },
      place: (element, length) => {
        this.#model.finishRows();
        this.#takeChanges();
        this.#blocks.place(element, length);
      },
      show: () => {
        this.#show();
      },
    });
    this.#follow = new FollowEnd(root, [this.#finished, this.#live], events.onFollowChange);
    this.#desk = new InputDesk({
      findPlace: () => this.#rows.last,
      echo: (line) => void this.#queue.push(`${line}\n`, 'input'),
      onInterrupt: events.onInterrupt,
      restingPlace: root,
    });
    root.addEventListener('click', this.#handleClick);
    root.addEventListener('copy', this.#handleCopy);
    root.addEventListener('keydown', this.#handleKey);
    this.#show();
  }

  /** Shows text of the program. A returned promise asks the writer to wait. */
  write(text: string, kind: 'stdout' | 'stderr'): Promise<void> | undefined {
    this.#clearNowIfDue();
    return this.#queue.push(text, kind);
  }

  /** Shows a line of the page's own, below everything: a value, a result or a notice. */
  writeLine(text: string, kind: 'stdout' | 'result' | 'notice'): Promise<void> | undefined {
    this.#clearNowIfDue();
    return this.#queue.push(`${text}\n`, kind, true);
  }

  /** Shows something that is not text and takes as long as `length` characters of it. */
  place(element: HTMLElement, length: number): Promise<void> | undefined {
    this.#clearNowIfDue();
    return this.#queue.pushElement(element, length);
  }

  /** Answers `input()`. Resolves with null at end of file or when `signal` aborts. */
  async ask(signal: AbortSignal, shouldFocus: boolean): Promise<string | null> {
    this.#clearNowIfDue();
    await this.#queue.whenShown();
    if (signal.aborted) return null;
    const answer = this.#desk.ask(signal, shouldFocus);
    this.#follow.jumpToEnd();
    return answer;
  }

  /** A new run: its first output replaces the old one, without a flash of nothing between. */
  startRun(): void {
    this.#desk.reset();
    this.#follow.jumpToEnd();
    clearTimeout(this.#clearTimer);
    this.#clearTimer = setTimeout(() => {
      this.#clearNowIfDue();
    }, CLEAR_DELAY_MS);
  }

  /** An entry of the console, as it was typed. */
  startEntry(source: string): void {
    this.#clearNowIfDue();
    this.#desk.reset();
    this.#follow.jumpToEnd();
    const lines = source.replace(/\n+$/, '').split('\n');
    const echo = lines.map((line, index) => `${index === 0 ? '>>>' : '...'} ${line}\n`).join('');
    void this.#queue.push(echo, 'input', true);
  }

  /** Something else that goes on below what is there. */
  startPart(title: string): void {
    this.#clearNowIfDue();
    this.#desk.reset();
    this.#follow.jumpToEnd();
    if (title !== '') void this.#queue.push(`${title}\n`, 'notice', true);
  }

  /** A line that answers the program's question, and nobody typed. */
  echo(line: string): void {
    this.#clearNowIfDue();
    void this.#queue.push(`${line}\n`, 'input');
  }

  /** As if somebody had typed the line; nothing happens unless the program asks. */
  type(line: string): void {
    this.#desk.type(line);
  }

  /** While the program asks, its question stays: an answer without one is a riddle. */
  clear(): void {
    clearTimeout(this.#clearTimer);
    this.#clearTimer = undefined;
    this.#queue.clear();
    if (this.#desk.isAsking) this.#model.clearAboveLastRow();
    else this.#model.clear();
    this.#desk.focus();
    this.#follow.jumpToEnd();
  }

  jumpToEnd(): void {
    this.#follow.jumpToEnd();
  }

  focusInput(): void {
    this.#desk.focus();
  }

  dispose(): void {
    clearTimeout(this.#clearTimer);
    clearTimeout(this.#hushTimer);
    this.#queue.dispose();
    this.#follow.dispose();
    this.#root.removeEventListener('click', this.#handleClick);
    this.#root.removeEventListener('copy', this.#handleCopy);
    this.#root.removeEventListener('keydown', this.#handleKey);
    this.#root.replaceChildren();
  }

  #clearNowIfDue(): void {
    if (this.#clearTimer !== undefined) this.clear();
  }

  #takeChanges(): void {
    const { cleared, committed } = this.#model.takeChanges();
    if (cleared) this.#blocks.clear();
    this.#blocks.append(committed);
  }

  #show(): void {
    this.#takeChanges();
    this.#rows.draw(this.#model.rows);
    this.#desk.place();
    this.#showDropped(this.#blocks.droppedLines);
    this.#showEmpty();
    this.#follow.keepUp();
    this.#blocks.settle();
  }

  /** Not left to a :has() selector: engines would search all the output for it in every frame. */
  #showEmpty(): void {
    const [first, ...others] = this.#model.rows;
    const hasText = first?.isEmpty === false || others.length > 0 || this.#blocks.hasText;
    this.#root.toggleAttribute('data-empty', !hasText && !this.#desk.isAsking);
  }

  #showDropped(lines: number): void {
    const notice = lines === 0 ? '' : words().linesDropped(lines);
    // In an attribute and drawn by the style sheet: it is not the program's text.
    this.#dropped.dataset['notice'] = notice;
    this.#dropped.hidden = lines === 0;
  }

  /** A screen reader must not be made to read a flood line by line. */
  #hush(): void {
    clearTimeout(this.#hushTimer);
    this.#root.ariaLive = 'off';
    this.#hushTimer = setTimeout(() => {
      this.#root.ariaLive = null;
    }, QUIET_AFTER_FLOOD_MS);
  }

  readonly #handleClick = (event: MouseEvent): void => {
    const place = traceLineOf(event.target);
    if (place !== null) this.#events.onTraceLine(place.line, place.quoted, place.file);
    // A click into the empty part goes where typing makes sense; a selection is left alone.
    else if (event.target === this.#root && document.getSelection()?.isCollapsed !== false) {
      this.#desk.focus();
    }
  };

  /** "Select all" in the output means the output. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    const isSelectAll = (event.ctrlKey || event.metaKey) && event.key === 'a';
    if (!isSelectAll || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    document.getSelection()?.selectAllChildren(this.#root);
  };

  /** The browser would put line breaks between blocks that the program never wrote. */
  readonly #handleCopy = (event: ClipboardEvent): void => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || event.target instanceof HTMLInputElement) return;
    const text = selection.getRangeAt(0).cloneContents().textContent;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
}

function createPart(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
