import type { TerminalStyle, TextRun } from './terminal-style';

/**
 * One column of a line. A wide character takes two: the second one has no text of its own.
 * Combining marks and joined emoji stay with the character they belong to.
 */
export interface Cell {
  text: string;
  style: TerminalStyle;
}

const TAB_COLUMNS = 8;
const ASCII_ONLY = /^[ -~]*$/;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
/** Variation selector 16 turns a text symbol into an emoji. */
const EMOJI_SELECTOR = '\ufe0f';

/** Made for the first text that needs it. */
let graphemes: Intl.Segmenter | undefined;

/** The columns a line takes; tabs reach to the next multiple of eight. */
export function toCells(runs: readonly TextRun[]): Cell[] {
  const cells: Cell[] = [];
  for (const { text, style } of runs) appendCells(cells, text, style);
  return cells;
}

/** More marks on one character than any script has are noise, and would cost memory without a column. */
const CELL_MAX_LENGTH = 64;

/** Adds `text` behind `cells`. */
export function appendCells(cells: Cell[], text: string, style: TerminalStyle): void {
  writeCells(cells, cells.length, text, style);
}

/** Writes `text` over the columns from `column` on; returns the column after it. */
export function writeCells(
  cells: Cell[],
  column: number,
  text: string,
  style: TerminalStyle,
): number {
  const written: Cell[] = [];
  const at = (index: number): Cell | undefined => written[index - column] ?? cells[index];
  for (const grapheme of splitGraphemes(text)) {
    const end = column + written.length;
    const before = at(end - 1);
    if (grapheme === '\t') {
      do written.push({ text: ' ', style });
      while ((column + written.length) % TAB_COLUMNS !== 0);
    } else if (before && ZERO_WIDTH.test(grapheme)) {
      const owner = before.text === '' ? at(end - 2) : before;
      if (owner && owner.text.length < CELL_MAX_LENGTH) owner.text += grapheme;
    } else {
      written.push({ text: grapheme.slice(0, CELL_MAX_LENGTH), style });
      if (isWide(grapheme)) written.push({ text: '', style });
    }
  }
  const end = column + written.length;
  // What is left of wide characters that the new text covers by half turns blank.
  blankHalves(cells, column);
  blankHalves(cells, end);
  cells.splice(column, written.length, ...written);
  return end;
}

/** Joins columns into as few runs as possible. */
export function toRuns(cells: readonly Cell[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const { text, style } of cells) {
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({ text, style });
  }
  return runs;
}

/** After a cut through a wide character its remaining half is blank, as in every terminal. */
export function blankHalves(cells: Cell[], column: number): void {
  const cell = cells[column];
  const before = cells[column - 1];
  if (cell?.text !== '' || !before) return;
  cells[column] = { text: ' ', style: cell.style };
  cells[column - 1] = { text: ' ', style: before.style };
}

function splitGraphemes(text: string): Iterable<string> {
  if (ASCII_ONLY.test(text)) return text;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

function isWide(grapheme: string): boolean {
  return WIDE.test(grapheme) || grapheme.includes(EMOJI_SELECTOR);
}
