import { GoruError } from '../contract/goru-error';
import type { HostDecision, HostRequest } from '../contract/options';
import { type HostGrants, HostGrants as Grants, isGrantable } from './host-grants';
import { orAborted } from './or-aborted';

/** After so many refusals in one run, whatever else it asks for is refused unasked. */
const MAX_DENIALS = 5;

interface HostConsentOptions {
  /** The session's own grants; `always` adds to them. */
  grants: HostGrants;
  /** Undefined: nobody is there to be asked, the answer is no. */
  ask: ((request: HostRequest) => HostDecision | Promise<HostDecision>) | undefined;
  /** Called with true when a person is being asked, with false when not any more. */
  onWaiting: (isWaiting: boolean) => void;
  /** What the page's own code threw while it was asked. */
  onDefect: (error: unknown) => void;
}

/** One question about one host; any number of requests may wait for its answer. */
interface Question {
  answer: Promise<boolean>;
  controller: AbortController;
  waiting: number;
}

type Asking = Omit<HostRequest, 'host' | 'signal'> & { parsedUrl: URL; signal: AbortSignal };

/**
 * Asks a person about hosts that nobody granted: each host once, one question at a time, and a few
 * refusals per run at most, so that a program cannot pester.
 */
export class HostConsent {
  readonly #options: HostConsentOptions;
  readonly #questions = new Map<string, Question>();
  readonly #denied = new Set<string>();
  /** Granted until the run ends. */
  readonly #once = new Grants();
  #denials = 0;
  /** Settles when the question before the next one is done with. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: HostConsentOptions) {
    this.#options = options;
  }

  /** What was allowed until the run ends. */
  get granted(): HostGrants {
    return this.#once;
  }

  /** True when there is somebody to ask, and asking about this host is not yet pestering. */
  mayAsk({ hostname }: URL): boolean {
    return (
      this.#options.ask !== undefined
      && isGrantable(hostname)
      && !this.#denied.has(hostname)
      && this.#denials < MAX_DENIALS
    );
  }

  /** Resolves with whether the host may be reached; rejects when `signal` aborts before that. */
  async isAllowed({ signal, parsedUrl, ...request }: Asking): Promise<boolean> {
    if (!this.mayAsk(parsedUrl)) return false;
    const host = parsedUrl.hostname;
    const question = this.#questions.get(host) ?? this.#begin({ ...request, host }, parsedUrl);
    question.waiting += 1;
    try {
      return await orAborted(question.answer, signal);
    } finally {
      question.waiting -= 1;
      // The last one who wanted to know has gone: take the question back.
      if (question.waiting === 0) this.#withdraw(host, question);
    }
  }

  /** What was allowed or refused for this run is forgotten; open questions are taken back. */
  endRun(): void {
    for (const [host, question] of this.#questions) this.#withdraw(host, question);
    this.#once.clear();
    this.#denied.clear();
    this.#denials = 0;
  }

  #begin(request: Omit<HostRequest, 'signal'>, url: URL): Question {
    const controller = new AbortController();
    const answer = this.#turn.then(() => this.#put(request, url, controller.signal));
    this.#turn = answer;
    const question = { answer, controller, waiting: 0 };
    this.#questions.set(request.host, question);
    return question;
  }

  #withdraw(host: string, question: Question): void {
    if (this.#questions.get(host) === question) this.#questions.delete(host);
    question.controller.abort(new GoruError('cancelled', 'the program no longer asks'));
  }

  /** Never rejects: whatever goes wrong is a no. */
  async #put(
    request: Omit<HostRequest, 'signal'>,
    url: URL,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { grants, ask, onWaiting } = this.#options;
    // While this question waited for its turn, an earlier answer may have settled it.
    if (grants.covers(url) || this.#once.covers(url)) return true;
    if (signal.aborted || ask === undefined || !this.mayAsk(url)) return false;
    onWaiting(true);
    try {
      const decision = await orAborted(this.#askPage(ask, { ...request, signal }), signal);
      return this.#record(request.host, decision);
    } catch {
      // Taken back: the program was stopped, or lost interest.
      return false;
    } finally {
      onWaiting(false);
    }
  }

  /** A page that throws has not said yes. */
  async #askPage(
    ask: NonNullable<HostConsentOptions['ask']>,
    request: HostRequest,
  ): Promise<HostDecision> {
    try {
      return await ask(request);
    } catch (error) {
      this.#options.onDefect(error);
      return 'deny';
    }
  }

  #record(host: string, decision: HostDecision): boolean {
    if (decision === 'always') this.#options.grants.add(host);
    else if (decision === 'once') this.#once.add(host);
    else {
      this.#denied.add(host);
      this.#denials += 1;
      return false;
    }
    return true;
  }
}
