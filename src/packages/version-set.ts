/**
 * A set over the known versions of one package, as the bits of a `bigint`: bit 0 stands for "not
 * installed at all", bit n + 1 for candidate n. With that bit, "a requires b<2" and "b is 3" are
 * sets like any other, and one rule of logic serves for all of them (see solver.ts).
 */
export type VersionSet = bigint;

/** The package is not installed. */
export const ABSENT: VersionSet = 1n;

export function oneCandidate(index: number): VersionSet {
  return 1n << BigInt(index + 1);
}

/** Everything that can be said about a package with that many candidates. */
export function anything(candidates: number): VersionSet {
  return oneCandidate(candidates) - 1n;
}

export function candidateSet<T>(items: readonly T[], isIn: (item: T) => boolean): VersionSet {
  // As digits, the last one first: to put bits together one by one would copy all of them for each.
  const bits = items.map((item) => (isIn(item) ? '1' : '0')).reverse();
  return BigInt(`0b${bits.join('')}0`);
}

export function hasCandidate(set: VersionSet, index: number): boolean {
  return (set & oneCandidate(index)) !== 0n;
}

export function isSubset(set: VersionSet, of: VersionSet): boolean {
  return (set & ~of) === 0n;
}

/** True where exactly one thing is left. */
export function isSingle(set: VersionSet): boolean {
  return set !== 0n && (set & (set - 1n)) === 0n;
}
