import { joinBytes } from '../contract/join-bytes';
import type { OutputPiece } from '../contract/worker-messages';

/** Small writes go out at once until this many were sent in quick succession … */
const BURST_MESSAGES = 1_000;
/** … and from then on in batches: so many messages a millisecond, or one that is this big. */
const REFILL_PER_MS = 0.5;
const BATCH_BYTES = 128 * 1024;
/** Bytes the page may owe an acknowledgement for before the program has to wait. */
const MAX_IN_FLIGHT_BYTES = 1024 * 1024;

interface PumpOptions {
  send: (pieces: readonly OutputPiece[]) => void;
  nowMs: () => number;
}

/**
 * Carries output to the page. A busy interpreter leaves no chance for timers, so a lone `print`
 * is sent immediately; only a sustained flood is batched.
 */
export class OutputPump {
  readonly #options: PumpOptions;
  #pending: OutputPiece[] = [];
  #pendingBytes = 0;
  #sentBytes = 0;
  #tokens = BURST_MESSAGES;
  #lastRefillMs: number;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#lastRefillMs = options.nowMs();
  }

  /** Takes bytes that are already a copy of the guest's. */
  push(stream: OutputPiece['stream'], bytes: Uint8Array<ArrayBuffer>): void {
    this.#pending.push({ stream, bytes });
    this.#pendingBytes += bytes.length;
    this.#refill();
    if (this.#tokens >= 1 || this.#pendingBytes >= BATCH_BYTES) this.flush();
  }

  /** Sends what is pending; called whenever the guest is about to wait. */
  flush(): void {
    if (this.#pending.length === 0) return;
    this.#options.send(merge(this.#pending));
    this.#sentBytes += this.#pendingBytes;
    this.#tokens = Math.max(0, this.#tokens - 1);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #refill(): void {
    const nowMs = this.#options.nowMs();
    const gained = (nowMs - this.#lastRefillMs) * REFILL_PER_MS;
    this.#tokens = Math.min(BURST_MESSAGES, this.#tokens + gained);
    this.#lastRefillMs = nowMs;
  }

  /** True when the page is so far behind that the program has to wait for it. */
  isClogged(ackedBytes: number): boolean {
    return this.#sentBytes - ackedBytes > MAX_IN_FLIGHT_BYTES;
  }
}

/** Joins neighbours of one stream: a thousand lines become one message part. */
function merge(pieces: readonly OutputPiece[]): OutputPiece[] {
  const merged: OutputPiece[] = [];
  let group: OutputPiece[] = [];
  const closeGroup = (): void => {
    const [first] = group;
    if (first === undefined) return;
    const bytes = group.length === 1 ? first.bytes : joinBytes(group.map((piece) => piece.bytes));
    merged.push({ stream: first.stream, bytes });
    group = [];
  };
  for (const piece of pieces) {
    if (group[0] !== undefined && group[0].stream !== piece.stream) closeGroup();
    group.push(piece);
  }
  closeGroup();
  return merged;
}
