import type { CodeDocument } from './code-document';

/** Knows where the lines of the text that ran are now. */
export interface LineTracker {
  /** From here on, lines are those of the document's present text. */
  start: () => void;
  /**
   * The number of a line now; null when it is gone, or when `quoted` (its text in a traceback) shows
   * that another program is meant: functions of earlier runs live on, with their line numbers.
   */
  lineNow: (line: number, quoted?: string | null) => number | null;
  /** Where lines are now that nobody has touched since; null otherwise. */
  untouchedNow: (first: number, last: number) => number | null;
}

/** Follows edits line by line, whichever editor made them. */
export function trackLines(document: Pick<CodeDocument, 'get' | 'subscribe'>): LineTracker {
  let ran = '';
  let ranLines: readonly string[] = [];
  let lines: readonly string[] = [];
  /** Counted from 0, as everything inside here: line that ran → line now. */
  let places: readonly (number | null)[] = [];

  function start(): void {
    ran = document.get();
    ranLines = lines = ran.split('\n');
    places = ranLines.map((_, index) => index);
  }

  document.subscribe((text, origin) => {
    const before = lines;
    lines = text.split('\n');
    // Also after an undo: it is the text that ran, whatever happened in between.
    if (text === ran) places = ranLines.map((_, index) => index);
    else if (origin === 'replacement') places = [];
    else places = follow(places, before, lines);
  });

  return {
    start,
    lineNow: (line, quoted = null) => {
      if (quoted !== null && ranLines[line - 1]?.trim() !== quoted.trim()) return null;
      const place = places[line - 1] ?? null;
      return place === null ? null : place + 1;
    },
    untouchedNow: (first, last) => {
      const place = places[first - 1] ?? null;
      // A program makes its errors itself: one can end before it begins.
      if (place === null || last < first) return null;
      for (let index = first - 1; index < last; index += 1) {
        const now = places[index] ?? null;
        if (now !== place + index - (first - 1) || lines[now] !== ranLines[index]) return null;
      }
      return place + 1;
    },
  };
}

/** One edit changes lines between those that are the same at the start and at the end. */
function follow(
  places: readonly (number | null)[],
  before: readonly string[],
  after: readonly string[],
): (number | null)[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const end = before.length - same;
  const grown = after.length - before.length;
  // Typing within a line, or breaking it in two, leaves it recognisable; more does not.
  const isInPlace = grown === 0 || end - start === 1;
  return places.map((place) => {
    if (place === null || place < start) return place;
    if (place >= end) return place + grown;
    return isInPlace && place < after.length - same ? place : null;
  });
}
