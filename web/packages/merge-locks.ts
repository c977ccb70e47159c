import type { PackageLock } from '../../src/index';

/**
 * `stored` with what one session has changed since: what it installed, in its versions, and without
 * what it removed. Everything else stays, as another tab may have put it there.
 */
export function mergeChanges(
  stored: PackageLock,
  { before, after }: { before: PackageLock; after: PackageLock },
): PackageLock {
  const requirements = byName(stored.requirements, nameOf);
  const wishedBefore = byName(before.requirements, nameOf);
  const wishedAfter = byName(after.requirements, nameOf);
  for (const name of wishedBefore.keys()) if (!wishedAfter.has(name)) requirements.delete(name);
  for (const [name, text] of wishedAfter) {
    if (wishedBefore.get(name) !== text) requirements.set(name, text);
  }
  const packages = byName(stored.packages, ({ name }) => name);
  const installedBefore = byName(before.packages, ({ name }) => name);
  for (const locked of after.packages) {
    const isNew = installedBefore.get(locked.name)?.sha256 !== locked.sha256;
    const known = packages.get(locked.name)?.sha256;
    // Also where only the reason has changed why it is there.
    if (isNew || known === undefined || known === locked.sha256) packages.set(locked.name, locked);
  }
  const needed = reach(packages, [...requirements.keys()]);
  return {
    ...after,
    requirements: [...requirements.values()],
    packages: [...packages.values()].filter(({ name }) => needed.has(name)),
  };
}

/** What was removed takes along what nothing else needs. */
function reach(
  packages: ReadonlyMap<string, { requires: readonly string[] }>,
  roots: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(packages.get(name)?.requires ?? []));
  }
  return found;
}

/** Of a requirement in a lock, where names are written as an index writes them. */
function nameOf(requirement: string): string {
  return /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
}

function byName<T>(items: readonly T[], name: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [name(item), item]));
}
