import { GoruError } from '../contract/goru-error';
import { type HeaderFields, parseHeaderFields } from './header-fields';
import { isPackageName } from './package-name';

/** What a distribution says of itself ("Core metadata specifications"), as far as anybody here asks. */
export interface CoreMetadata {
  metadataVersion: string;
  /** As its author writes it; compare through `normalizeName`. */
  name: string;
  version: string;
  /** Requirements as written, one string each (PEP 508). */
  requiresDist: readonly string[];
  /** A specifier such as ">=3.9", or null. */
  requiresPython: string | null;
  /** Extras as written. */
  providesExtra: readonly string[];
  /** One line: an SPDX expression where there is one, else what comes nearest to it; or null. */
  license: string | null;
  summary: string | null;
  classifiers: readonly string[];
}

/** The newest major version of the format that this parser knows. */
const KNOWN_MAJOR = 2;

/**
 * Parses the text of a METADATA file (in a wheel, or beside it in an index, PEP 658). Fails with a
 * `GoruError` (`protocol`) when a field that must be there is missing, given twice or unusable, and
 * with `unsupported` for a major version of the format that is not known.
 */
export function parseCoreMetadata(text: string): CoreMetadata {
  const fields = parseHeaderFields(text);
  const metadataVersion = requiredField(fields, 'Metadata-Version');
  checkMetadataVersion(metadataVersion);
  const name = requiredField(fields, 'Name');
  if (!isPackageName(name)) {
    throw metadataError(`Name is no valid project name: ${JSON.stringify(name)}`);
  }
  const classifiers = fields.getAll('Classifier');
  return {
    metadataVersion,
    name,
    version: requiredField(fields, 'Version'),
    requiresDist: fields.getAll('Requires-Dist').map(unfold).filter(isFilled),
    requiresPython: nullable(singleField(fields, 'Requires-Python')),
    providesExtra: fields.getAll('Provides-Extra').map(unfold).filter(isFilled),
    license: licenseOf(fields, classifiers),
    summary: nullable(known(fields.get('Summary'))),
    classifiers,
  };
}

/** "Automated tools … MUST fail if metadata_version has a greater major version." */
function checkMetadataVersion(version: string): void {
  const major = /^(\d+)\.\d+$/.exec(version)?.[1];
  if (major === undefined) {
    throw metadataError(`Metadata-Version is no version: ${JSON.stringify(version)}`);
  }
  if (Number(major) > KNOWN_MAJOR) {
    throw new GoruError(
      'unsupported',
      `unsupported package metadata: Metadata-Version ${version}; known is ${String(KNOWN_MAJOR)}.x`,
    );
  }
}

function requiredField(fields: HeaderFields, name: string): string {
  const value = singleField(fields, name);
  if (value === undefined) throw metadataError(`${name} is missing`);
  return value;
}

/** A field on which decisions hang must not be there twice: readers would differ in which one counts. */
function singleField(fields: HeaderFields, name: string): string | undefined {
  const values = fields.getAll(name).map(unfold).filter(isFilled);
  if (values.length > 1) throw metadataError(`${name} is given ${String(values.length)} times`);
  return values[0];
}

function licenseOf(fields: HeaderFields, classifiers: readonly string[]): string | null {
  const expression = fields.get('License-Expression');
  if (expression !== undefined) return unfold(expression);
  const license = known(fields.get('License'));
  // Many put the whole text of their licence here. The classifiers then say it better.
  if (license !== undefined && !license.includes('\n')) return license;
  const fromClassifiers = classifiers
    .filter((classifier) => classifier.startsWith('License ::'))
    .map((classifier) => classifier.split('::').at(-1)?.trim() ?? '')
    .filter((name) => name !== '' && name !== 'OSI Approved');
  if (fromClassifiers.length > 0) return fromClassifiers.join(', ');
  return nullable(license?.split('\n').map(withoutMargin).find(isFilled));
}

/** Older tools write UNKNOWN where their author gave nothing. */
function known(value: string | undefined): string | undefined {
  return value === 'UNKNOWN' ? undefined : value;
}

/**
 * The value on one line, as it was before somebody folded it. Line by line: a pattern for the space around a line's end
 * looks at every space again and again, and a megabyte of them would stop the page for hours.
 */
function unfold(value: string): string {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter(isFilled)
    .join(' ');
}

/** Continuation lines of long texts are marked by a bar after their indentation. */
function withoutMargin(line: string): string {
  return line.replace(/^\s*\|?/, '').trim();
}

function isFilled(value: string): boolean {
  return value !== '';
}

function nullable(value: string | undefined): string | null {
  return value ?? null;
}

function metadataError(why: string): GoruError {
  return new GoruError('protocol', `invalid package metadata: ${why}`);
}
