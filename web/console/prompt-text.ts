const INDENT = '    ';

/** The start of the line below `text`, which goes on: inside what a colon opens, out of what ends. */
export function indentAfter(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (/:\s*(?:#.*)?$/.test(line)) return indent + INDENT;
  const isOver = /^\s*(?:return|pass|break|continue|raise)\b/.test(line);
  return isOver ? indent.slice(0, -INDENT.length) : indent;
}

/** What Tab inserts where there is nothing to complete. */
export function indentAt(text: string): string {
  const column = text.length - (text.lastIndexOf('\n') + 1);
  return ' '.repeat(INDENT.length - (column % INDENT.length));
}

/** What all of them begin with. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
