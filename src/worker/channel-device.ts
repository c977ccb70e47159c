import type { Channel } from '../channel/channel';
import { abi, fail } from '../wasi/errno';
import type { Fd } from '../wasi/fd';
import type { Blocker } from '../wasi/poll';
import { type DeviceNode, nextIno, type NodeStat } from '../wasi/filesystem';
import { mapMaybe, type MaybePromise } from '../wasi/maybe-async';
import { CharacterDeviceFd } from './character-device';
import { FrameGate } from './frame-gate';
import type { YieldClock } from './yield-clock';

/** A frame is malformed, says too much, has gone to the page, or was dealt with on this thread. */
export type FrameFate = 'refused' | 'too-large' | 'sent' | 'dealt-with';

interface ChannelDeviceOptions {
  channel: Channel;
  blocker: Blocker;
  clock: YieldClock;
  maxFrameBytes: number;
  /** Takes one whole frame and tells what became of it. */
  onFrame: (bytes: Uint8Array<ArrayBuffer>) => FrameFate;
  /** The guest is about to wait: what it wrote before has to be out. */
  onBlock: () => void;
  /** It does nothing any more until a frame comes. */
  onRest: () => void;
}

/** `/host/channel`: one conversation, which belongs to whoever opens it first. */
export class ChannelDevice implements DeviceNode {
  readonly kind = 'device';
  readonly ino = nextIno();
  readonly #options: ChannelDeviceOptions;
  #isOpen = false;

  constructor(options: ChannelDeviceOptions) {
    this.#options = options;
  }

  stat(): NodeStat {
    return { ino: this.ino, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }

  setTimes(): void {
    fail(abi.ERRNO_PERM);
  }

  /** Python's driver opens it at boot, so a program never gets it by its name. */
  open(): Fd {
    if (this.#isOpen) fail(abi.ERRNO_PERM);
    this.#isOpen = true;
    return new ChannelFd(this.#options);
  }
}

class ChannelFd extends CharacterDeviceFd {
  readonly #options: ChannelDeviceOptions;
  readonly #gate: FrameGate;
  /** The part of a frame that did not fit into the last read. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(options: ChannelDeviceOptions) {
    super();
    this.#options = options;
    this.#gate = new FrameGate(options);
  }

  override readable(): boolean {
    return this.#rest.length > 0 || this.#options.channel.inbox.hasFrame;
  }

  override read(buffers: readonly Uint8Array[]): MaybePromise<number> {
    if (this.readable()) return this.#take(buffers);
    this.#options.onBlock();
    this.#options.onRest();
    const wait = this.#options.blocker.wait({ timeoutMs: null, inbox: true });
    return mapMaybe(wait, () => {
      this.#options.clock.restart();
      return this.#take(buffers);
    });
  }

  #take(buffers: readonly Uint8Array[]): number {
    if (this.#rest.length === 0) {
      this.#rest = this.#options.channel.inbox.takeFrame() ?? this.#rest;
    }
    let total = 0;
    for (const buffer of buffers) {
      const part = this.#rest.subarray(0, buffer.length);
      buffer.set(part);
      this.#rest = this.#rest.subarray(part.length);
      total += part.length;
    }
    return total;
  }

  override write(buffers: readonly Uint8Array[]): MaybePromise<number> {
    const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    if (total > this.#options.maxFrameBytes) fail(abi.ERRNO_MSGSIZE);
    return mapMaybe(this.#gate.admit(), () => this.#send(buffers, total));
  }

  #send(buffers: readonly Uint8Array[], total: number): number {
    const frame = new Uint8Array(total);
    let at = 0;
    for (const buffer of buffers) {
      frame.set(buffer, at);
      at += buffer.length;
    }
    const fate = this.#options.onFrame(frame);
    if (fate === 'refused') fail(abi.ERRNO_INVAL);
    if (fate === 'too-large') fail(abi.ERRNO_MSGSIZE);
    if (fate === 'sent') this.#gate.sent(total);
    return total;
  }
}
