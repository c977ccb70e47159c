/**
 * `%pip install x` and `!pip install x`, as notebooks have them (runtime-assets/_goru/pip_lines.py). No tool for Python
 * knows them, so each is shown to them as a comment.
 */
const PIP_LINE = /^([ \t]*)([%!])(?=pip[ \t])/gm;
const MARKED_LINE = /^([ \t]*)# goru:([%!])(?=pip[ \t])/gm;

/** The same text, place for place, without what is no Python. */
export function hidePipLines(text: string): string {
  return text.replace(PIP_LINE, '$1#');
}

/** For a formatter, which keeps comments as they are: `showPipLines` finds them again. */
export function markPipLines(text: string): string {
  return text.replace(PIP_LINE, '$1# goru:$2');
}

export function showPipLines(text: string): string {
  return text.replace(MARKED_LINE, '$1$2');
}
