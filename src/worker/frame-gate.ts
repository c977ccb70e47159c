import type { Channel } from '../channel/channel';
import { GUEST_IN_FLIGHT, InFlight } from '../contract/flow-control';
import { abi, fail } from '../wasi/errno';
import { mapMaybe, type MaybePromise } from '../wasi/maybe-async';
import type { YieldClock } from './yield-clock';

interface FrameGateOptions {
  channel: Channel;
  clock: YieldClock;
  /** The guest is about to wait: what it wrote before has to be out. */
  onBlock: () => void;
}

/** Holds a guest back that sends frames faster than the page deals with them. */
export class FrameGate {
  readonly #options: FrameGateOptions;
  readonly #inFlight = new InFlight(GUEST_IN_FLIGHT);

  constructor(options: FrameGateOptions) {
    this.#options = options;
  }

  /**
   * Lets one more frame through, as soon as the page has caught up. `ECANCELED` tells Python to
   * look into the channel before it tries again: an interrupt waits there, or answers that have to
   * be read before it may ask for more. (As with output, CPython would retry after an `EINTR` by itself.)
   */
  admit(): MaybePromise<void> {
    const { channel, clock, onBlock } = this.#options;
    const { inbox } = channel;
    if (inbox.hasInterrupt || inbox.isFull) fail(abi.ERRNO_CANCELED);
    this.#inFlight.settle(inbox.takeFrameAcks());
    if (this.#inFlight.isFull) {
      if (inbox.hasFrame) fail(abi.ERRNO_CANCELED);
      onBlock();
      return mapMaybe(channel.waitForMessage(), () => {
        clock.restart();
        return this.admit();
      });
    }
    if (!clock.isDue()) return undefined;
    return mapMaybe(channel.yieldToMessages(), () => {
      clock.restart();
      if (inbox.hasInterrupt) fail(abi.ERRNO_CANCELED);
    });
  }

  /** A frame has gone out. */
  sent(byteCount: number): void {
    this.#inFlight.add(byteCount);
  }
}
