/**
 * Version specifiers (PEP 440): `>=2.8.1, ==2.8.*, !=2.8.3`.
 * https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers
 */
import {
  compareVersions,
  hasPrefix,
  hasSameBase,
  isPrerelease,
  parseVersion,
  toPublic,
  type Version,
} from './version';

export const COMPARISON_OPERATORS = ['===', '==', '~=', '!=', '<=', '>=', '<', '>'] as const;
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** One clause, such as `>=2.8.1`. */
export type VersionSpecifier =
  | { operator: '==='; literal: string }
  | { operator: Exclude<ComparisonOperator, '==='>; version: Version; isPrefix: boolean };

/** Clauses that must all hold; none holds for every version. */
export type VersionSpecifiers = readonly VersionSpecifier[];

/** Each clause is compared with every version there is. */
const MAX_LENGTH = 10_000;

/**
 * Null where the text is none. An empty text is an empty list; so is a trailing comma forgiven,
 * as the grammar of PEP 508 says.
 */
export function parseSpecifiers(text: string): VersionSpecifiers | null {
  if (text.length > MAX_LENGTH) return null;
  const clauses = text.trim() === '' ? [] : text.trim().replace(/,\s*$/, '').split(',');
  const specifiers = clauses.map(parseSpecifier);
  return specifiers.every((specifier) => specifier !== null) ? specifiers : null;
}

/** True where the version satisfies every clause, whether or not it is a pre-release. */
export function contains(specifiers: VersionSpecifiers, version: Version): boolean {
  return specifiers.every((specifier) => satisfies(version, specifier));
}

/**
 * True where a clause names a pre-release, which is how a requirement asks for them. `!=` does
 * not: whoever excludes one pre-release has not asked for the others.
 */
export function asksForPrereleases(specifiers: VersionSpecifiers): boolean {
  return specifiers.some((specifier) => {
    if (specifier.operator === '!=') return false;
    const version =
      specifier.operator === '===' ? parseVersion(specifier.literal) : specifier.version;
    return version !== null && isPrerelease(version);
  });
}

/** True where a clause names exactly one version (`==` without `.*`, `===`); see PEP 592. */
export function pinsVersion(specifiers: VersionSpecifiers): boolean {
  return specifiers.some(
    (specifier) =>
      specifier.operator === '===' || (specifier.operator === '==' && !specifier.isPrefix),
  );
}

/** How a person writes them, in the order given: `>=2.8.1,<3`. */
export function formatSpecifiers(specifiers: VersionSpecifiers): string {
  return specifiers
    .map((specifier) =>
      specifier.operator === '==='
        ? `===${specifier.literal}`
        : `${specifier.operator}${specifier.version.text}${specifier.isPrefix ? '.*' : ''}`,
    )
    .join(',');
}

/**
 * What `===` may hold. The specification allows any text, but no index has a file of such a version, and this is shown
 * to whoever is asked whether to install it: nothing in it may hide, or turn the direction of what follows.
 */
const VISIBLE = /^[!-~]+$/;

function parseSpecifier(text: string): VersionSpecifier | null {
  const [, operator, written = ''] = /^\s*(===|[=~!<>]=|[<>])\s*(\S+)\s*$/.exec(text) ?? [];
  if (operator === undefined) return null;
  if (operator === '===') return VISIBLE.test(written) ? { operator, literal: written } : null;
  const isPrefix = written.endsWith('.*');
  const version = parseVersion(isPrefix ? written.slice(0, -2) : written);
  if (version === null) return null;
  const specifier = {
    operator: operator as Exclude<ComparisonOperator, '==='>,
    version,
    isPrefix,
  };
  return isPermitted(specifier) ? specifier : null;
}

function isPermitted({
  operator,
  version,
  isPrefix,
}: Exclude<VersionSpecifier, { operator: '===' }>): boolean {
  const isEquality = operator === '==' || operator === '!=';
  if (isPrefix) {
    const { pre, post, dev, local } = version;
    return isEquality && [pre, post, dev, local].every((part) => part === null);
  }
  if (version.local !== null) return isEquality;
  return operator !== '~=' || version.release.length >= 2;
}

function satisfies(version: Version, specifier: VersionSpecifier): boolean {
  if (specifier.operator === '===') {
    // Text against text, case aside; for versions that the specification cannot order.
    return version.text === specifier.literal.toLowerCase();
  }
  const { operator, version: bound } = specifier;
  switch (operator) {
    case '==':
      return matches(version, specifier);
    case '!=':
      return !matches(version, specifier);
    case '<=':
      return compareVersions(toPublic(version), bound) <= 0;
    case '>=':
      return compareVersions(toPublic(version), bound) >= 0;
    case '~=':
      return (
        compareVersions(toPublic(version), bound) >= 0
        && hasPrefix(version, { epoch: bound.epoch, release: bound.release.slice(0, -1) })
      );
    case '<':
      return isBelow(version, bound);
    case '>':
      return isAbove(version, bound);
  }
}

function matches(
  version: Version,
  { version: wanted, isPrefix }: { version: Version; isPrefix: boolean },
): boolean {
  if (isPrefix) return hasPrefix(version, wanted);
  // A local part counts only where the specifier names one.
  const compared = wanted.local === null ? toPublic(version) : version;
  return compareVersions(compared, wanted) === 0;
}

/** `<2` leaves out pre-releases of 2, and `<2.post1` those of 2.post1, if it names none itself. */
function isBelow(version: Version, bound: Version): boolean {
  if (compareVersions(version, bound) >= 0) return false;
  if (isPrerelease(bound) || !isPrerelease(version) || !hasSameBase(version, bound)) return true;
  return bound.post !== null && bound.post !== version.post;
}

/** `>2` leaves out local versions of 2, and post-releases of 2 if it does not name one itself. */
function isAbove(version: Version, bound: Version): boolean {
  if (compareVersions(toPublic(version), bound) <= 0) return false;
  const isPostOfBound =
    version.post !== null
    && bound.post === null
    && compareVersions({ ...version, post: null, dev: null, local: null }, bound) === 0;
  return !isPostOfBound;
}
