import { GoruError } from '../contract/goru-error';

/**
 * Looks at one option of a page that may be plain JavaScript, and throws when it cannot be one.
 * `name` is what the page calls it: `limits.fs.tmpBytes`.
 */
export type Check = (value: unknown, name: string) => void;

/** Throws a `GoruError` that says what is wrong and what would be right. */
export function refuse(name: string, value: unknown, wanted: string): never {
  throw new GoruError('invalid-argument', `${name} is ${describe(value)}; give ${wanted}`);
}

/** A check that only asks whether the value is of a kind. */
export function checkThat(is: (value: unknown) => boolean, wanted: string): Check {
  return (value, name) => {
    if (!is(value)) refuse(name, value, wanted);
  };
}

export const checkFunction = checkThat((value) => typeof value === 'function', 'a function');
export const checkText = checkThat((value) => typeof value === 'string', 'a string');
// Not `instanceof`: each realm has an AbortSignal of its own.
export const checkSignal = checkThat(
  (value) =>
    isObject(value) && typeof value['aborted'] === 'boolean' && 'addEventListener' in value,
  'an AbortSignal',
);

export function checkOneOf(...choices: readonly (string | boolean)[]): Check {
  const wanted = choices.map((choice) => JSON.stringify(choice));
  return checkThat((value) => choices.some((choice) => choice === value), enumerate(wanted, 'or'));
}

/** An array of which `check` looks at every item. */
export function checkList(check: Check, wanted: string): Check {
  return (value, name) => {
    if (!Array.isArray(value)) refuse(name, value, wanted);
    for (const [i, item] of value.entries()) check(item, `${name}[${String(i)}]`);
  };
}

/** An object of which `check` looks at every value, whatever its keys. */
export function checkEntries(check: Check, wanted: string): Check {
  return (value, name) => {
    if (!isPlain(value)) refuse(name, value, wanted);
    for (const [key, item] of Object.entries(value)) check(item, `${name}[${describe(key)}]`);
  };
}

/**
 * An object with the keys of `checks` and no other. Those in `required` must be there; `undefined`
 * is as good as not given.
 */
export function checkFields(
  checks: Readonly<Record<string, Check>>,
  options: { wanted?: string; required?: readonly string[]; prefix?: string } = {},
): Check {
  const { wanted = 'an object', required = [] } = options;
  return (value, name) => {
    const prefix = options.prefix ?? `${name}.`;
    if (!isPlain(value)) refuse(name, value, wanted);
    for (const [key, item] of Object.entries(value)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      if (check === undefined) refuseUnknown(name, key, Object.keys(checks));
      if (item !== undefined) check(item, `${prefix}${key}`);
    }
    for (const key of required) {
      if (value[key] === undefined) checks[key]?.(undefined, `${prefix}${key}`);
    }
  };
}

function refuseUnknown(owner: string, key: string, known: readonly string[]): never {
  const nearest = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, key.length / 3))
    .sort((a, b) => a.distance - b.distance)[0];
  const advice =
    nearest === undefined
      ? `give ${enumerate(known, 'or')}`
      : `did you mean ${JSON.stringify(nearest.name)}?`;
  throw new GoruError('invalid-argument', `unknown option ${describe(key)} in ${owner}; ${advice}`);
}

/** Levenshtein's. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const SHOWN_CHARACTERS = 60;

/** A value as an error message shows it. */
export function describe(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
  }
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return /^[AEIOU]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

export function enumerate(words: readonly string[], conjunction: 'and' | 'or'): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** An object with options in it, or a module of them: no array, no Map, no function. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return ['[object Object]', '[object Module]'].includes(Object.prototype.toString.call(value));
}
