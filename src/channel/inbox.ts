import {
  Acknowledgements,
  type FrameCount,
  HOST_IN_FLIGHT,
  InFlight,
} from '../contract/flow-control';
import type { ControlMessage, FrameKind, InboundMessage } from '../contract/worker-messages';

interface WaitingFrame {
  bytes: Uint8Array<ArrayBuffer>;
  kind: FrameKind;
  isFromPage: boolean;
}

/** What the page has sent and the guest has not taken yet. */
export class Inbox {
  readonly #frames: WaitingFrame[] = [];
  readonly #unread = new InFlight(HOST_IN_FLIGHT);
  readonly #taken = new Acknowledgements(HOST_IN_FLIGHT);
  #interruptCount = 0;
  #ackedBytes = 0;
  #ackedFrames: FrameCount = { frameCount: 0, byteCount: 0 };
  /** Takes what is not for the guest, at the moment it arrives. */
  onControl: (message: ControlMessage) => void = () => undefined;
  /** Called after every message. */
  onPush: () => void = () => undefined;
  /** The guest has read so many of the page's frames that the page should be told. */
  onTaken: (taken: FrameCount) => void = () => undefined;

  /** The guest gets a frame of this kind. */
  onHandOut: (kind: FrameKind) => void = () => undefined;

  push(message: InboundMessage): void {
    this.#file(message);
    this.onPush();
  }

  /** A frame for the guest that this thread has made. */
  pushOwn(bytes: Uint8Array<ArrayBuffer>): void {
    this.#pushFrame({ bytes, kind: 'other', isFromPage: false });
    this.onPush();
  }

  #file(message: InboundMessage): void {
    if (message.type === 'frame') {
      this.#pushFrame({ ...message, isFromPage: true });
    } else if (message.type === 'output-ack') {
      this.#ackedBytes += message.byteCount;
    } else if (message.type === 'frame-ack') {
      this.#ackedFrames.frameCount += message.frameCount;
      this.#ackedFrames.byteCount += message.byteCount;
    } else {
      this.onControl(message);
    }
  }

  #pushFrame(frame: WaitingFrame): void {
    this.#unread.add(frame.bytes.length);
    if (frame.kind === 'interrupt') {
      // Stop overtakes everything that waits.
      this.#frames.unshift(frame);
      this.#interruptCount += 1;
    } else {
      this.#frames.push(frame);
    }
  }

  get hasFrame(): boolean {
    return this.#frames.length > 0;
  }

  get hasInterrupt(): boolean {
    return this.#interruptCount > 0;
  }

  /** True when the guest has left so much unread that it should ask for no more. */
  get isFull(): boolean {
    return this.#unread.isFull;
  }

  /** Output bytes that the page has dealt with since the worker began. */
  get ackedBytes(): number {
    return this.#ackedBytes;
  }

  /** The guest's frames that the page has dealt with since this was asked last. */
  takeFrameAcks(): FrameCount {
    const acked = this.#ackedFrames;
    this.#ackedFrames = { frameCount: 0, byteCount: 0 };
    return acked;
  }

  takeFrame(): Uint8Array<ArrayBuffer> | undefined {
    const frame = this.#frames.shift();
    if (frame === undefined) return undefined;
    const { bytes, kind, isFromPage } = frame;
    if (kind === 'interrupt') this.#interruptCount -= 1;
    this.#unread.settle({ frameCount: 1, byteCount: bytes.length });
    const taken = isFromPage ? this.#taken.add(bytes.length) : undefined;
    if (taken !== undefined) this.onTaken(taken);
    this.onHandOut(kind);
    return bytes;
  }
}
