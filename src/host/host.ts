import type { CallFrame, HostFrame } from '../contract/frames';
import { type ErrorData, GoruError, toErrorData } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { HostCallReport } from '../contract/options';
import { MESSAGE_CHARACTERS, shown } from './shown-text';

/** One host call, as a service sees it. */
export interface ServiceCall {
  params: JsonValue;
  payload: Uint8Array;
  /** Aborts when the guest has lost interest, or the interpreter is gone. */
  signal: AbortSignal;
}

export interface ServiceReply {
  value: JsonValue;
  payload?: Uint8Array;
}

/** Does the work of one method, grants included; failures are thrown as `GoruError`. */
export type ServiceMethod = (call: ServiceCall) => ServiceReply | Promise<ServiceReply>;

/** `capability/verb` → what does it. The guest can reach nothing that is not in here. */
export type ServiceMethods = Readonly<Record<string, ServiceMethod>>;

/** What keeps a guest from piling up answers that it never reads. */
export interface BackPressure {
  /** False: calls and answers have to wait, until `resume` is called. */
  canSend: () => boolean;
  inNextTask: (task: () => void) => void;
}

interface HostOptions {
  methods: ServiceMethods;
  send: (frame: HostFrame, payload?: Uint8Array) => void;
  maxPendingCalls: number;
  /** What the frames of pending calls may hold together; a single call always may. */
  maxPendingBytes?: number;
  /** Without it every answer goes out at once. */
  backPressure?: BackPressure;
  /** Who wants to see every call, if anybody does at this moment. */
  observer?: () => ((report: HostCallReport) => void) | undefined;
}

interface PendingCall {
  controller: AbortController;
  byteCount: number;
  /** Counts among the calls that may be under way at once. */
  isLimited: boolean;
}

/** A call that has not begun, because the guest has yet to read the answers of earlier ones. */
interface WaitingCall {
  frame: CallFrame;
  payload: Uint8Array;
  onBegun: () => void;
}

/**
 * Calls of capabilities that may be under way at once: each may bring an answer of megabytes. A
 * function of the page may wait for the call of another one, so those are not held back.
 */
const MAX_UNDER_WAY = 32;
const UNLIMITED_PREFIXES = ['call/', 'stdin/'] as const;

/**
 * The host's side of the guest protocol: takes a call, finds its method, sends exactly one reply
 * unless the call was cancelled. It never knows on which thread it is.
 */
export class Host {
  readonly #options: HostOptions;
  readonly #pending = new Map<number, PendingCall>();
  #pendingBytes = 0;
  #underWay = 0;
  #waiting: WaitingCall[] = [];
  #isResuming = false;
  /** Answers that were ready while the guest could not be sent any. */
  readonly #outbox: (() => void)[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
  }

  /**
   * A method that answers at once is answered at once: a blocked thread runs no microtasks.
   * `onBegun` is called once: when the call begins, now or after others, or is cancelled first.
   */
  call(frame: CallFrame, payload: Uint8Array, onBegun: () => void = () => undefined): void {
    if (this.#waiting.length > 0 || !this.#mayBegin(frame)) {
      this.#waiting.push({ frame, payload, onBegun });
      this.resume();
      return;
    }
    onBegun();
    this.#begin(frame, payload);
  }

  /** Answers a call that is not even begun. */
  refuse({ id }: CallFrame, error: GoruError): void {
    this.#fail(id, toErrorData(error));
  }

  cancel(id: number): void {
    this.#dropWaiting((call) => call.frame.id === id);
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#settle(id, pending);
    this.resume();
    pending.controller.abort(new GoruError('cancelled', 'the program cancelled this call'));
  }

  /** The guest has read answers: sends what was held back, and begins what waits. */
  resume(): void {
    while (this.#outbox.length > 0 && this.#isGuestReading()) this.#outbox.shift()?.();
    if (this.#isResuming || !this.#mayBeginNext()) return;
    this.#isResuming = true;
    const { backPressure } = this.#options;
    if (backPressure === undefined) {
      while (this.#mayBeginNext()) this.#beginNext();
      this.#isResuming = false;
      return;
    }
    // One in a task of its own: only its answer tells whether there is room for the next.
    backPressure.inNextTask(() => {
      this.#isResuming = false;
      if (!this.#mayBeginNext()) return;
      this.#beginNext();
      this.resume();
    });
  }

  #beginNext(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    next.onBegun();
    this.#begin(next.frame, next.payload);
  }

  /** The interpreter is gone: nobody waits for any answer. */
  cancelAll(): void {
    this.#outbox.length = 0;
    this.#dropWaiting(() => true);
    for (const id of [...this.#pending.keys()]) this.cancel(id);
  }

  #dropWaiting(isDropped: (call: WaitingCall) => boolean): void {
    if (this.#waiting.length === 0) return;
    for (const call of this.#waiting) if (isDropped(call)) call.onBegun();
    this.#waiting = this.#waiting.filter((call) => !isDropped(call));
  }

  #isGuestReading(): boolean {
    return this.#options.backPressure?.canSend() ?? true;
  }

  #mayBeginNext(): boolean {
    const [next] = this.#waiting;
    return next !== undefined && this.#mayBegin(next.frame);
  }

  #mayBegin(frame: CallFrame): boolean {
    return this.#hasRoom() && (!isLimited(frame) || this.#underWay < MAX_UNDER_WAY);
  }

  /** True when the answer to another call could be sent. */
  #hasRoom(): boolean {
    return this.#outbox.length === 0 && this.#isGuestReading();
  }

  #begin(frame: CallFrame, payload: Uint8Array): void {
    const { id, method, params } = frame;
    // The payload lies in its frame's own buffer.
    const byteCount = payload.buffer.byteLength;
    const call = { controller: new AbortController(), byteCount, isLimited: isLimited(frame) };
    const refusal = this.#refusal(id, call);
    if (refusal !== undefined) {
      this.#fail(id, refusal);
      return;
    }
    this.#pending.set(id, call);
    this.#pendingBytes += call.byteCount;
    if (call.isLimited) this.#underWay += 1;
    const report = this.#startReport(method, params, payload);
    const succeed = (reply: ServiceReply): void => {
      report?.(replyBytes(reply), null);
      this.#finish(id, call, () => {
        this.#send(id, reply);
      });
    };
    const failed = (error: unknown): void => {
      const data = toErrorData(error);
      report?.(0, data);
      this.#finish(id, call, () => {
        this.#fail(id, data);
      });
    };
    let reply: ServiceReply | Promise<ServiceReply>;
    try {
      reply = this.#method(method)({ params, payload, signal: call.controller.signal });
    } catch (error) {
      failed(error);
      return;
    }
    // A reply that cannot be encoded fails its own call, not the host.
    const send = (value: ServiceReply): void => {
      try {
        succeed(value);
      } catch (error) {
        failed(error);
      }
    };
    if (reply instanceof Promise) void reply.then(send, failed);
    else send(reply);
  }

  /** Why a call cannot be pending beside the others. */
  #refusal(id: number, { byteCount }: PendingCall): ErrorData | undefined {
    const { maxPendingCalls, maxPendingBytes = Infinity } = this.#options;
    if (this.#pending.has(id)) {
      return { code: 'protocol', message: `call id ${String(id)} is in use` };
    }
    if (this.#pending.size >= maxPendingCalls) {
      return { code: 'limit', message: `more than ${String(maxPendingCalls)} host calls at once` };
    }
    if (this.#pending.size > 0 && this.#pendingBytes + byteCount > maxPendingBytes) {
      const message = `more than ${String(maxPendingBytes)} bytes of host calls at once`;
      return { code: 'limit', message };
    }
    return undefined;
  }

  /** Sends the answer when the guest can take one; until then the call stays pending. */
  #finish(id: number, call: PendingCall, send: () => void): void {
    const settleAndSend = (): void => {
      if (!this.#settle(id, call)) return;
      send();
      this.resume();
    };
    if (this.#hasRoom()) settleAndSend();
    else this.#outbox.push(settleAndSend);
  }

  /** What to call when the call has ended; undefined while nobody watches. */
  #startReport(
    method: string,
    params: JsonValue,
    payload: Uint8Array,
  ): ((resultBytes: number, error: ErrorData | null) => void) | undefined {
    const observer = this.#options.observer?.();
    if (observer === undefined) return undefined;
    const startedAt = Date.now();
    const startMs = performance.now();
    return (resultBytes, error) => {
      observer({
        method: shown(method),
        params,
        requestBytes: payload.length,
        resultBytes,
        startedAt,
        durationMs: performance.now() - startMs,
        error:
          error === null
            ? null
            : { code: error.code, message: shown(error.message, MESSAGE_CHARACTERS) },
      });
    };
  }

  #method(name: string): ServiceMethod {
    const { methods } = this.#options;
    // Own properties only: `constructor` is no capability.
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) {
      throw new GoruError('unsupported', `unknown host method: ${shown(name)}`);
    }
    return method;
  }

  /** True while call `id` is still this one; it is over then. */
  #settle(id: number, call: PendingCall): boolean {
    if (this.#pending.get(id) !== call) return false;
    this.#pending.delete(id);
    this.#pendingBytes -= call.byteCount;
    if (call.isLimited) this.#underWay -= 1;
    return true;
  }

  /** A reply that cannot be encoded is a failure of its own: the guest waits for an answer. */
  #send(id: number, { value, payload }: ServiceReply): void {
    try {
      this.#options.send({ type: 'reply', id, value }, payload);
    } catch (error) {
      this.#fail(id, toErrorData(error));
    }
  }

  #fail(id: number, error: ErrorData): void {
    this.#options.send({ type: 'reply', id, error });
  }
}

function isLimited({ method }: CallFrame): boolean {
  return !UNLIMITED_PREFIXES.some((prefix) => method.startsWith(prefix));
}

function replyBytes({ value, payload }: ServiceReply): number {
  return payload?.length ?? JSON.stringify(value).length;
}
