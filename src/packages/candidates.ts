/** The versions of one project that could be installed here, and why the others could not. */
import { type MarkerEnvironment, PACKAGE_TEXTS, type ProjectFile } from './contract';
import { shown } from '../host/shown-text';
import { contains, parseSpecifiers, type VersionSpecifiers } from './specifiers';
import { compareVersions, parseVersion, requireVersion, type Version, versionKey } from './version';
import { isPureWheel, parseWheelName } from './wheel-name';
import { compareRanks, rankWheel, type WheelRank } from './wheel-preference';

/** A version, with the one wheel of it that would be installed. */
export interface Candidate {
  version: Version;
  file: ProjectFile & { sha256: string };
  /** See `LockedPackage.isPure`. */
  isPure: boolean;
}

export interface Candidates {
  /** The newest first. */
  usable: readonly Candidate[];
  /** The other versions, each with the best reason, the newest first. */
  unusable: readonly { version: Version; reason: string }[];
}

interface Choice {
  version: Version;
  candidate: Candidate | null;
  rank: WheelRank;
  reason: string;
}

/**
 * `wanted` is the SHA-256 of a wheel that a lock names; it is taken before better ones. Files with
 * names of another project or without a hash are left out, as nobody could vouch for them.
 */
export function chooseCandidates(
  name: string,
  files: readonly ProjectFile[],
  environment: MarkerEnvironment,
  wanted: string | null = null,
): Candidates {
  const choices = new Map<string, Choice>();
  // Sorted, so that the choice does not depend on the order of the index.
  for (const file of files.toSorted((a, b) => (a.filename < b.filename ? -1 : 1))) {
    const choice = judge(name, file, environment, wanted);
    if (choice === null) continue;
    const key = versionKey(choice.version);
    const known = choices.get(key);
    if (known === undefined || isBetter(choice, known)) choices.set(key, choice);
  }
  const sorted = [...choices.values()].sort((a, b) => compareVersions(b.version, a.version));
  return {
    usable: sorted.flatMap(({ candidate }) => candidate ?? []),
    unusable: sorted.flatMap(({ version, candidate, reason }) =>
      candidate === null ? [{ version, reason }] : [],
    ),
  };
}

/** True where `requires-python` holds, or is no valid specifier: installers let such pass. */
export function fitsPython(requiresPython: string | null, python: Version): boolean {
  const specifiers: VersionSpecifiers | null = parseSpecifiers(requiresPython ?? '');
  return specifiers === null || contains(specifiers, python);
}

/** Why a version is not for this Python. */
export function describePython(requiresPython: string | null, python: string): string {
  return `needs Python ${shown(requiresPython ?? '')}, this is ${python}`;
}

function judge(
  name: string,
  file: ProjectFile,
  environment: MarkerEnvironment,
  wanted: string | null,
): Choice | null {
  const wheel = parseWheelName(file.filename);
  if (wheel === null) {
    const version = parseSourceVersion(name, file.filename);
    return version && { version, candidate: null, rank: [], reason: PACKAGE_TEXTS.noWheel };
  }
  if (wheel.name !== name) return null;
  const { version } = wheel;
  const reject = (reason: string): Choice => ({ version, candidate: null, rank: [], reason });
  const rank = rankWheel(wheel, environment);
  if (rank === null) return reject(PACKAGE_TEXTS.noWheel);
  const python = environment.python_full_version;
  if (!fitsPython(file.requiresPython, requireVersion(python))) {
    return reject(describePython(file.requiresPython, python));
  }
  const { sha256 } = file;
  if (sha256 === null) return reject('the package index gives no SHA-256 for it');
  const isWanted = sha256 === wanted ? 0 : 1;
  const isYanked = file.yanked === null ? 0 : 1;
  return {
    version,
    candidate: { version, file: { ...file, sha256 }, isPure: isPureWheel(wheel) },
    rank: [isWanted, isYanked, ...rank],
    reason: '',
  };
}

/** What can be used before what cannot; then by rank; a reason of its own before the general one. */
function isBetter(a: Choice, b: Choice): boolean {
  if (a.candidate === null) return b.candidate === null && b.reason === PACKAGE_TEXTS.noWheel;
  return b.candidate === null || compareRanks(a.rank, b.rank) < 0;
}

/** Of an sdist's name, `name-1.0.tar.gz`; old ones write the name as they like. */
function parseSourceVersion(name: string, filename: string): Version | null {
  const [, stem] = /^(.+)\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/i.exec(filename) ?? [];
  const rest = stem?.slice(name.length);
  return rest?.startsWith('-') === true ? parseVersion(rest.slice(1)) : null;
}
