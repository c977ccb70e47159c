/** A program as an author has indented it among other markup: without that indentation and the empty lines around it. */
export function programText(markup: string): string {
  const lines = markup.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const indentations = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let common = indentations[0] ?? '';
  while (!indentations.every((one) => one.startsWith(common))) common = common.slice(0, -1);
  return lines.map((line) => (line.startsWith(common) ? line.slice(common.length) : '')).join('\n');
}
