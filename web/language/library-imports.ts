// `math` is not defined: the commonest thing to forget is its import.

import { PROJECTS } from '../spelling/well-known';

/** The modules of the standard library, from the paths of its stubs. */
export function libraryModules(paths: Iterable<string>): Set<string> {
  const modules = new Set<string>();
  for (const path of paths) {
    // Names with an underscore are the library's own parts.
    const name = /^\/typeshed\/stdlib\/([a-z]\w*)(?:\.pyi$|\/__init__\.pyi$)/.exec(path)?.[1];
    if (name !== undefined) modules.add(name);
  }
  return modules;
}

/** The name that a message of the language server says nothing defines. */
export function undefinedName(message: string): string | null {
  return /^"(\w+)" is not defined/.exec(message)?.[1] ?? null;
}

/** The project to install for a module. */
export function projectOf(module: string): string {
  return PROJECTS.get(module) ?? module;
}

/**
 * The 1-based line before which an import belongs: above the first import, or below comments and the docstring with
 * which the program begins.
 */
export function importLine(lines: readonly string[]): number {
  const firstImport = lines.findIndex((line) => /^(?:import|from)\s/.test(line));
  const isFuture = (line: string | undefined): boolean =>
    line?.startsWith('from __future__') === true;
  if (firstImport !== -1) return firstImport + (isFuture(lines[firstImport]) ? 2 : 1);
  let at = 0;
  const skip = (pattern: RegExp): void => {
    while (at < lines.length && pattern.test(lines[at] ?? '')) at += 1;
  };
  skip(/^\s*(?:#.*)?$|^[%!]pip\s/);
  const quote = /^[rR]?("""|''')/.exec(lines[at] ?? '')?.[1];
  if (quote !== undefined) {
    const isOneLine = (lines[at] ?? '').split(quote).length > 2;
    const end = isOneLine ? at : lines.findIndex((line, i) => i > at && line.includes(quote));
    if (end !== -1) at = end + 1;
  }
  return at + 1;
}
