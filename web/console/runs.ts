import type { TextRun } from './terminal-style';

/** Every UTF-16 unit of these is one column: no wide, combining or joining characters, no tabs. */
const ONE_COLUMN_EACH =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0386-\u0482\u048a-\u0556\u2010-\u2027\u2030-\u205e\u2070-\u20a9\u2100-\u2319\u2400-\u24ff\u2500-\u25fc\u25ff\u2800-\u28ff]*$/;

/** True when columns and UTF-16 units of these runs are the same, as in nearly all output. */
export function areUnitsColumns(runs: readonly TextRun[]): boolean {
  return runs.every(({ text }) => ONE_COLUMN_EACH.test(text));
}

/** The part between two positions in UTF-16 units. */
export function sliceRuns(
  runs: readonly TextRun[],
  start: number,
  end = Number.POSITIVE_INFINITY,
): TextRun[] {
  const sliced: TextRun[] = [];
  let position = 0;
  for (const { text, style } of runs) {
    const piece = text.slice(Math.max(0, start - position), Math.max(0, end - position));
    if (piece !== '') sliced.push({ text: piece, style });
    position += text.length;
  }
  return sliced;
}

/** One after the other, neighbours of one style made one. */
export function joinRuns(...parts: readonly (readonly TextRun[])[]): TextRun[] {
  const joined: TextRun[] = [];
  for (const { text, style } of parts.flat()) {
    const last = joined.at(-1);
    if (last?.style === style) last.text += text;
    else if (text !== '') joined.push({ text, style });
  }
  return joined;
}
