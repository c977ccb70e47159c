/**
 * How much JSON text is worth parsing. Its bytes do not tell: sixty megabytes are one long string,
 * which is parsed in no time, or thirty million arrays, which take seconds and gigabytes.
 */

/** A few hundred milliseconds of parsing, and as many megabytes. */
const MAX_WEIGHT = 4_000_000;
/** An object or array, beside a value in one. */
const CONTAINER_WEIGHT = 4;
/** More members than this in one object, and each is a new key: ten times the work of a value. */
const MEMBERS_AT_EASE = 100;
const MEMBER_WEIGHT = 8;
/** Python's own encoder gives up at a tenth of this. */
const MAX_DEPTH = 10_000;

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, COLON] = [code('"'), code('\\'), code(','), code(':')];
const [OPEN_ARRAY, OPEN_OBJECT] = [code('['), code('{')];
const [CLOSE_ARRAY, CLOSE_OBJECT] = [code(']'), code('}')];

/**
 * True when `json` (UTF-8, well-formed or not) has more values, or nests them deeper, than any
 * honest program says in one message. Counts commas, colons and brackets outside of strings, in one
 * pass.
 */
export function isTooComplex(json: Uint8Array): boolean {
  if (json.length * CONTAINER_WEIGHT <= MAX_WEIGHT && json.length <= MAX_DEPTH) return false;
  let weight = 0;
  let depth = 0;
  const members = new Uint32Array(MAX_DEPTH + 1);
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i];
    if (byte === QUOTE) {
      i = endOfString(json, i + 1);
    } else if (byte === COMMA) {
      weight += 1;
    } else if (byte === COLON) {
      const count = (members[depth] ?? 0) + 1;
      members[depth] = count;
      if (count > MEMBERS_AT_EASE) weight += MEMBER_WEIGHT;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      weight += CONTAINER_WEIGHT;
      depth += 1;
      if (depth > MAX_DEPTH) return true;
      members[depth] = 0;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth -= 1;
    }
    if (weight > MAX_WEIGHT) return true;
  }
  return false;
}

/** Where the string ends that begins at `start`: its closing quote, or the end of the text. */
function endOfString(json: Uint8Array, start: number): number {
  let quote = json.indexOf(QUOTE, start);
  while (quote !== -1 && isEscaped(json, start, quote)) quote = json.indexOf(QUOTE, quote + 1);
  return quote === -1 ? json.length : quote;
}

function isEscaped(json: Uint8Array, start: number, quote: number): boolean {
  let backslashes = 0;
  while (quote - backslashes > start && json[quote - backslashes - 1] === BACKSLASH) {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}
