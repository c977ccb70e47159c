import type { Channel } from '../channel/channel';
import { mapMaybe, type MaybePromise } from '../wasi/maybe-async';

const NO_SIGNAL = 0;
/** SIGUSR1 of wasi-libc: its handler, `Channel.let_in` in runtime-assets/_goru, looks into the channel. */
const LOOK_INTO_CHANNEL = 10;

interface TickOptions {
  channel: Channel;
  clock: { isDue: () => boolean; restart: () => void };
  /** Messages are let in: a good moment for what waits to go out. */
  onYield: () => void;
}

/**
 * `goru.tick`, which our own interpreter calls every few thousand jumps and function entries; what
 * it answers is a signal for Python, or 0. That is how Stop reaches code that only computes.
 */
export function createTick({ channel, clock, onYield }: TickOptions): () => MaybePromise<number> {
  const { inbox } = channel;
  const answer = (): number => (inbox.hasInterrupt ? LOOK_INTO_CHANNEL : NO_SIGNAL);
  return () => {
    if (!clock.isDue()) return answer();
    onYield();
    return mapMaybe(channel.yieldToMessages(), () => {
      clock.restart();
      return answer();
    });
  };
}
