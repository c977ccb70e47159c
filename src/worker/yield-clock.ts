import type { ChannelKind } from '../contract/options';

/** How often a program that only writes or computes lets the page's messages in. */
const YIELD_EVERY_MS = {
  /** A turn of the event loop costs a tenth of a millisecond, and Stop is heard at the next one. */
  jspi: 20,
  /** A question to the service worker costs a few. */
  'service-worker': 50,
} satisfies Record<ChannelKind, number>;

/** When messages were last let in; shared by everything that a program can write to without end. */
export class YieldClock {
  readonly #nowMs: () => number;
  readonly #everyMs: number;
  #lastMs: number | undefined;

  constructor(nowMs: () => number, channel: ChannelKind) {
    this.#nowMs = nowMs;
    this.#everyMs = YIELD_EVERY_MS[channel];
  }

  /** Counts from the first write on: what the start takes is nobody's flood. */
  isDue(): boolean {
    const nowMs = this.#nowMs();
    this.#lastMs ??= nowMs;
    return nowMs - this.#lastMs >= this.#everyMs;
  }

  /** Messages have just been let in. */
  restart(): void {
    this.#lastMs = this.#nowMs();
  }
}
