import type { Admitted } from './admission';
import { type Candidate, type Candidates, chooseCandidates } from './candidates';
import {
  type MarkerEnvironment,
  PACKAGE_TEXTS,
  type ProjectFile,
  type Requirement,
} from './contract';
import type { PreferredVersion } from './resolve';
import { contains, formatSpecifiers, type VersionSpecifiers } from './specifiers';
import { compareVersions, isPrerelease, parseVersion, type Version } from './version';
import { candidateSet, hasCandidate, type VersionSet } from './version-set';

/** One project of the index (or one file behind a URL) during one search. */
export class Project {
  /** The newest first. */
  readonly candidates: readonly Candidate[];
  readonly everything: VersionSet;
  readonly prereleases: VersionSet;
  readonly yanked: VersionSet;
  /** Withdrawn, and asked for by nobody who may. */
  readonly hiddenYanked: VersionSet;
  /** What may be chosen without being asked for in a special way. */
  readonly visible: VersionSet;
  readonly #unusable: Candidates['unusable'];
  readonly #exists: boolean;
  readonly #isDirect: boolean;
  readonly #preferred: Version | null;
  /** By identity: the same requirement is looked at again and again. */
  readonly #matching = new Map<VersionSpecifiers, VersionSet>();

  /** `files` is null where the index has no such project. */
  constructor(
    readonly name: string,
    files: readonly ProjectFile[] | null,
    options: {
      environment: MarkerEnvironment;
      preferred: PreferredVersion | null;
      admitted: Admitted;
      /** The file was asked for by its URL. */
      isDirect: boolean;
    },
  ) {
    const { environment, preferred, admitted } = options;
    const { usable, unusable } = chooseCandidates(
      name,
      files ?? [],
      environment,
      preferred?.sha256 ?? null,
    );
    this.candidates = usable;
    this.#unusable = unusable;
    this.#exists = files !== null;
    this.#isDirect = options.isDirect;
    this.#preferred = preferred === null ? null : parseVersion(preferred.version);
    this.everything = candidateSet(usable, () => true);
    const kept = candidateSet(usable, ({ version }) => this.#isPreferred(version));
    this.prereleases = candidateSet(usable, ({ version }) => isPrerelease(version));
    this.yanked = candidateSet(usable, ({ file }) => file.yanked !== null);
    const asked = candidateSet(usable, ({ version }) =>
      admitted.yanked.has(`${name} ${version.text}`),
    );
    this.hiddenYanked = this.yanked & ~asked & ~kept;
    const hidden = admitted.prereleases.has(name) ? 0n : this.prereleases & ~kept;
    this.visible = this.everything & ~hidden & ~this.hiddenYanked;
  }

  candidate(index: number): Candidate {
    const candidate = this.candidates[index];
    if (candidate === undefined) throw new Error(`${this.name} has no candidate ${String(index)}`);
    return candidate;
  }

  /** Every version that the requirement admits, hidden or not. A URL is its own only candidate. */
  matching({ specifiers }: Requirement): VersionSet {
    const known = this.#matching.get(specifiers);
    if (known !== undefined) return known;
    const set = candidateSet(this.candidates, ({ version }) => contains(specifiers, version));
    this.#matching.set(specifiers, set);
    return set;
  }

  /**
   * Candidates in the order in which they should be tried: what is preferred, the newest final
   * release, pre-releases (before finals where they are asked for), and last what was withdrawn.
   */
  order(among: VersionSet, { withPrereleases }: { withPrereleases: boolean }): number[] {
    const rank = (index: number): number => {
      if (this.#isPreferred(this.candidate(index).version)) return 0;
      if (hasCandidate(this.yanked, index)) return 3;
      return hasCandidate(this.prereleases, index) && !withPrereleases ? 2 : 1;
    };
    return [...this.candidates.keys()]
      .filter((index) => hasCandidate(among, index))
      .sort((a, b) => rank(a) - rank(b) || a - b);
  }

  /** Why nothing that may be chosen satisfies the requirement. */
  explainLack(requirement: Requirement): string {
    if (!this.#exists) return PACKAGE_TEXTS.notFound;
    const yanked = this.candidates.find(
      ({ version, file }) => file.yanked !== null && contains(requirement.specifiers, version),
    );
    if (yanked !== undefined) {
      const why = yanked.file.yanked === '' ? '' : `: ${yanked.file.yanked ?? ''}`;
      return `version ${yanked.version.text} was withdrawn${why}; only == gets it`;
    }
    const unusable = this.#unusable.filter(({ version }) =>
      contains(requirement.specifiers, version),
    );
    const special = unusable.find(({ reason }) => reason !== PACKAGE_TEXTS.noWheel);
    if (special !== undefined) return `version ${special.version.text} ${special.reason}`;
    if (this.#isDirect && this.candidates.length > 0) {
      return `the URL that was asked for has ${this.#newest}`;
    }
    const isEmpty = this.candidates.length + this.#unusable.length === 0;
    if (unusable.length > 0 || isEmpty) return PACKAGE_TEXTS.noWheel;
    return `no version is ${formatSpecifiers(requirement.specifiers)}, the newest is ${this.#newest}`;
  }

  /** The newest release that all these requirements admit, if it is newer than the candidate and of no use here. */
  passedOver(
    index: number,
    requirements: readonly Requirement[],
  ): Candidates['unusable'][number] | undefined {
    const chosen = this.candidate(index).version;
    return this.#unusable.find(
      ({ version }) =>
        !isPrerelease(version)
        && compareVersions(version, chosen) > 0
        && requirements.every(({ specifiers }) => contains(specifiers, version)),
    );
  }

  get #newest(): string {
    const versions = [...this.candidates, ...this.#unusable].map(({ version }) => version);
    return versions.sort(compareVersions).at(-1)?.text ?? '';
  }

  #isPreferred(version: Version): boolean {
    return this.#preferred !== null && compareVersions(version, this.#preferred) === 0;
  }
}
