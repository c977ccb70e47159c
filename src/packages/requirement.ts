/**
 * Requirements of the "Dependency specifiers" specification (PEP 508):
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/
 *
 * `requests[socks]>=2.8.1,<3; python_version > "3.8"` or `name @ https://host/name-1.0-py3-none-any.whl`.
 */
import { GoruError } from '../contract/goru-error';
import { type MarkerEnvironment, PACKAGE_TEXTS, type Requirement } from './contract';
import { evaluateMarker, readMarker } from './marker';
import { isPackageName, normalizeName } from './package-name';
import { formatSpecifiers, parseSpecifiers, type VersionSpecifiers } from './specifiers';
import { requirementError, TextScanner } from './text-scanner';

/** What nobody writes by hand; each clause is compared with every version there is. */
const MAX_LENGTH = 10_000;

/**
 * Throws `invalid-argument` with one of the contract's texts; a note says what was expected where.
 */
export function parseRequirement(text: string): Requirement {
  if (text.trim() === '') throw new GoruError('invalid-argument', PACKAGE_TEXTS.nameRequired);
  if (text.length > MAX_LENGTH) {
    const expected = `no more than ${String(MAX_LENGTH)} characters, not`;
    throw requirementError({ text, position: text.length, expected });
  }
  const scanner = new TextScanner(text.trim());
  const name = readName(scanner, 'a package name', PACKAGE_TEXTS.invalidName);
  const extras = readExtras(scanner);
  const url = readUrl(scanner);
  const specifiers = url === null ? readSpecifiers(scanner) : [];
  const marker = scanner.read(/;/y) === null ? null : readMarker(scanner);
  if (!scanner.isAtEnd)
    scanner.fail(marker === null ? describeRest(url) : '"and", "or" or the end');
  return { name, extras, specifiers, url, marker, text: scanner.text };
}

/** True where the requirement counts in this environment, for one extra of the requirer or none. */
export function appliesTo(
  { marker }: Requirement,
  environment: MarkerEnvironment,
  extra = '',
): boolean {
  return marker === null || evaluateMarker(marker, environment, extra);
}

/** Without its marker, in the normalised spelling: `requests[socks]>=2.8.1,<3`. */
export function formatRequirement({ name, extras, specifiers, url }: Requirement): string {
  const list = extras.length === 0 ? '' : `[${extras.join(',')}]`;
  return `${name}${list}${url === null ? formatSpecifiers(specifiers) : ` @ ${url}`}`;
}

function readName(scanner: TextScanner, expected: string, message?: string): string {
  scanner.skipSpace();
  const start = scanner.position;
  const word = scanner.read(/[a-z\d._-]+/iy) ?? '';
  if (isPackageName(word)) return normalizeName(word);
  throw requirementError({ text: scanner.text, position: start, expected, message });
}

function readExtras(scanner: TextScanner): string[] {
  const extras = new Set<string>();
  if (scanner.read(/\[/y) === null) return [];
  if (scanner.read(/\]/y) !== null) return [];
  do extras.add(readName(scanner, 'the name of an extra'));
  while (scanner.read(/,/y) !== null);
  scanner.require(/\]/y, '"," or "]"');
  return [...extras].sort();
}

/** A URL ends at white space: `;` may be part of one. */
function readUrl(scanner: TextScanner): string | null {
  if (scanner.read(/@/y) === null) return null;
  scanner.skipSpace();
  const { position, text } = scanner;
  // Visible ASCII without a backslash: a person is asked about it as it stands.
  const url = scanner.read(/[!-[\]-~]+/y);
  const protocol = url === null ? undefined : URL.parse(url)?.protocol;
  if (url === null || (protocol !== 'https:' && protocol !== 'http:')) {
    throw requirementError({ text, position, expected: 'an https: URL' });
  }
  return url;
}

function readSpecifiers(scanner: TextScanner): VersionSpecifiers {
  const isParenthesized = scanner.read(/\(/y) !== null;
  scanner.skipSpace();
  const start = scanner.position;
  // `===` takes any text (PEP 440), so that only what separates clauses ends one.
  const clauses = scanner.read(/[=~!<>][^;)]*/y) ?? '';
  const specifiers = parseSpecifiers(clauses);
  if (specifiers === null) {
    throw requirementError({
      text: scanner.text,
      position: start + firstBadClause(clauses),
      expected: 'a version specifier such as >=2.8.1',
      message: PACKAGE_TEXTS.invalidSpecifier,
    });
  }
  if (isParenthesized) scanner.require(/\)/y, '")"');
  return specifiers;
}

/** Where in the list the first clause stands that is no specifier. */
function firstBadClause(clauses: string): number {
  let position = 0;
  for (const clause of clauses.split(',')) {
    const bad = clause.trim() === '' || parseSpecifiers(clause) === null;
    if (bad) return position + (clause.length - clause.trimStart().length);
    position += clause.length + 1;
  }
  return 0;
}

function describeRest(url: string | null): string {
  return url === null ? 'a version specifier, ";" or the end' : '";" after a space, or the end';
}
