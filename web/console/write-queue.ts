import type { OutputKind } from './terminal-style';

/** Work per frame. The browser needs the rest of the 16 ms for painting and for the person. */
const FRAME_BUDGET_MS = 6;
/**
 * Text per frame: showing it lays it out, which costs more than handing it over and cannot be
 * split. How much it costs depends on the text and on what else the machine does, so what one frame
 * took decides what the next one gets.
 */
const FRAME_MAX_LENGTH = 131_072;
const FRAME_MIN_LENGTH = 8_192;
const FRAME_TOO_LONG_MS = 14;
/** `requestAnimationFrame` sleeps in a hidden tab; this timer does not. */
const HIDDEN_TAB_DELAY_MS = 120;
/** Browsers let that timer fire once a second, so there is more to do each time. */
const HIDDEN_TAB_SHARE = 16;
/** Small enough that one piece never overruns the budget by much. */
const PIECE_MAX_LENGTH = 8_192;
/** Waiting text beyond this slows the program down. */
const BACKLOG_MAX_LENGTH = 262_144;

interface TextEntry {
  text: string;
  kind: OutputKind;
  /** Begins on a line of its own, whatever was printed before. */
  startsLine: boolean;
}

interface ElementEntry {
  element: HTMLElement;
  /** How much text it counts as. */
  length: number;
}

type Entry = TextEntry | ElementEntry;

export interface WriteQueueOptions {
  /** Takes one piece of text. */
  consume: (text: string, kind: OutputKind, startsLine: boolean) => void;
  /** Takes something that is not text. */
  place: (element: HTMLElement, length: number) => void;
  /** Shows what was consumed; called once per frame. */
  show: () => void;
}

/** Spreads writes over frames, so that no flood of output can freeze the page. */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  #entries: Entry[] = [];
  #offset = 0;
  #backlog = 0;
  #room = FRAME_MAX_LENGTH / 4;
  #waiting: (() => void)[] = [];
  #idle: (() => void)[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
  }

  /** Returns a promise when the writer should wait until more has been shown. */
  push(text: string, kind: OutputKind, startsLine = false): Promise<void> | undefined {
    const last = this.#entries.at(-1);
    // Programs print in crumbs: a queue of crumbs would cost more than their text.
    const isText = last !== undefined && 'text' in last && last.kind === kind;
    if (isText && last.text.length < PIECE_MAX_LENGTH && !startsLine) last.text += text;
    else if (text !== '') this.#entries.push({ text, kind, startsLine });
    return this.#added(text.length);
  }

  /** The same for something that is not text and takes as long as `length` characters. */
  pushElement(element: HTMLElement, length: number): Promise<void> | undefined {
    this.#entries.push({ element, length });
    return this.#added(length);
  }

  #added(length: number): Promise<void> | undefined {
    this.#backlog += length;
    this.#schedule();
    if (this.#backlog <= BACKLOG_MAX_LENGTH) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when everything pushed so far is on the screen. */
  whenShown(): Promise<void> {
    if (!this.#isScheduled) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Forgets what has not been shown. */
  clear(): void {
    this.#entries = [];
    this.#offset = 0;
    this.#backlog = 0;
    this.#schedule();
  }

  dispose(): void {
    this.clear();
    this.#cancel();
    this.#release();
  }

  get #isScheduled(): boolean {
    return this.#timer !== undefined;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#frame = requestAnimationFrame(this.#flush);
    this.#timer = setTimeout(this.#flush, HIDDEN_TAB_DELAY_MS);
  }

  #cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #flush = (): void => {
    this.#cancel();
    const share = document.visibilityState === 'hidden' ? HIDDEN_TAB_SHARE : 1;
    const start = performance.now();
    const end = start + FRAME_BUDGET_MS * share;
    const room = this.#room * share;
    let length = 0;
    do length += this.#consumePiece();
    while (this.#entries.length > 0 && length < room && performance.now() < end);
    this.#options.show();
    if (share === 1) this.#adapt(length, performance.now() - start);
    if (this.#entries.length > 0) this.#schedule();
    this.#release();
  };

  #adapt(length: number, tookMs: number): void {
    if (tookMs > FRAME_TOO_LONG_MS) {
      this.#room = Math.max(FRAME_MIN_LENGTH, Math.min(length, this.#room) / 2);
    } else if (length >= this.#room) {
      this.#room = Math.min(FRAME_MAX_LENGTH, this.#room * 1.25);
    }
  }

  /** Returns how much it took. */
  #consumePiece(): number {
    const entry = this.#entries[0];
    if (!entry) return 0;
    if ('element' in entry) {
      this.#entries.shift();
      this.#backlog -= entry.length;
      this.#options.place(entry.element, entry.length);
      return entry.length;
    }
    let end = this.#offset + PIECE_MAX_LENGTH;
    if (/[\ud800-\udbff]/.test(entry.text.charAt(end - 1))) end += 1;
    const piece = entry.text.slice(this.#offset, end);
    const startsLine = entry.startsLine && this.#offset === 0;
    this.#offset = end;
    this.#backlog -= piece.length;
    if (end >= entry.text.length) {
      this.#entries.shift();
      this.#offset = 0;
    }
    this.#options.consume(piece, entry.kind, startsLine);
    return piece.length;
  }

  #release(): void {
    if (this.#backlog <= BACKLOG_MAX_LENGTH) {
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
    if (this.#entries.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
