// A program may await at its top level, as in a notebook; for the language server that is a mistake.

const OUTSIDE_OF_ASYNC =
  /^(?:"await" allowed only within async function|Use of "async" not allowed outside of async function)$/;

/** Whether a diagnostic complains about what is right here. Lines are 0-based. */
export function isAboutTopLevelAwait(
  message: string,
  { lines, line, character }: { lines: readonly string[]; line: number; character: number },
): boolean {
  return OUTSIDE_OF_ASYNC.test(message) && isAtTopLevel(lines, line, character);
}

/** By indentation: what opens a block above stands further left. */
function isAtTopLevel(lines: readonly string[], line: number, character: number): boolean {
  const own = lines[line] ?? '';
  if (/\blambda\b|^\s*(?:def|class)\b/.test(own.slice(0, character))) return false;
  let indent = indentOf(own);
  for (let at = line - 1; at >= 0 && indent > 0; at -= 1) {
    const text = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(text) || indentOf(text) >= indent) continue;
    if (/^\s*(?:async\s+def|def|class)\b/.test(text)) return false;
    indent = indentOf(text);
  }
  return true;
}

function indentOf(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}
