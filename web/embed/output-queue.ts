/** Work per slice; the page around a snippet needs the rest of the time for itself. */
const SLICE_MS = 6;
/** Text per slice, so that laying it out takes no longer than making it. */
const SLICE_CHARACTERS = 65_536;
const PAUSE_MS = 16;

export interface OutputQueueOptions<Kind> {
  /** Shows one piece. */
  take: (text: string, kind: Kind) => void;
  /** Around each slice: what it costs to look at the page is paid once for all of its pieces. */
  around: (slice: () => void) => void;
}

type Entry<Kind> = { text: string; kind: Kind } | (() => void);

/**
 * Spreads what programs print over time. A piece for each line would have the page laid out for each line, which kept a
 * page busy for half an hour when one wrote to stdout and stderr in turns.
 *
 * Timers and no animation frames: those sleep where nobody looks, and what a snippet printed is to be there all the same.
 */
export class OutputQueue<Kind> {
  readonly #options: OutputQueueOptions<Kind>;
  #entries: Entry<Kind>[] = [];
  /** Entries before it are shown; taking them out one by one would copy the rest each time. */
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];

  constructor(options: OutputQueueOptions<Kind>) {
    this.#options = options;
  }

  push(text: string, kind: Kind): void {
    const last = this.#next < this.#entries.length ? this.#entries.at(-1) : undefined;
    if (typeof last === 'object' && last.kind === kind && last.text.length < SLICE_CHARACTERS) {
      last.text += text;
    } else this.#entries.push({ text, kind });
    this.#schedule();
  }

  /** Does something else when everything before it is shown. */
  act(action: () => void): void {
    this.#entries.push(action);
    this.#schedule();
  }

  /** Forgets what is not yet shown. */
  clear(): void {
    this.#entries = [];
    this.#next = 0;
  }

  /** Resolves when everything so far is shown. */
  whenShown(): Promise<void> {
    if (this.#timer === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#options.around(() => {
        this.#showSlice();
      });
      if (this.#next < this.#entries.length) this.#schedule();
      else {
        this.clear();
        for (const resolve of this.#waiting.splice(0)) resolve();
      }
    }, PAUSE_MS);
  }

  #showSlice(): void {
    const end = performance.now() + SLICE_MS;
    let length = 0;
    for (let entry = this.#entries[this.#next]; entry; entry = this.#entries[this.#next]) {
      this.#next += 1;
      if (typeof entry === 'function') entry();
      else {
        length += entry.text.length;
        this.#options.take(entry.text, entry.kind);
      }
      if (length >= SLICE_CHARACTERS || performance.now() >= end) return;
    }
  }
}
