const IMPORT = /^[ \t]*(?:import[ \t]+([^#\n;]+)|from[ \t]+(\w+)[ \t.])/gmu;
const MODULE = /^[ \t]*([\p{XID_Start}_]\p{XID_Continue}*)/u;

/**
 * The top-level modules that a program imports, as a look at its lines shows: one too many, as in a text of several
 * lines, does no harm.
 */
export function importedModules(text: string): string[] {
  const found = new Set<string>();
  for (const [, list, from] of text.matchAll(IMPORT)) {
    for (const part of (list ?? from ?? '').split(',')) {
      const name = MODULE.exec(part)?.[1];
      if (name !== undefined) found.add(name);
    }
  }
  return [...found];
}
