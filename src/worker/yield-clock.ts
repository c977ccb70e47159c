/** How often a program that only writes lets the page's messages in. */
const YIELD_EVERY_MS = 50;

/** When messages were last let in; shared by everything that a program can write to without end. */
export class YieldClock {
  readonly #nowMs: () => number;
  #lastMs: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Counts from the first write on: what the start takes is nobody's flood. */
  isDue(): boolean {
    const nowMs = this.#nowMs();
    this.#lastMs ??= nowMs;
    return nowMs - this.#lastMs >= YIELD_EVERY_MS;
  }

  /** Messages have just been let in. */
  restart(): void {
    this.#lastMs = this.#nowMs();
  }
}
