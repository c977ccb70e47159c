import { PACKAGE_TEXTS, type Requirement } from './contract';
import { type Entries, type Entry, titleOf } from './environment';

/** What an installation came to. */
export interface Installation {
  /** What was done, as text for people. */
  output: string;
  /** `name==version` of what came. */
  installed: readonly string[];
  /** What was asked for and there already, as `name version`. */
  present: readonly string[];
  /** Packages that came without their compiled parts: only an import tells whether they work. */
  unproven: readonly { name: string; modules: readonly string[] }[];
}

interface Done {
  added: readonly Entry[];
  requirements: readonly Requirement[];
  /** What is there now. */
  entries: Entries;
  notes?: readonly string[];
}

export function describeInstallation({
  added,
  requirements,
  entries,
  notes = [],
}: Done): Installation {
  const lines: string[] = [];
  if (added.length > 0) lines.push(`Installed ${added.map(titleOf).sort().join(', ')}`);
  const came = new Set(added.map(({ locked }) => locked.name));
  const there = requirements.flatMap(({ name }) => {
    const entry = came.has(name) ? undefined : entries.get(name);
    return entry === undefined ? [] : [titleOf(entry)];
  });
  if (there.length > 0) lines.push(`Already installed: ${there.join(', ')}`);
  if (lines.length === 0) lines.push(PACKAGE_TEXTS.noneInstalled);
  return {
    output: [...lines, ...notes].join('\n'),
    installed: added.map(({ locked }) => `${locked.name}==${locked.version}`).sort(),
    present: there,
    unproven: added
      .filter(({ compiledFiles }) => compiledFiles.length > 0)
      .map(({ locked, facts }) => ({
        name: locked.name,
        modules: publicModules(facts.topLevelModules),
      })),
  };
}

/** A private module may well be one that stands for the compiled part alone, as PyYAML's `_yaml`. */
function publicModules(modules: readonly string[]): readonly string[] {
  const found = modules.filter((name) => !name.startsWith('_'));
  return found.length > 0 ? found : modules;
}
