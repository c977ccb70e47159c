import { GoruError, isGoruError } from '../contract/goru-error';
import type { Candidate } from './candidates';
import { PACKAGE_TEXTS } from './contract';
import { type Entries, titleOf } from './environment';
import { requireVersion } from './version';

/** A version that turned out not to work without its compiled parts. */
export interface Refusal {
  /** Normalised. */
  name: string;
  /** "PyYAML 6.0.2", for people. */
  title: string;
  version: string;
  compiledFiles: readonly string[];
  /** How that was found out. */
  reason: string;
}

/** A wheel in which there is nothing but compiled code. */
export class UnusableWheel extends Error {
  override readonly name = 'UnusableWheel';

  constructor(readonly refusal: Refusal) {
    super(PACKAGE_TEXTS.cExtensions(refusal.compiledFiles));
  }
}

/** Each costs a download and an import: so many of one project, and of all in one installation. */
const MAX_PER_PROJECT = 3;
const MAX_IN_ALL = 10;

/**
 * What one installation has found not to work, so that older versions are tried. A series (`2.1`)
 * counts as a whole, because patches do not change what is compiled; wheels without compiled parts
 * are never given up with the others.
 */
export class Refusals {
  readonly #list: Refusal[] = [];

  /** Throws what the program is to see when it is time to give up. */
  add(refusal: Refusal): void {
    this.#list.push(refusal);
    if (this.#list.length >= MAX_IN_ALL) throw this.explain(null);
  }

  /** For `resolve`: why a candidate must not be chosen, or null. */
  readonly refuse = (name: string, { version, isPure }: Candidate): string | null => {
    const refused = this.#list.filter((refusal) => refusal.name === name);
    const isKnown = refused.some((refusal) => refusal.version === version.text);
    const isAlike =
      !isPure
      && (refused.length >= MAX_PER_PROJECT
        || refused.some((refusal) => seriesOf(refusal.version) === seriesOf(version.text)));
    return isKnown || isAlike ? 'it does not work without its C extensions' : null;
  };

  /**
   * The error for a program whose wish nothing can satisfy any more; failures for another reason,
   * as of the network, come back as they are.
   */
  explain(error: unknown): unknown {
    const [first] = this.#list;
    const isDeadEnd =
      error === null
      || (isGoruError(error) && ['invalid-argument', 'unsupported'].includes(error.code));
    if (first === undefined || !isDeadEnd) return error;
    const tried = this.#list.map(
      ({ title, reason }) => `${title} was tried without them: ${reason}`,
    );
    const others = isGoruError(error) ? [`no other version will do: ${error.message}`] : [];
    return new GoruError('unsupported', PACKAGE_TEXTS.cExtensions(first.compiledFiles), {
      notes: [...tried, ...others],
      cause: error,
    });
  }

  /** Lines for the output: what came instead. */
  describe(entries: Entries): string[] {
    return this.#list.map(({ name, title, reason }) => {
      const entry = entries.get(name);
      const instead = entry === undefined ? 'it is not needed any more' : `took ${titleOf(entry)}`;
      return `${title} does not work without its C extensions (${reason}): ${instead}`;
    });
  }
}

function seriesOf(version: string): string {
  const { epoch, release } = requireVersion(version);
  return [epoch, ...release.slice(0, 2)].map(String).join('.');
}
