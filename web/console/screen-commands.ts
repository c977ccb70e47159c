import type { TerminalScreen } from './terminal-screen';

/** Runs `ESC [ n ; m final`. A missing or zero count means one, except where erasing. */
export function runScreenCommand(
  screen: TerminalScreen,
  final: string,
  [first, second]: readonly [number, number],
): void {
  const { row, column, line } = screen;
  const count = first || 1;
  switch (final) {
    case 'A':
      screen.moveTo(row - count, column);
      return;
    case 'B':
      screen.moveTo(row + count, column);
      return;
    case 'C':
      screen.moveTo(row, column + count);
      return;
    case 'D':
      screen.moveTo(row, column - count);
      return;
    case 'E':
      screen.moveTo(row + count, 0);
      return;
    case 'F':
      screen.moveTo(row - count, 0);
      return;
    case 'G':
      screen.moveTo(row, count - 1);
      return;
    case 'H':
    case 'f':
      screen.moveTo(count - 1, (second || 1) - 1);
      return;
    case 'd':
      screen.moveTo(count - 1, column);
      return;
    case 'J':
      eraseDisplay(screen, first);
      return;
    case 'K':
      eraseLine(screen, first);
      return;
    case 'L':
      screen.insertRows(count);
      return;
    case 'M':
      screen.removeRows(count);
      return;
    case 'P':
      line.deleteColumns(column, count);
      return;
    case 'X':
      line.erase(column, column + count);
      return;
    case '@':
      screen.insertColumns(count);
      return;
    case 's':
      screen.save();
      return;
    case 'u':
      screen.restore();
  }
}

/** Runs `ESC final`. */
export function runSimpleCommand(screen: TerminalScreen, final: string): void {
  const { row, column } = screen;
  switch (final) {
    case '7':
      screen.save();
      return;
    case '8':
      screen.restore();
      return;
    case 'D':
      screen.moveTo(row + 1, column);
      return;
    case 'E':
      screen.newline();
      return;
    case 'M':
      screen.moveTo(row - 1, column);
      return;
    case 'c':
      screen.clear();
  }
}

function eraseLine(screen: TerminalScreen, mode: number): void {
  const { line, row, column } = screen;
  if (mode === 1) line.erase(0, column + 1);
  else line.erase(mode === 2 ? 0 : column);
  screen.moveTo(row, column);
}

function eraseDisplay(screen: TerminalScreen, mode: number): void {
  if (mode >= 2) {
    screen.clear();
    return;
  }
  eraseLine(screen, mode);
  if (mode === 0) screen.removeRowsBelow();
  else for (const line of screen.rows.slice(0, screen.row)) line.erase(0);
}
