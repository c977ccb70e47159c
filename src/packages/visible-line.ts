/** Longer ones are no summary and no reason. */
const SHOWN_CHARACTERS = 300;
/** Control characters, and those that turn the direction of what follows: a list would show something else. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A text of somebody else's, as a list can show it: one line of visible characters; null where nothing is left. */
export function oneVisibleLine(text: string | null): string | null {
  const line = text?.replace(HIDDEN, ' ').trim() ?? '';
  if (line === '') return null;
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1)}…` : line;
}
