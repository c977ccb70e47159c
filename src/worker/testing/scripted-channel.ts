import { type Channel, importObject, type Instantiation } from '../../channel/channel';
import { Inbox } from '../../channel/inbox';
import { encodeFrame, type HostFrame } from '../../contract/frames';
import { ProcessExit } from '../../wasi/errno';
import type { MaybePromise } from '../../wasi/maybe-async';
import type { WaitRequest } from '../../wasi/poll';

interface ScriptOptions {
  /**
   * The guest waits and there is nothing for it: what happens next. Whatever the script sends from
   * here arrives at once. Sending nothing while the guest waits without a time limit ends it.
   */
  onWait?: (channel: ScriptedChannel) => void;
}

/**
 * A channel in one thread, for Node: the other side is a script that runs whenever the guest
 * waits. Blocks like the service-worker channel; time that passes really passes.
 */
export class ScriptedChannel implements Channel {
  readonly inbox = new Inbox();
  readonly waits: (WaitRequest | 'message' | 'yield')[] = [];
  readonly #onWait: (channel: ScriptedChannel) => void;
  readonly #cell = new Int32Array(new SharedArrayBuffer(4));

  constructor({ onWait = () => undefined }: ScriptOptions = {}) {
    this.#onWait = onWait;
  }

  send(frame: HostFrame, payload?: Uint8Array): void {
    const kind = frame.type === 'reply' ? 'other' : frame.type;
    this.inbox.push({ type: 'frame', bytes: encodeFrame(frame, payload), kind });
  }

  acknowledge(byteCount: number): void {
    this.inbox.push({ type: 'output-ack', byteCount });
  }

  acknowledgeFrames(frameCount: number, byteCount: number): void {
    this.inbox.push({ type: 'frame-ack', frameCount, byteCount });
  }

  wait(request: WaitRequest): void {
    this.waits.push(request);
    const { timeoutMs, inbox } = request;
    if (inbox && this.inbox.hasFrame) return;
    this.#onWait(this);
    if (inbox && this.inbox.hasFrame) return;
    if (timeoutMs === null) throw new ProcessExit(0);
    Atomics.wait(this.#cell, 0, 0, timeoutMs);
  }

  waitForMessage(): MaybePromise<void> {
    this.waits.push('message');
    this.#onWait(this);
  }

  waitUntil(isDone: () => boolean): void {
    while (!isDone()) this.#onWait(this);
  }

  yieldToMessages(): void {
    this.waits.push('yield');
    this.#onWait(this);
  }

  run(instantiation: Instantiation): Promise<number> {
    return Promise.resolve().then(() => {
      const imports = importObject(instantiation, (_, fn) => fn);
      const instance = new WebAssembly.Instance(instantiation.module, imports);
      return instantiation.main(instance.exports, (fn, ...args) => fn(...args));
    });
  }
}
