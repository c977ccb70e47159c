/**
 * Versions as the "Version specifiers" specification (PEP 440) writes and orders them:
 * https://packaging.python.org/en/latest/specifications/version-specifiers/
 */

/** A `bigint` where a number would lose digits: dates with times, hashes that are all digits. */
export type VersionNumber = number | bigint;

export interface Version {
  epoch: VersionNumber;
  release: readonly VersionNumber[];
  pre: readonly ['a' | 'b' | 'rc', VersionNumber] | null;
  post: VersionNumber | null;
  dev: VersionNumber | null;
  /** What follows `+`; null where nothing does. */
  local: readonly (VersionNumber | string)[] | null;
  /** The normalised spelling, with the local part. */
  text: string;
}

const VERSION = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<preLabel>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<pre>\d*))?/,
    /(?:-(?<barePost>\d+)|[-_.]?(?<postLabel>post|rev|r)[-_.]?(?<post>\d*))?/,
    /(?:[-_.]?(?<devLabel>dev)[-_.]?(?<dev>\d*))?/,
    /(?:\+(?<local>[a-z\d]+(?:[-_.][a-z\d]+)*))?$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

const PRE_LABELS: Readonly<Record<string, 'a' | 'b' | 'rc'>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** Nobody's version is as long; engines need seconds for a number of a million digits. */
const MAX_VERSION_LENGTH = 1000;

/** Null where the text is no version; every spelling that the specification normalises is one. */
export function parseVersion(text: string): Version | null {
  if (text.length > MAX_VERSION_LENGTH) return null;
  const groups = VERSION.exec(text.trim().toLowerCase())?.groups;
  if (groups === undefined) return null;
  const { epoch, release = '', preLabel, pre, barePost, postLabel, post, devLabel, dev } = groups;
  const preKind = preLabel === undefined ? undefined : PRE_LABELS[preLabel];
  const parts = {
    epoch: toNumber(epoch),
    release: release.split('.').map(toNumber),
    pre: preKind === undefined ? null : ([preKind, toNumber(pre)] as const),
    post: barePost === undefined && postLabel === undefined ? null : toNumber(barePost ?? post),
    dev: devLabel === undefined ? null : toNumber(dev),
    local:
      groups['local']?.split(/[-_.]/).map((part) => (/^\d+$/.test(part) ? toNumber(part) : part))
      ?? null,
  };
  return { ...parts, text: toText(parts) };
}

/** For texts that the program itself vouches for. */
export function requireVersion(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new Error(`not a version: "${text}"`);
  return version;
}

/** Below, at or above 0, as `a` comes before, with or after `b`. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compare(a.epoch, b.epoch)
    || compareLists(a.release, b.release, compareOrZero)
    || comparePre(a, b)
    // No post-release comes before every post-release; no dev-release after every dev-release.
    || compare(a.post ?? -1, b.post ?? -1)
    || compare(a.dev ?? Infinity, b.dev ?? Infinity)
    || compareLocal(a.local, b.local)
  );
}

/** A pre-release in the specification's sense: alphas, betas, candidates and dev-releases. */
export function isPrerelease({ pre, dev }: Version): boolean {
  return pre !== null || dev !== null;
}

/** The same text for versions that compare as equal: `1.0` and `1.0.0`. */
export function versionKey(version: Version): string {
  const last = version.release.findLastIndex((part) => compare(part, 0) !== 0);
  return toText({ ...version, release: version.release.slice(0, last + 1) });
}

/** The version without its local part. */
export function toPublic(version: Version): Version {
  if (version.local === null) return version;
  const parts = { ...version, local: null };
  return { ...parts, text: toText(parts) };
}

/** Same epoch and release, whatever else: the base version of both. */
export function hasSameBase(a: Version, b: Version): boolean {
  return compare(a.epoch, b.epoch) === 0 && compareLists(a.release, b.release, compareOrZero) === 0;
}

/** True where `version` begins with the prefix of `==1.2.*`; a missing number counts as 0. */
export function hasPrefix(version: Version, prefix: Pick<Version, 'epoch' | 'release'>): boolean {
  return (
    compare(version.epoch, prefix.epoch) === 0
    && prefix.release.every((part, index) => compare(version.release[index] ?? 0, part) === 0)
  );
}

function toNumber(digits: string | undefined): VersionNumber {
  const value = Number(digits ?? 0);
  return Number.isSafeInteger(value) ? value : BigInt(digits ?? 0);
}

function toText({ epoch, release, pre, post, dev, local }: Omit<Version, 'text'>): string {
  return [
    compare(epoch, 0) === 0 ? '' : `${String(epoch)}!`,
    release.join('.'),
    pre === null ? '' : pre.join(''),
    post === null ? '' : `.post${String(post)}`,
    dev === null ? '' : `.dev${String(dev)}`,
    local === null ? '' : `+${local.join('.')}`,
  ].join('');
}

function compare<T extends VersionNumber | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  compareItems: (a: T | undefined, b: T | undefined) => number,
): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareItems(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareOrZero(a: VersionNumber = 0, b: VersionNumber = 0): number {
  return compare(a, b);
}

/** `1.dev1` comes before `1a1`, and `1a1` before `1`; `1.post1.dev1` after `1`. */
function comparePre(a: Version, b: Version): number {
  const [aRank, bRank] = [preRank(a), preRank(b)];
  return compare(aRank, bRank) || compare(a.pre?.[1] ?? 0, b.pre?.[1] ?? 0);
}

function preRank({ pre, post, dev }: Version): number {
  if (pre !== null) return ['a', 'b', 'rc'].indexOf(pre[0]);
  return post === null && dev !== null ? -1 : 3;
}

/** No local part comes first; words come before numbers, a shorter list before a longer one. */
function compareLocal(a: Version['local'], b: Version['local']): number {
  return compareLists(a ?? [], b ?? [], (x, y) => {
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (typeof x === 'string' && typeof y === 'string') return compare(x, y);
    if (typeof x === 'string' || typeof y === 'string') return typeof x === 'string' ? -1 : 1;
    return compare(x, y);
  });
}
