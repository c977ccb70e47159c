/** Pieces of output on their way to the screen. */
type Write = (text: string, kind: 'stdout' | 'stderr') => Promise<void> | undefined;

const REPORT_START = /Traceback \(most recent call last\):\n|^KeyboardInterrupt\b/m;
/** What such a report ends with; a program's own text behind it would be something else. */
const REPORT_END = /(?:^|\n)KeyboardInterrupt(?::.*)?\n?$/;
const FRAME = /File "main\.py", line (\d+).*\n(?: {4}(?! )(.*))?/g;

/** The longest traceback Python sends is shorter. */
const HELD_MAX_LENGTH = 1_100_000;

/**
 * Python reports what Stop did as the error `KeyboardInterrupt`, which frightens people who meant
 * it. After `hold` what may be that report is kept back until the run's end tells.
 */
export class StopReport {
  readonly #write: Write;
  #isHolding = false;
  #held = '';

  constructor(write: Write) {
    this.#write = write;
  }

  hold(): void {
    this.#isHolding = true;
  }

  take(text: string, kind: 'stdout' | 'stderr'): Promise<void> | undefined {
    if (!this.#isHolding) return this.#write(text, kind);
    if (kind === 'stdout') {
      this.pass();
      return this.#write(text, kind);
    }
    const all = this.#held + text;
    const start = all.length > HELD_MAX_LENGTH ? -1 : all.search(REPORT_START);
    this.#held = start === -1 ? '' : all.slice(start);
    const shown = start === -1 ? all : all.slice(0, start);
    return shown === '' ? undefined : this.#write(shown, kind);
  }

  /** Something else of the program's comes now: what is held was no report, and stays before it. */
  pass(): void {
    const isHolding = this.#isHolding;
    this.release();
    this.#isHolding = isHolding;
  }

  /** It was an ordinary error, or nothing at all. */
  release(): void {
    this.#isHolding = false;
    const held = this.#held;
    this.#held = '';
    if (held !== '') void this.#write(held, 'stderr');
  }

  /** It was the report: the line of the program `source` where it was stopped, if it names one. */
  drop(source: string): number | null {
    const held = this.#held;
    if (!REPORT_END.test(held)) {
      this.release();
      return null;
    }
    this.#held = '';
    this.#isHolding = false;
    return innermostLine(held, source);
  }
}

/** Functions of earlier runs have line numbers, too: only what quotes `source` is meant. */
function innermostLine(report: string, source: string): number | null {
  const lines = source.split('\n');
  const numbers = [...report.matchAll(FRAME)]
    .map(([, line, quoted]) => ({ line: Number(line), quoted }))
    .filter(({ line, quoted }) => lines[line - 1]?.trim() === (quoted ?? lines[line - 1])?.trim());
  return numbers.at(-1)?.line ?? null;
}
