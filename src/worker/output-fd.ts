import type { Channel } from '../channel/channel';
import type { OutputPiece } from '../contract/worker-messages';
import { abi, fail } from '../wasi/errno';
import { isPromise, mapMaybe, type MaybePromise } from '../wasi/maybe-async';
import { CharacterDeviceFd } from './character-device';
import type { OutputPump } from './output-pump';
import type { YieldClock } from './yield-clock';

/** Standard output or error. */
export class OutputFd extends CharacterDeviceFd {
  readonly #stream: OutputPiece['stream'];
  readonly #pump: OutputPump;
  readonly #channel: Channel;
  readonly #clock: YieldClock;

  constructor(options: {
    stream: OutputPiece['stream'];
    pump: OutputPump;
    channel: Channel;
    clock: YieldClock;
  }) {
    super();
    this.#stream = options.stream;
    this.#pump = options.pump;
    this.#channel = options.channel;
    this.#clock = options.clock;
  }

  /**
   * `ECANCELED` tells Python that an interrupt waits in the channel; nothing was written. POSIX
   * would say `EINTR`, but CPython retries that without looking anywhere.
   */
  override write(buffers: readonly Uint8Array[]): MaybePromise<number> {
    if (this.#channel.inbox.hasInterrupt) fail(abi.ERRNO_CANCELED);
    let total = 0;
    for (const buffer of buffers) {
      // The same megabytes may be in here a thousand times: what a page that is behind gets next is the next call's.
      if (total > 0 && this.#pump.isClogged(this.#channel.inbox.ackedBytes)) break;
      // A copy: the guest's memory is reused as soon as we return.
      this.#pump.push(this.#stream, new Uint8Array(buffer));
      total += buffer.length;
    }
    const wait = this.#letMessagesIn();
    return isPromise(wait) ? wait.then(() => total) : total;
  }

  #letMessagesIn(): MaybePromise<void> {
    const { inbox } = this.#channel;
    if (this.#pump.isClogged(inbox.ackedBytes)) return this.#waitForPage();
    if (!this.#clock.isDue()) return undefined;
    return mapMaybe(this.#channel.yieldToMessages(), () => {
      this.#clock.restart();
    });
  }

  #waitForPage(): MaybePromise<void> {
    this.#pump.flush();
    return mapMaybe(this.#channel.waitForMessage(), () => {
      this.#clock.restart();
      const { inbox } = this.#channel;
      return !inbox.hasInterrupt && this.#pump.isClogged(inbox.ackedBytes)
        ? this.#waitForPage()
        : undefined;
    });
  }
}
