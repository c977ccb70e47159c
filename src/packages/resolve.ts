/** Finds the packages to install: a version of each, such that everything fits together. */
import type { Admitted } from './admission';
import type { Allowlist } from './allowlist';
import { Attempt } from './attempt';
import type { Candidate } from './candidates';
import type { MarkerEnvironment, PackageSource, Requirement, Resolution } from './contract';

/** A version to keep where the requirements let it be, and its wheel, as a lock file names them. */
export interface PreferredVersion {
  version: string;
  sha256: string | null;
}

export interface ResolveOptions {
  /** What the program asks for; those whose marker does not hold here are left out. */
  requirements: readonly Requirement[];
  /** Versions that hold for packages if they are needed at all, such as what is installed. */
  constraints?: readonly Requirement[];
  /** By normalised name. */
  preferred?: ReadonlyMap<string, PreferredVersion>;
  allowlist?: Allowlist;
  environment: MarkerEnvironment;
  source: PackageSource;
  /** Why a version must not be chosen, as after a failed import check; null where it may be. */
  refuse?: (name: string, candidate: Candidate) => string | null;
  /** Unlimited when absent. */
  maxPackages?: number;
  signal?: AbortSignal;
}

/**
 * Prefers the newest versions, that of what was asked for first. The same answers of the index
 * give the same result.
 *
 * Errors: `permission` (not allowed), `invalid-argument` (not found, no version, a conflict, which
 * is explained), `unsupported` (no wheel), `limit` (too many packages), `network`; the signal's
 * reason when it aborts.
 *
 * Pre-releases and yanked versions are not seen at first. Where a requirement asks for them, they
 * are admitted and the search starts again; what was fetched is kept by the source.
 */
export async function resolve(options: ResolveOptions): Promise<Resolution> {
  const admitted: Admitted = { prereleases: new Set(), yanked: new Set() };
  for (;;) {
    const attempt = new Attempt(
      { maxPackages: Infinity, constraints: [], preferred: new Map(), ...options },
      admitted,
    );
    const resolution = await attempt.run();
    if (resolution !== 'start again') return resolution;
  }
}
