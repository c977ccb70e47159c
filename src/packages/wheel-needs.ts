/** What a wheel needs, by its METADATA: the resolver's view of it. */
import { GoruError, isGoruError } from '../contract/goru-error';
import type { CoreMetadata as Needs } from './contract';
import { parseCoreMetadata } from './core-metadata';
import { normalizeName } from './package-name';
import { parseRequirement } from './requirement';
import { parseVersion } from './version';

/**
 * Throws `invalid-argument` where the text is no METADATA, or a requirement in it is none: that spoils
 * one version, and not the search.
 */
export function parseNeeds(text: string): Needs {
  const metadata = readMetadata(text);
  const version = parseVersion(metadata.version);
  if (version === null) {
    throw new GoruError(
      'invalid-argument',
      `invalid package metadata: Version is "${metadata.version}"`,
    );
  }
  return {
    name: normalizeName(metadata.name),
    version,
    requiresDist: metadata.requiresDist.map(parseRequirement),
    requiresPython: metadata.requiresPython,
    providesExtra: metadata.providesExtra.map(normalizeName),
  };
}

function readMetadata(text: string): ReturnType<typeof parseCoreMetadata> {
  try {
    return parseCoreMetadata(text);
  } catch (error) {
    if (!isGoruError(error)) throw error;
    throw new GoruError('invalid-argument', error.message, { cause: error, notes: error.notes });
  }
}
