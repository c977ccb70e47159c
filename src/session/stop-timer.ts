/** A program that heeds an interrupt, or may just not have got to it, has so long in all. */
const PATIENCE_MS = 900;
/**
 * Once the program is over nothing but its report is missing, which is our own code: the first one
 * imports a good deal. A guest can claim to be there, so it is given this once.
 */
const REPORT_MS = 5_000;

interface StopTimerOptions {
  /** No sign of life after this long means busy code. */
  heedMs: number;
  /** The interpreter has to be replaced. */
  onGiveUp: () => void;
}

/** How long a program may take to stop, by what is known of it since it was asked to. */
export class StopTimer {
  readonly #options: StopTimerOptions;
  #timer: ReturnType<typeof setTimeout>;
  #isHeard = false;
  #isExtended = false;
  #heedCount = 0;

  constructor(options: StopTimerOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => {
      if (this.#isHeard) this.#extend();
      else options.onGiveUp();
    }, options.heedMs);
  }

  /**
   * The interrupt has reached a worker that waits. Python is not busy, it only has not been given
   * the time yet: on a machine with too much to do that takes longer than `heedMs`.
   */
  heard(): void {
    this.#isHeard = true;
  }

  /**
   * First: `KeyboardInterrupt` is on its way, from here the program may clean up. Then: the program
   * is over.
   */
  heeded(): void {
    this.#isHeard = true;
    this.#heedCount += 1;
    if (this.#heedCount === 1 && this.#isExtended) this.#extend();
    if (this.#heedCount === 2) this.#restart(REPORT_MS);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#heedCount = Infinity;
  }

  #extend(): void {
    this.#isExtended = true;
    this.#restart(PATIENCE_MS - this.#options.heedMs);
  }

  #restart(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#options.onGiveUp, delayMs);
  }
}
