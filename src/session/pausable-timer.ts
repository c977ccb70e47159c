/** A time limit that stands still while the program waits for a person. */
export class PausableTimer {
  #leftMs: number;
  #startedMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onEnd: () => void;

  /** `limitMs` 0 means no limit. */
  constructor(limitMs: number, onEnd: () => void) {
    this.#leftMs = limitMs === 0 ? Infinity : limitMs;
    this.#onEnd = onEnd;
  }

  start(): void {
    if (this.#startedMs !== undefined) return;
    this.#startedMs = performance.now();
    // Browsers take at most 24.8 days; nobody waits longer.
    if (this.#leftMs < 2 ** 31) this.#timer = setTimeout(this.#onEnd, this.#leftMs);
  }

  pause(): void {
    if (this.#startedMs === undefined) return;
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#startedMs;
    this.#startedMs = undefined;
  }
}
