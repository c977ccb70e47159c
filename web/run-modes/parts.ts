/** A part of a program's text that can be run on its own, by UTF-16 offsets. */
export interface Part {
  from: number;
  to: number;
  /** 1-based. */
  firstLine: number;
  lastLine: number;
}

export interface Cell extends Part {
  /** What stands behind its `# %%`; empty for none. */
  title: string;
  /** A cell of text has nothing to run. */
  isText: boolean;
}

/** As VS Code, Spyder and Jupytext mark cells. */
const CELL_MARK = /^# ?%%[ \t]*(.*)$/;
const CHECK_MARK = '# goru: check';

/** The cells of a text, in order; none when it has no mark. What stands before the first mark is a cell, too. */
export function findCells(text: string): Cell[] {
  const lines = text.split('\n');
  const cells: Cell[] = [];
  let hasMark = false;
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(CHECK_MARK)) break; // Checks are no part of the program.
    const [, title] = CELL_MARK.exec(line.trimEnd()) ?? [];
    if (title !== undefined || index === 0) {
      hasMark ||= title !== undefined;
      cells.push({
        from: offset,
        to: offset,
        firstLine: index + 1,
        lastLine: index + 1,
        title: title?.replace(/^\[\w+\]\s*/, '') ?? '',
        isText: /^\[(?:markdown|md|text|raw)\]/.test(title ?? ''),
      });
    }
    const cell = cells.at(-1);
    if (cell) {
      cell.lastLine = index + 1;
      cell.to = Math.min(text.length, offset + line.length + 1);
    }
    offset += line.length + 1;
  }
  if (!hasMark) return [];
  // A first mark in the first lines, after comments only, begins the first cell that means anything.
  return cells.filter(({ from, to, firstLine }) => firstLine > 1 || hasCode(text.slice(from, to)));
}

/** The cell of a line; the first one for the lines before it. */
export function cellAt(cells: readonly Cell[], line: number): Cell | null {
  return cells.findLast(({ firstLine }) => firstLine <= line) ?? cells[0] ?? null;
}

/** Where the first line of checks is, 1-based; null without any. */
export function firstCheckLine(text: string): number | null {
  const line = text.split('\n').findIndex((each) => each.startsWith(CHECK_MARK));
  return line === -1 ? null : line + 1;
}

/**
 * What of a text to run for a selection: exactly that within one line, whole lines when there are several, and the
 * cursor's line when nothing is selected.
 */
export function partOfSelection(
  text: string,
  selection: { from: number; to: number },
): Part | null {
  const { from, to } = selection;
  const selected = text.slice(from, to);
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const isWithinLine = selected !== '' && !selected.includes('\n');
  // A selection of whole lines ends at the beginning of the next.
  const last = selected.endsWith('\n') ? to - 1 : to;
  const lineEnd = text.indexOf('\n', last);
  const part = isWithinLine
    ? { from, to }
    : { from: lineStart, to: lineEnd === -1 ? text.length : lineEnd };
  if (!hasCode(text.slice(part.from, part.to))) return null;
  const firstLine = lineOf(text, part.from);
  return { ...part, firstLine, lastLine: lineOf(text, part.to) };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function hasCode(text: string): boolean {
  return text.split('\n').some((line) => /^\s*[^\s#]/.test(line));
}
