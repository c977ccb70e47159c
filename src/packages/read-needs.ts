import { isGoruError } from '../contract/goru-error';
import { type Candidate, describePython, fitsPython } from './candidates';
import type { CoreMetadata, MarkerEnvironment, PackageSource, Requirement } from './contract';
import { appliesTo, formatRequirement } from './requirement';
import { compareVersions, requireVersion } from './version';

/** What a candidate needs here. */
export interface Needs {
  metadata: CoreMetadata;
  requirements: readonly Requirement[];
}

interface Reader {
  environment: MarkerEnvironment;
  source: PackageSource;
  refuse?: (name: string, candidate: Candidate) => string | null;
  /** What the program asked for; a URL of another requirer must be among it. */
  requests: readonly Requirement[];
}

/**
 * The requirements of a candidate, or of one extra of it beyond those; a text where the candidate
 * cannot be used: why not. Metadata that breaks the standards spoils one version in this way, while
 * a failure of the network is thrown.
 */
export async function readNeeds(
  { name, extra, candidate }: { name: string; extra: string | null; candidate: Candidate },
  { environment, source, refuse, requests }: Reader,
): Promise<Needs | string> {
  const { file, version } = candidate;
  const refusal = refuse?.(name, candidate) ?? null;
  if (refusal !== null) return refusal;
  try {
    const metadata = await source.metadata(file);
    const isSame = metadata.name === name && compareVersions(metadata.version, version) === 0;
    if (!isSame) return `its METADATA is of ${metadata.name} ${metadata.version.text}`;
    const python = environment.python_full_version;
    if (!fitsPython(metadata.requiresPython, requireVersion(python))) {
      return describePython(metadata.requiresPython, python);
    }
    const requirements = metadata.requiresDist.filter((requirement) => {
      const isAlwaysNeeded = appliesTo(requirement, environment);
      if (extra === null) return isAlwaysNeeded;
      return !isAlwaysNeeded && appliesTo(requirement, environment, extra);
    });
    return findForeignUrl(requirements, requests) ?? { metadata, requirements };
  } catch (error) {
    if (!isGoruError(error) || error.code !== 'invalid-argument') throw error;
    return [error.message, ...error.notes].join('; ');
  }
}

/** Only a program may name URLs: the files of an index must not send the installer elsewhere. */
function findForeignUrl(
  requirements: readonly Requirement[],
  requests: readonly Requirement[],
): string | null {
  const foreign = requirements.find(
    ({ name, url }) =>
      url !== null && !requests.some((request) => request.name === name && request.url === url),
  );
  if (foreign === undefined) return null;
  return `requires ${formatRequirement(foreign)}, a URL that the program itself must ask for`;
}
