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

/** What all of them begin with. A program can have names of any length: each character is looked at once. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let { length } = first;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same += 1;
    length = same;
  }
  return first.slice(0, length);
}
