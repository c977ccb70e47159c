import { GoruError } from '../contract/goru-error';
import type { HostDecision, HostRequest } from '../contract/options';
import { type HostGrants, HostGrants as Grants, isAddress, isGrantable } from './host-grants';
import { orAborted } from '../host/or-aborted';

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
  /** A person sees it and has not answered. */
  isShown: boolean;
}

/** A request that needs a grant; `url` has passed the checks that need none. */
interface Asking {
  method: string;
  url: URL;
  line: number | null;
  signal: AbortSignal;
}

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
  #run = 0;
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
      && isAskable(hostname)
      && !this.#denied.has(hostname)
      && this.#denials < MAX_DENIALS
    );
  }

  /** Resolves with whether the host may be reached; rejects when `signal` aborts before that. */
  async isAllowed(asking: Asking): Promise<boolean> {
    const { url, signal } = asking;
    if (!this.mayAsk(url)) return false;
    const run = this.#run;
    const question = this.#questions.get(url.host) ?? this.#begin(asking);
    question.waiting += 1;
    try {
      return await orAborted(question.answer, signal);
    } finally {
      question.waiting -= 1;
      if (question.waiting === 0) {
        // The last one who wanted to know has gone. A question that appears and goes before anybody
        // can read it is pestering, too.
        if (question.isShown && run === this.#run) this.#refuse(url);
        this.#withdraw(url.host, question);
      }
    }
  }

  /**
   * What the page itself was allowed between two runs, as to install from an address, is no leave for a program; nor is
   * what it was refused a refusal of that.
   */
  beginRun(): void {
    this.#forget();
  }

  /** What was allowed or refused for this run is forgotten; open questions are taken back. */
  endRun(): void {
    this.#forget();
  }

  #forget(): void {
    this.#run += 1;
    for (const [host, question] of this.#questions) this.#withdraw(host, question);
    this.#once.clear();
    this.#denied.clear();
    this.#denials = 0;
  }

  #begin(asking: Asking): Question {
    const controller = new AbortController();
    const answer = this.#turn.then(() => this.#put(asking, question));
    this.#turn = answer;
    const question: Question = { answer, controller, waiting: 0, isShown: false };
    this.#questions.set(asking.url.host, question);
    return question;
  }

  #withdraw(host: string, question: Question): void {
    if (this.#questions.get(host) === question) this.#questions.delete(host);
    question.controller.abort(new GoruError('cancelled', 'the program no longer asks'));
  }

  /** Never rejects: whatever goes wrong is a no. */
  async #put({ url, method, line }: Asking, question: Question): Promise<boolean> {
    const { grants, ask, onWaiting } = this.#options;
    const { signal } = question.controller;
    // While this question waited for its turn, an earlier answer may have settled it.
    if (grants.covers(url) || this.#once.covers(url)) return true;
    if (signal.aborted || ask === undefined || !this.mayAsk(url)) return false;
    question.isShown = true;
    onWaiting(true);
    try {
      // The address as the parser reads it: what a program wrote may look like another one.
      const request = { host: url.host, method, url: url.href, line, signal };
      const decision = await orAborted(this.#askPage(ask, request), signal);
      return this.#record(url, decision);
    } catch {
      // Taken back: the program was stopped, or lost interest.
      return false;
    } finally {
      question.isShown = false;
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

  #record(url: URL, decision: HostDecision): boolean {
    if (decision === 'always') this.#options.grants.add(url.host);
    else if (decision === 'once') this.#once.addExactly(url);
    else this.#refuse(url);
    return decision === 'always' || decision === 'once';
  }

  #refuse({ hostname }: URL): void {
    this.#denied.add(hostname);
    this.#denials += 1;
  }
}

/** A grant covers subdomains: nobody means to allow all of `com`. Such a name can be put on the list by hand. */
function isAskable(hostname: string): boolean {
  if (!isGrantable(hostname)) return false;
  return isAddress(hostname) || hostname === 'localhost' || hostname.includes('.');
}
