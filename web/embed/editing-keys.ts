/** The text around a selection, and what a key makes of it. */
export interface Edit {
  /** What is replaced, and with what. */
  start: number;
  end: number;
  text: string;
  /** The selection afterwards. */
  selectionStart: number;
  selectionEnd: number;
}

const INDENT = '    ';

/** Enter keeps the indentation, and adds to it behind a colon. */
export function newLine(code: string, start: number, end: number): Edit {
  const line = code.slice(code.lastIndexOf('\n', start - 1) + 1, start);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  const isBlock = /:\s*(?:#.*)?$/.test(line);
  const text = `\n${indentation}${isBlock ? INDENT : ''}`;
  const place = start + text.length;
  return { start, end, text, selectionStart: place, selectionEnd: place };
}

/** Tab indents: at the cursor, or every line of a selection. */
export function indent(code: string, start: number, end: number): Edit {
  if (start === end) {
    const column = start - (code.lastIndexOf('\n', start - 1) + 1);
    const text = ' '.repeat(INDENT.length - (column % INDENT.length));
    const place = start + text.length;
    return { start, end, text, selectionStart: place, selectionEnd: place };
  }
  return changeLines(code, start, end, (line) => (line === '' ? line : INDENT + line));
}

/** Shift+Tab takes indentation away. */
export function outdent(code: string, start: number, end: number): Edit {
  return changeLines(code, start, end, (line) => line.replace(/^(?:\t| {1,4})/, ''));
}

function changeLines(
  code: string,
  start: number,
  end: number,
  change: (line: string) => string,
): Edit {
  const from = code.lastIndexOf('\n', start - 1) + 1;
  // A selection that ends before a line's first character does not mean that line.
  const lastCharacter = end > start && code[end - 1] === '\n' ? end - 1 : end;
  const newline = code.indexOf('\n', lastCharacter);
  const to = newline === -1 ? code.length : newline;
  const before = code.slice(from, to);
  const text = before.split('\n').map(change).join('\n');
  if (start !== end) {
    return { start: from, end: to, text, selectionStart: from, selectionEnd: from + text.length };
  }
  const place = Math.max(from, start + text.length - before.length);
  return { start: from, end: to, text, selectionStart: place, selectionEnd: place };
}
