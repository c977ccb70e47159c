/** More than somebody reads of a name. */
const NAME_CHARACTERS = 200;
/** And of what went wrong. */
const MESSAGE_CHARACTERS = 2_000;

/**
 * What a message or a report repeats of a name that the guest has chosen: that can be as long as a frame, and whoever
 * lists hundreds of calls would hold gigabytes.
 */
export function shownName(text: string): string {
  return shorten(text, NAME_CHARACTERS);
}

/** The same for a message: those of a page's functions, and of a program's own words, are not ours. */
export function shownMessage(text: string): string {
  return shorten(text, MESSAGE_CHARACTERS);
}

/** A new text: engines keep the whole of one for as long as there is a slice of it. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${Array.from(text.slice(0, max)).join('')}…`;
}
