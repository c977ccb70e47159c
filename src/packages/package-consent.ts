import type { PackageDecision, PackageRequest } from '../contract/options';
import { orAborted } from '../host/or-aborted';

/** After so many refusals in one run, whatever else it asks for is refused unasked. */
const MAX_DENIALS = 5;

interface PackageConsentOptions {
  /** Undefined: nobody is there to be asked, the answer is no. */
  ask: ((request: PackageRequest) => PackageDecision | Promise<PackageDecision>) | undefined;
  /** Adds to the session's allowed packages, by name. */
  allow: (names: readonly string[]) => void;
  /** Called with true when a person is being asked, with false when not any more. */
  onWaiting: (isWaiting: boolean) => void;
  /** What the page's own code threw while it was asked. */
  onDefect: (error: unknown) => void;
}

/**
 * Asks a person about packages that nobody allowed: one question at a time. A program that was
 * refused the same thing, or too much, is not asked about, however many calls it makes at once.
 */
export class PackageConsent {
  readonly #options: PackageConsentOptions;
  /** What was refused in this run, as it was asked for. */
  readonly #denied = new Set<string>();
  /** Names that are allowed until the run ends. */
  readonly #once = new Set<string>();
  #denials = 0;
  #run = 0;
  /** Settles when the question before the next one is done with. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PackageConsentOptions) {
    this.#options = options;
  }

  /** Allowed until the run ends. */
  covers(name: string): boolean {
    return this.#once.has(name);
  }

  /** Resolves with whether all of `request.names` may be installed; rejects when its signal aborts. */
  isAllowed(request: PackageRequest): Promise<boolean> {
    const answer = this.#turn.then(() => this.#put(request));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async #put(request: PackageRequest): Promise<boolean> {
    const { ask, onWaiting } = this.#options;
    const { names, requirements, signal } = request;
    signal.throwIfAborted();
    // While this question waited for its turn, an earlier answer may have settled it.
    if (names.every((name) => this.#once.has(name))) return true;
    const key = requirements.join('\n');
    if (ask === undefined || this.#denied.has(key) || this.#denials >= MAX_DENIALS) return false;
    const run = this.#run;
    onWaiting(true);
    let decision: PackageDecision;
    try {
      decision = await orAborted(this.#askPage(ask, request), signal);
    } catch (error) {
      // A question that appears and goes before anybody can read it is pestering, too.
      if (run === this.#run) this.#deny(key);
      throw error;
    } finally {
      onWaiting(false);
    }
    if (decision === 'always') this.#options.allow(names);
    // What is asked later in the same run need not look for it elsewhere.
    if (decision !== 'deny') for (const name of names) this.#once.add(name);
    else this.#deny(key);
    return decision !== 'deny';
  }

  /** What was allowed or refused for this run is forgotten. */
  endRun(): void {
    this.#run += 1;
    this.#once.clear();
    this.#denied.clear();
    this.#denials = 0;
  }

  #deny(key: string): void {
    this.#denied.add(key);
    this.#denials += 1;
  }

  /** A page that throws has not said yes. */
  async #askPage(
    ask: NonNullable<PackageConsentOptions['ask']>,
    request: PackageRequest,
  ): Promise<PackageDecision> {
    try {
      return await ask(request);
    } catch (error) {
      this.#options.onDefect(error);
      return 'deny';
    }
  }
}
