import { importedModules } from './imported-modules';
import type { PackageSources, SourceFile } from '../../src/index';

export interface OptionalImports {
  /** Those of `installed` that these packages import, which are not among their own modules. */
  of: (
    packages: readonly PackageSources[],
    installed: readonly string[],
  ) => Promise<readonly string[]>;
}

/**
 * What a package uses where it is there, and does not demand: nothing but its code says so. Each version of a package is
 * read once.
 *
 * @param turn waited for between pieces of work, so that keys have their turn
 */
export function createOptionalImports(turn: (file: SourceFile) => Promise<void>): OptionalImports {
  const known = new Map<string, ReadonlySet<string>>();

  async function importsOf({ sha256, files }: PackageSources): Promise<ReadonlySet<string>> {
    const before = known.get(sha256);
    if (before !== undefined) return before;
    const found = new Set<string>();
    for (const file of files) {
      for (const module of importedModules(file.text())) found.add(module);
      await turn(file);
    }
    known.set(sha256, found);
    return found;
  }

  return {
    of: async (packages, installed) => {
      const own = new Set(packages.flatMap(({ files }) => files.map(({ path }) => moduleOf(path))));
      const others = installed.filter((module) => !own.has(module));
      const wanted = new Set<string>();
      for (const one of others.length === 0 ? [] : packages) {
        const imports = await importsOf(one);
        for (const module of others) if (imports.has(module)) wanted.add(module);
      }
      return [...wanted];
    },
  };
}

function moduleOf(path: string): string {
  const [top = ''] = path.split('/', 1);
  return top.replace(/(?:\.pyi?|-stubs)$/, '');
}
