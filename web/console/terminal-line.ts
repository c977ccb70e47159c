import { appendCells, blankHalves, toCells, toRuns, writeCells } from './cells';
import { areUnitsColumns, joinRuns, sliceRuns } from './runs';
import { PLAIN_STYLES } from './terminal-style';
import type { Cell } from './cells';
import type { TerminalStyle, TextRun } from './terminal-style';

/**
 * No line is wider while it can still change: what a program does to its columns must stay cheap,
 * however often it does it.
 */
export const LINE_COLUMNS_MAX = 4_096;

/** Copying more runs than this at every change costs more than having cells. */
const SIMPLE_RUNS_MAX = 16;

/**
 * A line that can still change. It is kept as runs of text, because the usual operation is adding
 * some at its end; the first one that needs columns of their own turns it into cells for good.
 */
export class TerminalLine {
  /** Set by every change; whoever draws the line resets it. */
  dirty = true;
  #runs: TextRun[] = [];
  #cells: Cell[] | null = null;
  #length = 0;

  get runs(): readonly TextRun[] {
    return this.#cells ? toRuns(this.#cells) : this.#runs;
  }

  /** In UTF-16 units, or in columns once those matter. */
  get length(): number {
    return this.#cells ? this.#cells.length : this.#length;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** In columns. */
  get width(): number {
    if (this.#cells) return this.#cells.length;
    return areUnitsColumns(this.#runs) ? this.#length : this.#toCells().length;
  }

  append(text: string, style: TerminalStyle): void {
    if (text === '') return;
    this.dirty = true;
    if (this.#cells) {
      appendCells(this.#cells, text, style);
      return;
    }
    const last = this.#runs.at(-1);
    if (last?.style === style) last.text += text;
    else this.#runs.push({ text, style });
    this.#length += text.length;
  }

  /** Writes over what stands at `column`; returns the column after it. */
  overwrite(column: number, text: string, style: TerminalStyle): number {
    const added = { text, style };
    if (this.#hasSimpleColumns && areUnitsColumns([added])) {
      const end = column + text.length;
      const gap = blank(column - this.#length);
      const kept = sliceRuns(this.#runs, end);
      this.#replace(joinRuns(sliceRuns(this.#runs, 0, column), [gap, added], kept));
      return end;
    }
    const cells = this.#toCells();
    while (cells.length < column) cells.push({ text: ' ', style: PLAIN_STYLES[style.kind] });
    return writeCells(cells, column, text, style);
  }

  /** Empties the columns from `start` up to `end`; to the end of the line they go altogether. */
  erase(start: number, end = Number.POSITIVE_INFINITY): void {
    if (this.#hasSimpleColumns) {
      const gap = end >= this.#length ? blank(0) : blank(end - start);
      const kept = sliceRuns(this.#runs, end);
      this.#replace(joinRuns(sliceRuns(this.#runs, 0, start), [gap], kept));
      return;
    }
    const cells = this.#toCells();
    blankHalves(cells, start);
    blankHalves(cells, end);
    if (end >= cells.length) cells.length = Math.min(cells.length, start);
    for (let column = start; column < Math.min(end, cells.length); column += 1) {
      cells[column] = { text: ' ', style: PLAIN_STYLES.stdout };
    }
  }

  /** Takes `count` columns out at `column`; what follows moves left. */
  deleteColumns(column: number, count: number): void {
    const cells = this.#toCells();
    blankHalves(cells, column);
    blankHalves(cells, column + count);
    cells.splice(column, count);
  }

  /** Puts `count` blanks in at `column`; what follows moves right, up to the widest line. */
  insertColumns(column: number, count: number): void {
    const cells = this.#toCells();
    if (column >= cells.length) return;
    blankHalves(cells, column);
    cells.splice(column, 0, ...Array.from({ length: count }, () => ({ ...blank(1) })));
    this.cutTo(LINE_COLUMNS_MAX);
  }

  /** Drops what lies beyond so many columns. */
  cutTo(columns: number): void {
    if (this.width > columns) this.erase(columns);
  }

  /** Empties the line and hands over what stood in it. */
  takeRuns(): readonly TextRun[] {
    const runs = this.runs;
    this.#cells = null;
    this.#replace([]);
    return runs;
  }

  /** True while the text itself tells where each column is, in few enough pieces. */
  get #hasSimpleColumns(): boolean {
    return (
      this.#cells === null && this.#runs.length <= SIMPLE_RUNS_MAX && areUnitsColumns(this.#runs)
    );
  }

  /** For changing in place. */
  #toCells(): Cell[] {
    this.dirty = true;
    this.#cells ??= toCells(this.#runs);
    return this.#cells;
  }

  #replace(runs: TextRun[]): void {
    this.#runs = runs;
    this.#length = runs.reduce((sum, run) => sum + run.text.length, 0);
    this.dirty = true;
  }
}

function blank(columns: number): TextRun {
  return { text: ' '.repeat(Math.max(0, columns)), style: PLAIN_STYLES.stdout };
}
