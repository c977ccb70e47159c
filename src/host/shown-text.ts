/**
 * What a message or a report repeats of a text that the guest has chosen: that can be as long as a frame, and whoever
 * lists hundreds of calls would hold gigabytes. By itself as much as somebody reads of a name.
 */
export function shown(text: string, max = 200): string {
  // A new text: engines keep the whole of one for as long as there is a slice of it.
  return text.length <= max ? text : `${Array.from(text.slice(0, max)).join('')}…`;
}

/** As much as somebody reads of what went wrong. */
export const MESSAGE_CHARACTERS = 2_000;
