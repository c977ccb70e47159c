import {
  CHANNEL_PATH,
  type ChannelPoll,
  encodeInbound,
  isChannelPoll,
  isInterrupt,
  type NumberedMessage,
  takeAnswer,
} from '../contract/fallback-wire';
import { GoruError } from '../contract/goru-error';
import type { InboundMessage } from '../contract/worker-messages';

/** What one blocked worker has not confirmed yet, and its request that waits for more. */
interface Mailbox {
  seq: number;
  messages: NumberedMessage[];
  answer: (() => void) | undefined;
  onInterruptSent: () => void;
}

/** The page's end of the fallback channel, for all workers of this page. */
export class ServiceWorkerLink {
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #scriptUrl: URL;
  #registration: Promise<void> | undefined;

  /** `scriptUrl` lies at the site's root, so its folder is the scope. */
  constructor(scriptUrl: URL) {
    this.#scriptUrl = scriptUrl;
  }

  get channelUrl(): string {
    return new URL(CHANNEL_PATH, this.#scriptUrl).href;
  }

  /** Resolves when the service worker answers; rejects where there cannot be one. */
  ready(): Promise<void> {
    this.#registration ??= this.#register();
    this.#registration.catch(() => (this.#registration = undefined));
    return this.#registration;
  }

  /** `onInterruptSent` is called when a worker that waits is answered with an interrupt. */
  open(worker: string, onInterruptSent: () => void): void {
    this.#mailboxes.set(worker, { seq: 0, messages: [], answer: undefined, onInterruptSent });
  }

  close(worker: string): void {
    this.#mailboxes.delete(worker);
  }

  send(worker: string, message: InboundMessage): void {
    const mailbox = this.#mailboxes.get(worker);
    if (mailbox === undefined) return;
    mailbox.seq += 1;
    mailbox.messages.push({ seq: mailbox.seq, message });
    mailbox.answer?.();
  }

  async #register(): Promise<void> {
    if (!('serviceWorker' in navigator)) {
      throw new GoruError(
        'interpreter',
        'this browser can neither suspend Python (JSPI) nor use a service worker here; open the page over https, outside of private browsing, or use a newer browser',
      );
    }
    navigator.serviceWorker.addEventListener('message', (event) => {
      const [port] = event.ports;
      if (port !== undefined && isChannelPoll(event.data)) this.#answer(event.data, port);
    });
    navigator.serviceWorker.startMessages();
    const registration = await navigator.serviceWorker.register(this.#scriptUrl, {
      updateViaCache: 'none',
    });
    await whenActive(registration);
  }

  #answer(poll: ChannelPoll, port: MessagePort): void {
    const mailbox = this.#mailboxes.get(poll.worker);
    // Another page's worker: that page answers.
    if (mailbox === undefined) return;
    mailbox.messages = mailbox.messages.filter(({ seq }) => seq > poll.after);
    const answer = (): void => {
      clearTimeout(timer);
      // An abandoned request's timer must not silence the one that came after it.
      if (mailbox.answer === answer) mailbox.answer = undefined;
      const messages = takeAnswer(mailbox.messages);
      const bytes = encodeInbound(messages);
      port.postMessage(bytes.buffer, [bytes.buffer]);
      if (messages.some(({ message }) => isInterrupt(message))) mailbox.onInterruptSent();
    };
    const timer = setTimeout(answer, poll.waitMs);
    if (poll.inbox && mailbox.messages.length > 0) answer();
    else if (poll.inbox) mailbox.answer = answer;
  }
}

function whenActive(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker === null)
    return Promise.reject(new GoruError('interpreter', 'the service worker is gone'));
  if (worker.state === 'activated') return Promise.resolve();
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') {
        reject(new GoruError('interpreter', 'the service worker could not be installed'));
      }
    });
  });
}
