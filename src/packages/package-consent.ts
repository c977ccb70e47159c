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
 * Asks a person about packages that nobody allowed. Installations wait for one another, so there is
 * one question at a time; a program that was refused the same thing, or too much, is not asked about.
 */
export class PackageConsent {
  readonly #options: PackageConsentOptions;
  /** What was refused in this run, as it was asked for. */
  readonly #denied = new Set<string>();
  /** Names that are allowed until the run ends. */
  readonly #once = new Set<string>();
  #denials = 0;

  constructor(options: PackageConsentOptions) {
    this.#options = options;
  }

  /** Allowed until the run ends. */
  covers(name: string): boolean {
    return this.#once.has(name);
  }

  /** Resolves with whether all of `request.names` may be installed; rejects when its signal aborts. */
  async isAllowed(request: PackageRequest): Promise<boolean> {
    const { ask, onWaiting } = this.#options;
    const key = request.requirements.join('\n');
    if (ask === undefined || this.#denied.has(key) || this.#denials >= MAX_DENIALS) return false;
    onWaiting(true);
    let decision: PackageDecision;
    try {
      decision = await orAborted(this.#askPage(ask, request), request.signal);
    } catch (error) {
      // A question that appears and goes before anybody can read it is pestering, too.
      this.#deny(key);
      throw error;
    } finally {
      onWaiting(false);
    }
    if (decision === 'always') this.#options.allow(request.names);
    else if (decision === 'once') for (const name of request.names) this.#once.add(name);
    else this.#deny(key);
    return decision !== 'deny';
  }

  /** What was allowed or refused for this run is forgotten. */
  endRun(): void {
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
