import { parseJson } from './put-aside';

/** Python itself takes these lines; other commands of a notebook are no Python. */
const PIP_LINE = /^\s*[%!]pip\s/;
const COMMAND_LINE = /^\s*[%!]/;

/** A Jupyter notebook as one program of `# %%` cells; null when the text is no notebook. */
export function programOfNotebook(text: string): string | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('cells' in value)) return null;
  const { cells } = value;
  if (!Array.isArray(cells)) return null;
  const parts = cells.map(partOf).filter((part) => part !== null);
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}

/** A program has none: whoever imports the notebook is told. */
export function hasOutputs(text: string): boolean {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('cells' in value)) return false;
  const cells: readonly unknown[] = Array.isArray(value.cells) ? value.cells : [];
  return cells.some((cell) => {
    if (typeof cell !== 'object' || cell === null || !('outputs' in cell)) return false;
    return Array.isArray(cell.outputs) && cell.outputs.length > 0;
  });
}

function partOf(cell: unknown): string | null {
  if (typeof cell !== 'object' || cell === null) return null;
  const { cell_type: type, source } = cell as { cell_type?: unknown; source?: unknown };
  // Python takes each of them for the end of a line: what stands behind one must not leave its comment.
  const lines = textOf(source)
    .trimEnd()
    .split(/\r\n?|\n/);
  if (lines.join('').trim() === '') return null;
  if (type !== 'code') {
    const comments = lines.map((line) => `# ${line}`.trimEnd());
    return [`# %% [${type === 'markdown' ? 'markdown' : 'text'}]`, ...comments].join('\n');
  }
  // A cell magic makes all of the cell something else, as `%%html` does.
  if (/^\s*%%/.test(lines[0] ?? '')) {
    return ['# %%', ...lines.map((line) => `# ${line}`.trimEnd())].join('\n');
  }
  const isCommand = (line: string): boolean => COMMAND_LINE.test(line) && !PIP_LINE.test(line);
  return ['# %%', ...lines.map((line) => (isCommand(line) ? `# ${line}` : line))].join('\n');
}

/** The format allows a text, or a list of lines with their ends. */
function textOf(source: unknown): string {
  if (Array.isArray(source)) return source.filter((line) => typeof line === 'string').join('');
  return typeof source === 'string' ? source : '';
}
