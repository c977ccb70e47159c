import type { PackageSources, SourceFile } from '../contract/session-packages';
import type { Entries, Entry } from './environment';
import { topLevelModules } from './top-level-modules';
import { SITE_PACKAGES } from './wheel-layout';

const ROOT = `${SITE_PACKAGES}/`;
const SOURCE = /(?:\.pyi?|\/py\.typed)$/;

/**
 * The Python code of the packages that bring `modules`, and of what those need: from the wheels that were verified, as
 * the interpreter's own files are its program's to change.
 */
export function sourcesOf(entries: Entries, modules: readonly string[]): readonly PackageSources[] {
  const wanted = new Set(modules);
  const found = new Set<Entry>();
  for (const entry of entries.values()) {
    if ([...entry.wheel.files.keys()].some((path) => wanted.has(moduleAt(path)))) found.add(entry);
  }
  // What is added meanwhile has its turn, too.
  for (const { locked } of found) {
    for (const name of locked.requires) {
      const needed = entries.get(name);
      if (needed !== undefined) found.add(needed);
    }
  }
  return [...found].map(({ facts, locked, wheel }) => ({
    name: facts.name,
    version: locked.version,
    sha256: locked.sha256,
    files: [...wheel.files].flatMap(([path, content]) => toSource(path, content)),
  }));
}

/** The names that a program can import of all that is there, sorted. */
export function modulesOf(entries: Entries): readonly string[] {
  const paths = [...entries.values()].flatMap(({ wheel }) => [...wheel.files.keys()]);
  return topLevelModules(paths);
}

/** The top-level module that a file is of; empty: of none. */
function moduleAt(path: string): string {
  if (!path.startsWith(ROOT)) return '';
  const [top = '', ...rest] = path.slice(ROOT.length).split('/');
  if (rest.length > 0) return top.replace(/-stubs$/, '');
  return SOURCE.test(top) ? top.replace(/\.pyi?$/, '') : '';
}

function toSource(path: string, content: Uint8Array<ArrayBuffer>): SourceFile[] {
  if (!path.startsWith(ROOT) || !SOURCE.test(path)) return [];
  return [
    {
      path: path.slice(ROOT.length),
      bytes: content.length,
      text: () => new TextDecoder().decode(content),
    },
  ];
}
