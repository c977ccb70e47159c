import type {
  Broker,
  BrokerFailure,
  BrokerOutcome,
  BrokerProgress,
  BrokerRequest,
  FailureReason,
} from './broker';
import type { BrokerAnswer, BrokerCommand, BrokerStart } from './broker-messages';
import { orAborted } from '../host/or-aborted';

type SendContext = Parameters<Broker['send']>[1];

/** A frame is a small page of this site; one that takes longer is not coming. */
const START_TIMEOUT_MS = 10_000;

/**
 * Sends requests from frames, one for each set of grants: a frame's policy can only ever become
 * narrower. A frame that the grants have left behind stays until its requests have ended.
 */
export class FrameBroker implements Broker {
  readonly #frameUrl: URL;
  /** Those used last come last. */
  readonly #frames = new Map<string, BrokerFrame>();
  readonly #keptFrames: number;

  /**
   * `frameUrl` is broker.html of the site, of the same origin as this page. `keptFrames`: how many
   * wait for further requests.
   */
  constructor(frameUrl: URL, { keptFrames }: { keptFrames: number }) {
    this.#frameUrl = frameUrl;
    this.#keptFrames = keptFrames;
  }

  async send({ policy, ...request }: BrokerRequest, context: SendContext): Promise<BrokerOutcome> {
    const frame = this.#frame(policy.sources);
    try {
      return await frame.send({ ...request, redirect: policy.redirect }, context);
    } finally {
      this.#removeIdle();
    }
  }

  close(): void {
    for (const frame of this.#frames.values()) frame.remove();
    this.#frames.clear();
  }

  #frame(sources: string): BrokerFrame {
    const existing = this.#frames.get(sources);
    this.#frames.delete(sources);
    if (existing?.isUsable === false) existing.remove();
    const frame = existing?.isUsable === true ? existing : new BrokerFrame(this.#frameUrl, sources);
    this.#frames.set(sources, frame);
    return frame;
  }

  #removeIdle(): void {
    const kept = [...this.#frames.keys()].slice(-this.#keptFrames);
    for (const [sources, frame] of this.#frames) {
      if (frame.isIdle && (!kept.includes(sources) || !frame.isUsable)) {
        frame.remove();
        this.#frames.delete(sources);
      }
    }
  }
}

interface Pending {
  resolve: (outcome: BrokerOutcome) => void;
  onProgress: (progress: BrokerProgress) => void;
}

class BrokerFrame {
  readonly #element: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #pending = new Map<number, Pending>();
  /** Resolves with null when requests can be sent, else with the reason why never. */
  readonly #started: Promise<FailureReason | null>;
  #hasFailed = false;
  #waiting = 0;
  #lastId = 0;

  constructor(frameUrl: URL, sources: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#element = document.createElement('iframe');
    this.#element.hidden = true;
    this.#element.title = document.title;
    this.#element.ariaHidden = 'true';
    this.#element.src = frameUrl.href;
    this.#started = new Promise((resolve) => {
      const fail = (): void => {
        clearTimeout(timer);
        this.#hasFailed = true;
        resolve(navigator.onLine ? 'no-broker' : 'offline');
      };
      const timer = setTimeout(fail, START_TIMEOUT_MS);
      port1.onmessage = ({ data }: MessageEvent<BrokerAnswer>) => {
        if (data.type !== 'started') {
          this.#receive(data);
          return;
        }
        clearTimeout(timer);
        resolve(null);
      };
      this.#element.onload = () => {
        const start: BrokerStart = { type: 'goru-broker-start', sources };
        this.#element.onload = null;
        // The browser's own page about a failure, into which nobody may look.
        if (this.#element.contentDocument === null) {
          fail();
          return;
        }
        this.#element.contentWindow?.postMessage(start, frameUrl.origin, [port2]);
      };
    });
    // `documentElement` for a page that starts a session before its body has been read.
    ((document.body as HTMLElement | null) ?? document.documentElement).append(this.#element);
  }

  /** False when the frame did not start, or when the page threw it out with its other content. */
  get isUsable(): boolean {
    return !this.#hasFailed && this.#element.isConnected;
  }

  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  async send(
    request: Extract<BrokerCommand, { type: 'send' }>['request'],
    { signal, onProgress }: SendContext,
  ): Promise<BrokerOutcome> {
    this.#waiting += 1;
    this.#lastId += 1;
    const id = this.#lastId;
    const abort = (): void => {
      this.#command({ type: 'abort', id });
    };
    try {
      const problem = await orAborted(this.#started, signal);
      if (problem !== null) return failure(problem);
      const outcome = new Promise<BrokerOutcome>((resolve) => {
        this.#pending.set(id, { resolve, onProgress });
      });
      signal.addEventListener('abort', abort);
      this.#command({ type: 'send', id, request });
      return await orAborted(outcome, signal);
    } finally {
      signal.removeEventListener('abort', abort);
      this.#pending.delete(id);
      this.#waiting -= 1;
    }
  }

  remove(): void {
    this.#element.remove();
    this.#port.close();
    for (const { resolve } of this.#pending.values()) resolve(failure('no-broker'));
    this.#pending.clear();
  }

  #receive(answer: Exclude<BrokerAnswer, { type: 'started' }>): void {
    const pending = this.#pending.get(answer.id);
    if (answer.type === 'progress') pending?.onProgress(answer.progress);
    else pending?.resolve(answer.outcome);
  }

  #command(command: BrokerCommand): void {
    this.#port.postMessage(command);
  }
}

function failure(reason: FailureReason): BrokerFailure {
  return { type: 'failure', reason, receivedBytes: 0 };
}
