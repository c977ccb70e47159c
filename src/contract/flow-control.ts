/**
 * Back-pressure of the frames, in both directions: a sender counts what the other side has not
 * dealt with, and the other side tells from time to time what it has. An acknowledgement is due
 * long before a sender has to wait, so an ordinary host call costs none.
 */

/** Frames, and how many bytes they are together. */
export interface FrameCount {
  frameCount: number;
  byteCount: number;
}

/** What the page may owe an acknowledgement for before the guest has to wait. */
export const GUEST_IN_FLIGHT: FrameCount = { frameCount: 1_000, byteCount: 4 * 1024 * 1024 };
/** What the guest may leave unread before the page answers no more of its calls. */
export const HOST_IN_FLIGHT: FrameCount = { frameCount: 1_000, byteCount: 16 * 1024 * 1024 };

/** Acknowledgements come when so much of a limit is used. */
const DUE_SHARE = 1 / 4;

/** The sender's side. One frame is always allowed, however large it is. */
export class InFlight {
  readonly #limit: FrameCount;
  #frameCount = 0;
  #byteCount = 0;

  constructor(limit: FrameCount) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#frameCount >= this.#limit.frameCount || this.#byteCount >= this.#limit.byteCount;
  }

  add(byteCount: number): void {
    this.#frameCount += 1;
    this.#byteCount += byteCount;
  }

  settle({ frameCount, byteCount }: FrameCount): void {
    this.#frameCount -= frameCount;
    this.#byteCount -= byteCount;
  }
}

/** The receiver's side. */
export class Acknowledgements {
  readonly #limit: FrameCount;
  #frameCount = 0;
  #byteCount = 0;

  /** `limit` is the sender's. */
  constructor(limit: FrameCount) {
    this.#limit = limit;
  }

  /** One frame has been dealt with; answers what to tell the sender, when that is due. */
  add(bytes: number): FrameCount | undefined {
    this.#frameCount += 1;
    this.#byteCount += bytes;
    const isDue =
      this.#frameCount >= this.#limit.frameCount * DUE_SHARE
      || this.#byteCount >= this.#limit.byteCount * DUE_SHARE;
    if (!isDue) return undefined;
    const due = { frameCount: this.#frameCount, byteCount: this.#byteCount };
    this.#frameCount = 0;
    this.#byteCount = 0;
    return due;
  }
}
