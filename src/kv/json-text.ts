import { GoruError } from '../contract/goru-error';

/** Strings are kept as they are, white space between everything else is not. */
const STRING_OR_SPACE = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\n\r]+/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * JSON text without white space, otherwise as it was written: reading and writing it again would
 * round large integers and turn `1.0` into `1`. Lone surrogates, which UTF-8 cannot say, become
 * escapes.
 *
 * @throws GoruError (`invalid-argument`) when it is no JSON.
 */
export function compactJson(json: string): string {
  try {
    JSON.parse(json);
  } catch (cause) {
    throw new GoruError('invalid-argument', 'value is not JSON', { cause });
  }
  return json
    .replace(STRING_OR_SPACE, (_match, text: string | undefined) => text ?? '')
    .replace(LONE_SURROGATES, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}
