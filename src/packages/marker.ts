/**
 * Environment markers of the "Dependency specifiers" specification (PEP 508):
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers
 */
import { GoruError } from '../contract/goru-error';
import { type MarkerEnvironment, PACKAGE_TEXTS } from './contract';
import { normalizeName } from './package-name';
import { contains, parseSpecifiers } from './specifiers';
import type { TextScanner } from './text-scanner';
import { parseVersion } from './version';

export type MarkerVariable = keyof MarkerEnvironment | 'extra';

export type MarkerOperand =
  { type: 'variable'; name: MarkerVariable } | { type: 'text'; value: string };

export type Marker =
  | { type: 'and' | 'or'; left: Marker; right: Marker }
  | { type: 'comparison'; left: MarkerOperand; operator: string; right: MarkerOperand };

/** Values that compare as versions, where both sides are such. */
const VERSION_VARIABLES: ReadonlySet<string> = new Set<MarkerVariable>([
  'implementation_version',
  'platform_release',
  'python_full_version',
  'python_version',
]);

/** The second spelling is that of PEP 345; old metadata has it. */
const VARIABLES: Readonly<Record<string, MarkerVariable>> = {
  extra: 'extra',
  implementation_name: 'implementation_name',
  implementation_version: 'implementation_version',
  os_name: 'os_name',
  'os.name': 'os_name',
  platform_machine: 'platform_machine',
  'platform.machine': 'platform_machine',
  platform_python_implementation: 'platform_python_implementation',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
  platform_release: 'platform_release',
  platform_system: 'platform_system',
  platform_version: 'platform_version',
  'platform.version': 'platform_version',
  python_full_version: 'python_full_version',
  python_version: 'python_version',
  sys_platform: 'sys_platform',
  'sys.platform': 'sys_platform',
};

/** Brackets within brackets; the engine's stack ends somewhere beyond. */
const MAX_DEPTH = 100;

/** Reads a marker, which may be followed by anything that cannot belong to it. */
export function readMarker(scanner: TextScanner, depth = 0): Marker {
  return readChain(scanner, 'or', () => readChain(scanner, 'and', () => readTerm(scanner, depth)));
}

/**
 * `extra` is the extra for which the answer is wanted, normalised, or empty for none. A comparison
 * that the specification does not define (`os_name ~= "posix"`) is an `invalid-argument`.
 */
export function evaluateMarker(
  marker: Marker,
  environment: MarkerEnvironment,
  extra: string,
): boolean {
  if (marker.type === 'comparison') {
    return evaluateComparison(marker, { ...environment, extra });
  }
  // Both sides, so that what is not defined is an error wherever it stands.
  const left = evaluateMarker(marker.left, environment, extra);
  const right = evaluateMarker(marker.right, environment, extra);
  return marker.type === 'and' ? left && right : left || right;
}

function readChain(scanner: TextScanner, type: 'and' | 'or', readItem: () => Marker): Marker {
  const word = type === 'and' ? /and(?![\w.])/y : /or(?![\w.])/y;
  let marker = readItem();
  while (scanner.read(word) !== null) marker = { type, left: marker, right: readItem() };
  return marker;
}

function readTerm(scanner: TextScanner, depth: number): Marker {
  if (scanner.read(/\(/y) !== null) {
    if (depth === MAX_DEPTH) scanner.fail(`at most ${String(MAX_DEPTH)} brackets in each other`);
    const marker = readMarker(scanner, depth + 1);
    scanner.require(/\)/y, '")"');
    return marker;
  }
  const left = readOperand(scanner);
  const operator = scanner
    .require(/===|[=~!<>]=|[<>]|in(?![\w.])|not[ \t]+in(?![\w.])/y, 'a comparison such as ==')
    .replace(/\s+/, ' ');
  return { type: 'comparison', left, operator, right: readOperand(scanner) };
}

function readOperand(scanner: TextScanner): MarkerOperand {
  const quoted = scanner.read(/"[^"]*"|'[^']*'/y);
  if (quoted !== null) return { type: 'text', value: quoted.slice(1, -1) };
  scanner.skipSpace();
  const word = /^[a-z_.]+/i.exec(scanner.text.slice(scanner.position))?.[0] ?? '';
  const name = Object.hasOwn(VARIABLES, word) ? VARIABLES[word] : undefined;
  if (name === undefined) scanner.fail('a marker variable or a quoted text');
  scanner.read(/[a-z_.]+/iy);
  return { type: 'variable', name };
}

function evaluateComparison(
  { left, operator, right }: Extract<Marker, { type: 'comparison' }>,
  values: Readonly<Record<MarkerVariable, string>>,
): boolean {
  const [variable] = [left, right].flatMap((side) => (side.type === 'variable' ? [side.name] : []));
  const toValue = (side: MarkerOperand): string => {
    const value = side.type === 'text' ? side.value : values[side.name];
    return variable === 'extra' ? normalizeName(value) : value;
  };
  const [a, b] = [toValue(left), toValue(right)];
  if (variable !== undefined && VERSION_VARIABLES.has(variable)) {
    if (operator === '===') return a.toLowerCase() === b.toLowerCase();
    const version = parseVersion(a);
    const specifiers = parseSpecifiers(`${operator}${b}`);
    if (version !== null && specifiers !== null) return contains(specifiers, version);
  }
  return compareTexts(a, operator, b);
}

/** Texts have no order: `<=` and `>=` mean equal, `<` and `>` never hold. */
function compareTexts(a: string, operator: string, b: string): boolean {
  switch (operator) {
    case 'in':
      return b.includes(a);
    case 'not in':
      return !b.includes(a);
    case '==':
    case '<=':
    case '>=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
    case '>':
      return false;
    default:
      throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidRequirement, {
        notes: [`"${a}" ${operator} "${b}" is not defined: ${operator} compares versions`],
      });
  }
}
