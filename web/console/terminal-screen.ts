import { LINE_COLUMNS_MAX, TerminalLine } from './terminal-line';
import { PLAIN_STYLES } from './terminal-style';
import type { TerminalStyle, TextRun } from './terminal-style';

/** Lines that cursor moves can still reach. What scrolls out above them never changes again. */
export const LIVE_ROWS_MAX = 50;

/** Cursor moves end here, as at the edge of a terminal: one move must not cost memory. */
const COLUMNS_MAX = 1_000;

/** The cursor stands behind the last character, wherever that is. */
const LINE_END = Number.POSITIVE_INFINITY;

/** What happened since the last look. */
export interface ScreenChanges {
  /** The program cleared the screen: everything shown before is gone. */
  cleared: boolean;
  /** Text that left the live rows, in order, newlines included. */
  committed: TextRun[];
}

/** The last rows of the output, a cursor in them, and the text that has left them for good. */
export class TerminalScreen {
  #rows: TerminalLine[] = [new TerminalLine()];
  #row = 0;
  #column = 0;
  #saved = { row: 0, column: 0 };
  #committed: TextRun[] = [];
  #isCleared = false;

  get rows(): readonly TerminalLine[] {
    return this.#rows;
  }

  get row(): number {
    return this.#row;
  }

  get column(): number {
    return this.#column === LINE_END ? this.line.width : this.#column;
  }

  get line(): TerminalLine {
    const line = this.#rows[this.#row];
    if (!line) throw new Error(`the cursor is on row ${String(this.#row)}, which does not exist`);
    return line;
  }

  /** True when what is printed now lands behind everything else. */
  get isAtOutputEnd(): boolean {
    return this.#isOnLastRow && this.#isAtLineEnd;
  }

  get #isOnLastRow(): boolean {
    return this.#row === this.#rows.length - 1;
  }

  get #isAtLineEnd(): boolean {
    return this.#column === LINE_END || (this.#column === 0 && this.line.isEmpty);
  }

  /** Writes text without control characters at the cursor. */
  print(text: string, style: TerminalStyle): void {
    if (text === '') return;
    if (this.#isAtLineEnd) {
      this.line.append(text, style);
      this.#column = LINE_END;
    } else {
      const end = this.line.overwrite(this.#column, text, style);
      this.#column = end >= this.line.width ? LINE_END : end;
    }
    if (this.line.length <= LINE_COLUMNS_MAX) return;
    // A longer line is handed on in pieces, so that drawing it again stays cheap; above the last one
    // there is nowhere to hand it on to, and its end is lost as beyond the edge of a terminal.
    if (this.#isOnLastRow) this.commitRows();
    else this.line.cutTo(LINE_COLUMNS_MAX);
  }

  /** The fast path: many lines at the very end of the output. */
  printLines(text: string, style: TerminalStyle): void {
    let start = findLastLines(text, LIVE_ROWS_MAX);
    if (start > 0) {
      this.commitRows();
      this.#commit({ text: text.slice(0, start), style });
    }
    for (;;) {
      const newline = text.indexOf('\n', start);
      this.print(newline === -1 ? text.slice(start) : text.slice(start, newline), style);
      if (newline === -1) return;
      this.newline();
      start = newline + 1;
    }
  }

  newline(): void {
    if (this.#isOnLastRow) this.#rows.push(new TerminalLine());
    this.#row += 1;
    this.#column = 0;
    while (this.#rows.length > LIVE_ROWS_MAX) {
      const first = this.#rows.shift();
      if (first) this.#commitLine(first);
      this.#row -= 1;
    }
  }

  moveTo(row: number, column: number): void {
    const columnMax = column > COLUMNS_MAX ? Math.max(COLUMNS_MAX, this.line.width) : COLUMNS_MAX;
    this.#row = Math.min(Math.max(0, row), LIVE_ROWS_MAX - 1);
    this.#column = Math.min(Math.max(0, column), columnMax);
    while (this.#rows.length <= this.#row) this.#rows.push(new TerminalLine());
  }

  /** Behind the last character of the last row. */
  moveToEnd(): void {
    this.#row = this.#rows.length - 1;
    this.#column = LINE_END;
  }

  save(): void {
    this.#saved = { row: this.#row, column: this.column };
  }

  restore(): void {
    this.moveTo(this.#saved.row, this.#saved.column);
  }

  insertColumns(count: number): void {
    this.line.insertColumns(this.column, Math.min(count, COLUMNS_MAX));
  }

  removeRowsBelow(): void {
    this.#rows.length = this.#row + 1;
  }

  insertRows(count: number): void {
    const blank = Array.from({ length: Math.min(count, LIVE_ROWS_MAX) }, () => new TerminalLine());
    this.#rows.splice(this.#row, 0, ...blank);
    this.#rows.length = Math.min(this.#rows.length, LIVE_ROWS_MAX);
    this.#column = 0;
  }

  removeRows(count: number): void {
    this.#rows.splice(this.#row, count);
    if (this.#row === this.#rows.length) this.#rows.push(new TerminalLine());
    this.#column = 0;
  }

  clear(): void {
    this.#rows = [new TerminalLine()];
    this.#row = 0;
    this.#column = 0;
    this.#committed = [];
    this.#isCleared = true;
  }

  clearAboveLastRow(): void {
    const last = this.#rows.at(-1);
    const column = this.#isOnLastRow ? this.#column : LINE_END;
    this.clear();
    if (!last) return;
    this.#rows = [last];
    this.#column = column;
  }

  takeChanges(): ScreenChanges {
    const changes = { cleared: this.#isCleared, committed: this.#committed };
    this.#isCleared = false;
    this.#committed = [];
    return changes;
  }

  /** Hands on every row; the last one without a newline, so that what comes next goes on there. */
  commitRows(): void {
    for (const row of this.#rows.slice(0, -1)) this.#commitLine(row);
    for (const run of this.#rows.at(-1)?.takeRuns() ?? []) this.#commit(run);
    this.#rows = [new TerminalLine()];
    this.#row = 0;
    this.#column = 0;
  }

  #commitLine(line: TerminalLine): void {
    for (const run of line.takeRuns()) this.#commit(run);
    this.#commit({ text: '\n', style: this.#committed.at(-1)?.style ?? PLAIN_STYLES.stdout });
  }

  #commit(run: TextRun): void {
    const last = this.#committed.at(-1);
    if (last?.style === run.style) last.text += run.text;
    else this.#committed.push({ ...run });
  }
}

/** Where the last `count` lines of `text` start; 0 when it has no more than that. */
function findLastLines(text: string, count: number): number {
  let start = text.length;
  for (let found = 0; found < count; found += 1) {
    if (start === 0) return 0;
    start = text.lastIndexOf('\n', start - 1);
    if (start === -1) return 0;
  }
  return start + 1;
}
