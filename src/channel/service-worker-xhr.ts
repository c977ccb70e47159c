import { decodeInbound, MAX_LONG_POLL_MS } from '../contract/fallback-wire';
import type { WaitRequest } from '../wasi/poll';
import { type Channel, importObject, type Instantiation } from './channel';
import { Inbox } from './inbox';
import type { Network } from './network';

/**
 * How long requests may fail in a row before the page counts as gone. A busy browser stops and
 * starts service workers as it likes, and fails requests in between.
 */
const GIVE_UP_MS = 60_000;
/** Pause between two questions while the worker can still wait. */
const ASK_AGAIN_MS = 25;

interface Poll {
  waitMs: number;
  inbox: boolean;
}

/**
 * Blocking where the engine cannot suspend a guest: a synchronous XHR, which the service worker
 * answers with what the page has for this worker. The worker's event loop never turns again, so
 * this is the only way in; `postMessage` still is the way out.
 */
export class ServiceWorkerXhrChannel implements Channel {
  readonly inbox = new Inbox();
  readonly #url: string;
  readonly #worker: string;
  readonly #network: Network;
  readonly #nowMs: () => number;
  #after = 0;
  #requestCount = 0;

  constructor(options: { url: string; worker: string; network: Network; nowMs: () => number }) {
    this.#url = options.url;
    this.#worker = options.worker;
    this.#network = options.network;
    this.#nowMs = options.nowMs;
  }

  wait({ timeoutMs, inbox }: WaitRequest): void {
    const endMs = timeoutMs === null ? Infinity : this.#nowMs() + timeoutMs;
    for (;;) {
      if (inbox && this.inbox.hasFrame) return;
      const leftMs = endMs - this.#nowMs();
      if (leftMs <= 0) return;
      this.#poll({ waitMs: Math.min(leftMs, MAX_LONG_POLL_MS), inbox });
    }
  }

  waitForMessage(): void {
    const before = this.#after;
    while (this.#after === before) this.#poll({ waitMs: MAX_LONG_POLL_MS, inbox: true });
  }

  waitUntil(isDone: () => boolean): void {
    while (!isDone()) this.waitForMessage();
  }

  yieldToMessages(): void {
    this.#poll({ waitMs: 0, inbox: true });
  }

  async run(instantiation: Instantiation): Promise<number> {
    await this.#untilServed();
    const instance = await WebAssembly.instantiate(
      instantiation.module,
      importObject(instantiation, (_, fn) => fn),
    );
    return instantiation.main(instance.exports, (fn, ...args) => fn(...args));
  }

  /**
   * An active service worker does not serve this worker yet: the browser has to tell it so, and it
   * hears nothing more once it blocks. Until then its requests would go to the site's server.
   */
  async #untilServed(): Promise<void> {
    const startMs = this.#nowMs();
    while (this.#nowMs() - startMs < GIVE_UP_MS) {
      const address = this.#address({ waitMs: 0, inbox: false });
      const answer = await this.#network.fetch(address).catch(() => undefined);
      // A site's server may answer anything with its start page.
      if (answer?.status === 200 && !answer.headers.has('Content-Type')) return;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
    throw new Error('the service worker of this site does not serve the interpreter');
  }

  /** Status 0 is a request that the engine gave up on: ask again, `after` makes that safe. */
  #poll({ waitMs, inbox }: Poll): void {
    const startMs = this.#nowMs();
    while (this.#nowMs() - startMs < waitMs + GIVE_UP_MS) {
      const body = this.#request({ waitMs, inbox });
      if (body !== undefined) {
        this.#take(body);
        return;
      }
    }
    throw new Error('the page does not answer the interpreter: its service worker is gone');
  }

  #take(body: ArrayBuffer): void {
    for (const { seq, message } of decodeInbound(new Uint8Array(body))) {
      if (seq <= this.#after) continue;
      this.#after = seq;
      this.inbox.push(message);
    }
  }

  #address({ waitMs, inbox }: Poll): string {
    this.#requestCount += 1;
    const query = new URLSearchParams({
      worker: this.#worker,
      after: String(this.#after),
      wait: String(Math.ceil(waitMs)),
      inbox: inbox ? '1' : '0',
      n: String(this.#requestCount),
    });
    return `${this.#url}?${query.toString()}`;
  }

  #request(poll: Poll): ArrayBuffer | undefined {
    const xhr = this.#network.createRequest(this.#address(poll));
    try {
      xhr.send();
    } catch (error) {
      if (error instanceof DOMException) return undefined;
      throw error;
    }
    return xhr.status === 200 && xhr.response instanceof ArrayBuffer ? xhr.response : undefined;
  }
}
