/** What follows an ESC character, as far as a terminal line model cares. */
export type EscapeSequence =
  /** `ESC [ params final`: colours, cursor moves, erasing. */
  | { type: 'csi'; params: string; final: string }
  /** `ESC final`: save and restore, reset. */
  | { type: 'simple'; final: string }
  /** `ESC ]`, `ESC P` …: a string follows, up to BEL or `ESC \`. */
  | { type: 'string-start' }
  /** Not a sequence a terminal would act on. */
  | { type: 'malformed' };

const ESC = '\u001b';
/** No real sequence is longer; more means garbage, which must not be kept for ever. */
const SEQUENCE_MAX_LENGTH = 256;

/**
 * Reads the sequence which starts with the ESC at `start`. `null` when the text ends before the
 * sequence does: keep the rest and try again with more.
 */
export function readEscapeSequence(
  text: string,
  start: number,
): { sequence: EscapeSequence; end: number } | null {
  const introducer = text[start + 1];
  if (introducer === undefined) return null;
  if (introducer === '[') return readCsi(text, start + 2);
  if (']PX^_'.includes(introducer)) return { sequence: { type: 'string-start' }, end: start + 2 };
  let end = start + 1;
  while (isBetween(text[end], ' ', '/')) end += 1;
  if (end - start > SEQUENCE_MAX_LENGTH) return { sequence: { type: 'malformed' }, end };
  const final = text[end];
  if (final === undefined) return null;
  // A control character (another ESC, a newline) breaks the sequence off and acts itself.
  if (!isBetween(final, '0', '~')) return { sequence: { type: 'malformed' }, end };
  // `ESC ( B` and the like choose character sets: the intermediate makes it another command.
  const isPlain = end === start + 1;
  return { sequence: isPlain ? { type: 'simple', final } : { type: 'malformed' }, end: end + 1 };
}

function readCsi(
  text: string,
  paramsStart: number,
): { sequence: EscapeSequence; end: number } | null {
  let end = paramsStart;
  while (isBetween(text[end], '0', '?')) end += 1;
  const params = text.slice(paramsStart, end);
  const intermediatesStart = end;
  while (isBetween(text[end], ' ', '/')) end += 1;
  if (end - paramsStart > SEQUENCE_MAX_LENGTH) return { sequence: { type: 'malformed' }, end };
  const final = text[end];
  if (final === undefined) return null;
  if (!isBetween(final, '@', '~')) return { sequence: { type: 'malformed' }, end };
  // Private (`?25l`) and intermediate forms are other commands than their bare final letter.
  const isStandard = end === intermediatesStart && !/[<=>?]/.test(params);
  const sequence: EscapeSequence = isStandard
    ? { type: 'csi', params, final }
    : { type: 'malformed' };
  return { sequence, end: end + 1 };
}

/**
 * Where a string (title, link …) ends in `text`; -1 when it goes on beyond it. A newline ends it,
 * too: whoever forgot the terminator loses a line, and not all that is printed afterwards.
 */
export function findStringEnd(text: string, start: number): number {
  const bell = text.indexOf('\u0007', start);
  const others = [text.indexOf(ESC, start), text.indexOf('\n', start)].filter((at) => at !== -1);
  const other = others.length === 0 ? -1 : Math.min(...others);
  if (other !== -1 && (bell === -1 || other < bell)) return other;
  return bell === -1 ? -1 : bell + 1;
}

function isBetween(character: string | undefined, low: string, high: string): boolean {
  return character !== undefined && character >= low && character <= high;
}
