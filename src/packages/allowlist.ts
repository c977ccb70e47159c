/** Which packages a program may ask for: requirements such as `requests>=2.32`, or `*`. */
import { GoruError } from '../contract/goru-error';
import { PACKAGE_TEXTS, type Requirement } from './contract';
import { formatRequirement, parseRequirement } from './requirement';
import { contains, type VersionSpecifiers } from './specifiers';
import type { Version } from './version';

/**
 * It speaks of what is asked for by name. What an allowed package needs is allowed, in any version.
 */
export class Allowlist {
  readonly #entries: readonly Requirement[];
  readonly #allowsAll: boolean;

  /** Throws `invalid-argument` for an entry that is no requirement. */
  constructor(entries: readonly string[]) {
    this.#allowsAll = entries.includes('*');
    this.#entries = entries.filter((entry) => entry !== '*').map(parseRequirement);
  }

  /** True where some version of it may be allowed; `versionsFor` says which. */
  names(requirement: Requirement): boolean {
    return this.#allowsAll || this.#entriesFor(requirement).length > 0;
  }

  /**
   * Which versions may be chosen: one of these specifiers must hold. Throws `permission` where the
   * package is not allowed, or no version that a pinned requirement (`==2.0`) admits.
   */
  versionsFor(requirement: Requirement): (version: Version) => boolean {
    if (this.#allowsAll) return () => true;
    const allowed = this.#entriesFor(requirement).map(({ specifiers }) => specifiers);
    if (allowed.length === 0 || !this.#admitsPin(requirement, allowed)) {
      throw this.refusal(requirement);
    }
    return (version) => allowed.some((specifiers) => contains(specifiers, version));
  }

  /** The error for a package that is not allowed, or only in other versions. */
  refusal(requirement: Requirement): GoruError {
    const near = this.#entries.filter(({ name }) => name === requirement.name);
    const list = near.map(formatRequirement).join(' or ');
    return new GoruError('permission', PACKAGE_TEXTS.notAllowed(requirement.name), {
      notes: near.length === 0 ? [] : [`allowed is ${list}, not ${formatRequirement(requirement)}`],
    });
  }

  /**
   * An entry allows every extra, as those only add dependencies. A direct URL may hold anything
   * under any name, so an entry must give that very URL.
   */
  #entriesFor(requirement: Requirement): Requirement[] {
    return this.#entries.filter(
      ({ name, url }) => name === requirement.name && url === requirement.url,
    );
  }

  #admitsPin({ specifiers }: Requirement, allowed: readonly VersionSpecifiers[]): boolean {
    const pins = specifiers.flatMap((specifier) =>
      specifier.operator === '==' && !specifier.isPrefix ? [specifier.version] : [],
    );
    return pins.every((pin) => allowed.some((entry) => contains(entry, pin)));
  }
}
