/**
 * The METADATA of a wheel, as far as it says what the wheel needs:
 * https://packaging.python.org/en/latest/specifications/core-metadata/
 */
import { GoruError } from '../contract/goru-error';
import type { CoreMetadata } from './contract';
import { isPackageName, normalizeName } from './package-name';
import { parseRequirement } from './requirement';
import { parseVersion } from './version';

/** The specification: whoever knows version 2 must refuse what has a greater major version. */
const KNOWN_MAJOR_VERSION = 2;

/** Throws `invalid-argument` where the text is no METADATA, or a requirement in it is none. */
export function parseCoreMetadata(text: string): CoreMetadata {
  const fields = readFields(text);
  const one = (key: string): string | null => fields.get(key)?.[0] ?? null;
  const name = one('name') ?? '';
  const version = parseVersion(one('version') ?? '');
  if (!isPackageName(name)) throw badMetadata(`Name is "${name}"`);
  if (version === null) throw badMetadata(`Version is "${one('version') ?? ''}"`);
  const major = Number((one('metadata-version') ?? '1.0').split('.')[0]);
  if (!(major <= KNOWN_MAJOR_VERSION)) {
    throw badMetadata(`Metadata-Version is "${one('metadata-version') ?? ''}"`);
  }
  return {
    name: normalizeName(name),
    version,
    requiresDist: (fields.get('requires-dist') ?? []).map(parseRequirement),
    requiresPython: one('requires-python'),
    providesExtra: (fields.get('provides-extra') ?? []).map(normalizeName),
  };
}

/** The header lines by lower-case key; the description after the first empty line is left. */
function readFields(text: string): Map<string, string[]> {
  const [head = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n\r?\n/, 1);
  const fields = new Map<string, string[]>();
  // A line that begins with a space continues the one before it.
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, key, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const values = fields.get(key.toLowerCase()) ?? [];
    fields.set(key.toLowerCase(), [...values, value]);
  }
  return fields;
}

function badMetadata(what: string): GoruError {
  return new GoruError('invalid-argument', `invalid package metadata: ${what}`);
}
