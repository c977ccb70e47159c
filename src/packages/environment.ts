/** What is installed, as values: nothing in here changes what it is given. */
import type { InstalledPackage } from '../contract/session-packages';
import type { LockedPackage, Requirement } from './contract';
import type { InstalledWheel } from './install-wheel';
import { contains } from './specifiers';
import { requireVersion } from './version';
import type { WheelFacts } from './wheel-facts';

/** One package that is there. */
export interface Entry {
  locked: LockedPackage;
  facts: WheelFacts;
  wheel: InstalledWheel;
  compiledFiles: readonly string[];
  /** Of its unpacked files. */
  bytes: number;
  /** It came with the site. */
  isBundled: boolean;
}

/** By normalised name. */
export type Entries = ReadonlyMap<string, Entry>;

/** What is there; and what was asked for, as against what that needs. */
export interface Environment {
  entries: Entries;
  roots: readonly Requirement[];
}

export const NOTHING: Environment = { entries: new Map(), roots: [] };

/** How the files of site-packages change: paths that go, and what comes. */
export interface PackageChange {
  removed: readonly string[];
  files: ReadonlyMap<string, Uint8Array>;
}

/** "Jinja2 3.1.2", for people. */
export function titleOf({ facts, locked }: Entry): string {
  return `${facts.name} ${locked.version}`;
}

/**
 * A new requirement takes the place of an older one for the same package, and comes first: it gets
 * its newest version.
 */
export function mergeRoots(
  roots: readonly Requirement[],
  requirements: readonly Requirement[],
): readonly Requirement[] {
  const names = new Set(requirements.map(({ name }) => name));
  return [...requirements, ...roots.filter(({ name }) => !names.has(name))];
}

/**
 * What is asked for once a program's wishes are fulfilled by `packages`. A wish that a person or an earlier run had for
 * one of them stays as it was, if what came is what it asks for; and what is there for others anyway is not asked for.
 */
export function adoptRoots(
  { entries, roots }: Environment,
  wishes: readonly Requirement[],
  packages: readonly LockedPackage[],
): readonly Requirement[] {
  const locked = new Map(packages.map((one) => [one.name, one]));
  const isKept = (root: Requirement): boolean => {
    const one = locked.get(root.name);
    return one !== undefined && isWanted(one, root);
  };
  const others = roots.filter((root) => wishes.every(({ name }) => name !== root.name));
  const news = wishes.filter((wish) => {
    const root = roots.find(({ name }) => name === wish.name);
    if (root !== undefined) {
      const isCovered = wish.url === null && wish.extras.every((one) => root.extras.includes(one));
      return !(isCovered && isKept(root));
    }
    const isOld = locked.get(wish.name)?.sha256 === entries.get(wish.name)?.locked.sha256;
    return !(isOld && reaches(locked, others, wish.name));
  });
  const kept = roots.filter(({ name }) => news.every((wish) => wish.name !== name));
  return mergeRoots(kept, news);
}

/** Whether one of these roots needs the package, directly or through others. */
function reaches(
  locked: ReadonlyMap<string, LockedPackage>,
  roots: readonly Requirement[],
  name: string,
): boolean {
  const seen = new Set(roots.map((root) => root.name));
  for (const one of seen)
    for (const required of locked.get(one)?.requires ?? []) seen.add(required);
  return seen.has(name);
}

/** The entries that `roots` need, directly or through others. */
export function reachable(entries: Entries, roots: readonly Requirement[]): Entries {
  const found = new Map<string, Entry>();
  const visit = (name: string): void => {
    const entry = entries.get(name);
    if (entry === undefined || found.has(name)) return;
    found.set(name, entry);
    for (const required of entry.locked.requires) visit(required);
  };
  for (const { name } of roots) visit(name);
  return found;
}

/** True where what is there is what the requirement asks for. */
export function satisfies(entries: Entries, requirement: Requirement): boolean {
  const locked = entries.get(requirement.name)?.locked;
  return locked !== undefined && isWanted(locked, requirement);
}

function isWanted(locked: LockedPackage, { specifiers, extras, url }: Requirement): boolean {
  return (
    contains(specifiers, requireVersion(locked.version))
    && extras.every((extra) => locked.extras.includes(extra))
    && (url === null || isFromUrl(locked, url))
  );
}

/** True where the wheel came from this address, and has the hash in it, if there is one. */
export function isFromUrl({ url, sha256 }: LockedPackage, wanted: string): boolean {
  const [address = '', fragment = ''] = wanted.split('#', 2);
  const [, hash = sha256] = /(?:^|&)sha256=([\da-f]{64})(?:&|$)/i.exec(fragment) ?? [];
  return address === url && hash.toLowerCase() === sha256;
}

/** The entries of `before` whose files are not those of `after`. */
export function leaving(before: Entries, after: Entries): readonly Entry[] {
  return [...before.values()].filter(
    ({ locked: { name }, wheel }) => after.get(name)?.wheel !== wheel,
  );
}

/** What turns the files of `before` into those of `after`; null where they are the same. */
export function changeBetween(before: Entries, after: Entries): PackageChange | null {
  const isKept = ({ locked: { name }, wheel }: Entry): boolean => before.get(name)?.wheel === wheel;
  const removed = new Set(leaving(before, after).flatMap(({ wheel }) => [...wheel.files.keys()]));
  // A file may belong to several packages: who stays puts it back.
  const come = [...after.values()].filter(
    (entry) => !isKept(entry) || [...entry.wheel.files.keys()].some((path) => removed.has(path)),
  );
  if (removed.size + come.length === 0) return null;
  // Where several bring the same file, the last one wins, as it does with other installers.
  const files = new Map(come.flatMap(({ wheel }) => [...wheel.files]));
  return { removed: [...removed], files };
}

/** Takes away what needs one of `packages` that is not there: half a package would only fail later, and less clearly. */
export function dropIncomplete(
  entries: Map<string, Entry>,
  packages: readonly LockedPackage[],
  onDrop: (locked: LockedPackage, needed: string) => void,
): void {
  const names = new Set(packages.map(({ name }) => name));
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const { locked } of [...entries.values()]) {
      const needed = locked.requires.find((name) => names.has(name) && !entries.has(name));
      if (needed === undefined) continue;
      entries.delete(locked.name);
      onDrop(locked, needed);
      isChanged = true;
    }
  }
}

/** Sorted by name. `importedBesides`: another version, which the interpreter has imported. */
export function listEntries(
  { entries, roots }: Environment,
  importedBesides: (locked: LockedPackage) => string | null,
): readonly InstalledPackage[] {
  return [...entries.values()]
    .map(({ locked, facts, bytes, compiledFiles, isBundled }) => ({
      name: facts.name,
      version: locked.version,
      bytes,
      license: facts.license,
      summary: facts.summary,
      isRequested: roots.some(({ name }) => name === locked.name),
      isBundled,
      why: locked.why,
      leftOut: compiledFiles,
      importedVersion: importedBesides(locked),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
