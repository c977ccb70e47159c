import type { WaitRequest } from '../wasi/poll';
import { type Channel, importObject, type Instantiation } from './channel';
import { Inbox } from './inbox';
import { jspiApi } from './jspi-api';
import type { InboundMessage, OutboundMessage } from '../contract/worker-messages';

/** `setTimeout` takes a signed 32-bit number of milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Blocking by suspension: an import answers a promise, the engine parks the guest's stack, and
 * the worker's event loop turns on.
 */
export class JspiChannel implements Channel {
  readonly inbox = new Inbox();
  #wake: (() => void) | undefined;
  readonly #conditions = new Set<() => void>();
  readonly #yieldPort: MessageChannel = new MessageChannel();
  #resumeAfterYield: (() => void) | undefined;

  constructor(port: MessagePort) {
    port.onmessage = (event: MessageEvent<InboundMessage>) => {
      const message = event.data;
      this.inbox.push(message);
      // While the guest computes nothing is heard; so it waits, and will come to this interrupt.
      if (message.type === 'frame' && message.kind === 'interrupt') {
        port.postMessage({ type: 'interrupt-heard' } satisfies OutboundMessage);
      }
    };
    this.inbox.onPush = () => {
      this.#wake?.();
      for (const look of this.#conditions) look();
    };
    // A message to oneself is a macrotask without the 4 ms clamp of nested timers.
    this.#yieldPort.port1.onmessage = () => this.#resumeAfterYield?.();
  }

  wait({ timeoutMs, inbox }: WaitRequest): Promise<void> | undefined {
    if (inbox && this.inbox.hasFrame) return undefined;
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const finish = (): void => {
        if (timer !== undefined) clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      if (timeoutMs !== null) timer = setTimeout(finish, Math.min(timeoutMs, MAX_TIMER_MS));
      if (inbox) {
        this.#wake = () => {
          if (this.inbox.hasFrame) finish();
        };
      }
    });
  }

  waitForMessage(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  waitUntil(isDone: () => boolean): Promise<void> | undefined {
    if (isDone()) return undefined;
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isDone()) return;
        this.#conditions.delete(look);
        resolve();
      };
      this.#conditions.add(look);
    });
  }

  yieldToMessages(): Promise<void> {
    return new Promise((resolve) => {
      this.#resumeAfterYield = resolve;
      this.#yieldPort.port2.postMessage(null);
    });
  }

  async run(instantiation: Instantiation): Promise<number> {
    const api = jspiApi();
    if (api === undefined) throw new Error('this engine has no JavaScript Promise Integration');
    const { module, blocking, main } = instantiation;
    const instance = await WebAssembly.instantiate(
      module,
      importObject(instantiation, (name, fn) => (blocking.has(name) ? new api.Suspending(fn) : fn)),
    );
    return main(instance.exports, (fn, ...args) => api.promising(fn)(...args));
  }
}
