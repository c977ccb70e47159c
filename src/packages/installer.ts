import { GoruError } from '../contract/goru-error';
import type {
  InstalledPackage,
  PackageLock,
  PackageProgress,
  PlannedPackage,
} from '../contract/session-packages';
import type { Allowlist } from './allowlist';
import { bundleWheels, refuseClashes } from './bundle-wheels';
import {
  type LockedPackage,
  type MarkerEnvironment,
  PACKAGE_LIMITS,
  PACKAGE_TEXTS,
  type PackageSource,
  type Requirement,
  type Resolution,
} from './contract';
import { type FetchOptions, fetchWheels } from './fetch-wheels';
import { ImportedVersions } from './imported-versions';
import { installWheel, type InstalledWheel } from './install-wheel';
import { readWheel, type UnpackedWheel } from './read-wheel';
import { appliesTo, formatRequirement, parseRequirement } from './requirement';
import { resolve } from './resolve';
import { contains } from './specifiers';
import { requireVersion } from './version';
import type { WheelStore } from './wheel-store';
import { type WheelFacts, wheelFacts } from './wheel-facts';

/** Asks a package index; one is made for each installation, so that nothing it said goes stale. */
export type IndexSource = PackageSource & Pick<FetchOptions, 'download'>;

export interface InstallerOptions {
  environment: MarkerEnvironment;
  /** The major and minor version of Python, for the lock. */
  python: string;
  openIndex: (signal: AbortSignal) => IndexSource;
  openStore: () => Promise<WheelStore>;
  /** Site-packages have changed. */
  onChange: () => void;
}

/** How the files of site-packages change: paths that go, and a bundle of what comes. */
export interface PackageChange {
  removed: readonly string[];
  content?: Uint8Array<ArrayBuffer>;
}

export interface InstallOptions {
  signal: AbortSignal;
  /** What may be asked for; undefined: everything, because a person or the page itself asks. */
  allowlist?: Allowlist;
  /** The newest versions of what is asked for, whatever is installed; `all`: of what that needs, too. */
  upgrade?: boolean | 'all';
  onProgress?: (progress: PackageProgress) => void;
}

export interface Installation {
  /** What was done, as text for people. */
  output: string;
  /** `name==version` of what came. */
  installed: readonly string[];
  /** Packages that came without their compiled parts: only an import tells whether they work. */
  unproven: readonly { name: string; modules: readonly string[] }[];
}

interface Entry {
  locked: LockedPackage;
  facts: WheelFacts;
  wheel: InstalledWheel;
  compiledFiles: readonly string[];
  bytes: number;
}

/** What is installed: by normalised name; and what was asked for, as against what that needs. */
interface Environment {
  entries: ReadonlyMap<string, Entry>;
  roots: readonly Requirement[];
}

const EMPTY: Environment = { entries: new Map(), roots: [] };

/**
 * The packages of one session. Every installation resolves all that was asked for so far together,
 * so that a later one cannot break an earlier one; it changes everything or nothing.
 */
export class PackageInstaller {
  readonly #options: InstallerOptions;
  #environment = EMPTY;
  /** An installation by a program whose packages have yet to be proven by an import. */
  #unproven: { before: Environment; after: Environment; names: readonly string[] } | undefined;
  #imported = new ImportedVersions();
  #turn: Promise<unknown> = Promise.resolve();
  #send: ((change: PackageChange) => void) | undefined;

  constructor(options: InstallerOptions) {
    this.#options = options;
  }

  /** An interpreter has its site-packages from here; later changes follow. */
  attach(send: (change: PackageChange) => void): void {
    this.#send = send;
    const { entries } = this.#environment;
    if (entries.size > 0) send({ removed: [], content: pack([...entries.values()]) });
    const wasImported = this.#imported.isAny;
    this.#imported = new ImportedVersions();
    if (wasImported) this.#options.onChange();
  }

  detach(): void {
    this.#send = undefined;
  }

  /** The interpreter had opened these files, which it has no more. */
  openedFilesGone(paths: readonly string[]): void {
    if (this.#imported.openedFilesGone(paths)) this.#options.onChange();
  }

  /** What was asked for, as against what that needs. */
  get requested(): readonly Requirement[] {
    return this.#environment.roots;
  }

  /** True where nothing has to be done for it: it does not count here, or is installed so. */
  satisfies(requirement: Requirement): boolean {
    if (!appliesTo(requirement, this.#options.environment)) return true;
    const { name, url, extras, specifiers } = requirement;
    const locked = this.#environment.entries.get(name)?.locked;
    if (locked === undefined || (url !== null && url !== locked.url)) return false;
    return (
      extras.every((extra) => locked.extras.includes(extra))
      && contains(specifiers, requireVersion(locked.version))
    );
  }

  list(): readonly InstalledPackage[] {
    const { entries, roots } = this.#environment;
    return [...entries.values()]
      .map(({ locked, facts, bytes, compiledFiles }) => ({
        name: facts.name,
        version: locked.version,
        bytes,
        license: facts.license,
        summary: facts.summary,
        isRequested: roots.some(({ name }) => name === locked.name),
        why: locked.why,
        leftOut: compiledFiles,
        importedVersion: this.#imported.besides(locked),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What an installation would bring, without downloading it. */
  async plan(texts: readonly string[], signal: AbortSignal): Promise<readonly PlannedPackage[]> {
    const { packages } = await this.#resolve(texts.map(parseRequirement), { signal });
    return packages.map(({ name, version, size, why }) => ({
      name,
      version,
      bytes: size,
      why,
      isInstalled: this.#environment.entries.get(name)?.locked.version === version,
    }));
  }

  /** Resolves when everything is there. One at a time: others wait. */
  install(requirements: readonly Requirement[], options: InstallOptions): Promise<Installation> {
    return this.#inTurn(async () => {
      const resolution = await this.#resolve(requirements, options);
      const before = this.#environment;
      const roots = mergeRoots(before.roots, requirements);
      const { added } = await this.#moveTo(resolution.packages, roots, options);
      const installation = describe(added, requirements, this.#environment, resolution);
      const names = installation.unproven.map(({ name }) => name);
      this.#unproven = { before, after: this.#environment, names };
      return installation;
    });
  }

  /** A package does not work without its compiled parts: everything is as before it came. Always fails. */
  withdraw({
    name,
    module,
    reason,
  }: {
    name: string;
    module: string;
    reason: string;
  }): Promise<never> {
    return this.#inTurn(() => {
      const { before, after, names = [] } = this.#unproven ?? {};
      const entry = this.#environment.entries.get(name);
      // A program takes back what it has just installed itself, and nothing that came since.
      const isDue = after === this.#environment && names.includes(name);
      if (before === undefined || entry === undefined || !isDue) {
        throw new GoruError('protocol', `malformed host call: ${name} is not waiting for a proof`);
      }
      this.#unproven = undefined;
      this.#replace(before);
      throw new GoruError('unsupported', PACKAGE_TEXTS.cExtensions(entry.compiledFiles), {
        notes: [
          `${entry.facts.name} ${entry.locked.version} was tried without them: import ${module} failed with ${reason}`,
        ],
      });
    });
  }

  /** Removes a package, and what nothing else needs. */
  remove(name: string): Promise<void> {
    return this.#inTurn(() => {
      const { entries, roots } = this.#environment;
      const left = roots.filter((root) => root.name !== name);
      if (left.length === roots.length) {
        const needed = entries.get(name)?.locked.why.join(', ');
        throw new GoruError(
          'invalid-argument',
          needed === undefined ? `not installed: ${name}` : `cannot remove ${name}: ${needed}`,
        );
      }
      const kept = reachable(entries, left);
      this.#replace({ entries: kept, roots: left });
      return Promise.resolve();
    });
  }

  lock(): PackageLock {
    const { entries, roots } = this.#environment;
    return {
      format: 1,
      python: this.#options.python,
      requirements: roots.map(formatRequirement),
      packages: [...entries.values()].map(({ locked }) => locked),
    };
  }

  /** Installs exactly what a lock names, from kept wheels where they are there: then nothing is asked of any network. */
  restore(lock: PackageLock, options: InstallOptions): Promise<void> {
    return this.#inTurn(async () => {
      await this.#moveTo(lock.packages, lock.requirements.map(parseRequirement), options);
    });
  }

  #resolve(
    requirements: readonly Requirement[],
    { signal, allowlist, upgrade = false }: InstallOptions,
  ): Promise<Resolution> {
    const { entries, roots } = this.#environment;
    const preferred = new Map(
      [...entries].map(([name, { locked }]) => [
        name,
        { version: locked.version, sha256: locked.sha256 },
      ]),
    );
    if (upgrade === 'all') preferred.clear();
    else if (upgrade) for (const { name } of requirements) preferred.delete(name);
    return resolve({
      requirements: mergeRoots(roots, requirements),
      preferred,
      environment: this.#options.environment,
      source: this.#options.openIndex(signal),
      signal,
      ...(allowlist === undefined ? {} : { allowlist }),
    });
  }

  async #moveTo(
    packages: readonly LockedPackage[],
    roots: readonly Requirement[],
    { signal, onProgress }: InstallOptions,
  ): Promise<{ added: readonly Entry[] }> {
    const { entries } = this.#environment;
    const isThere = ({ name, sha256 }: LockedPackage): boolean =>
      entries.get(name)?.locked.sha256 === sha256;
    const missing = packages.filter((locked) => !isThere(locked));
    const index = this.#options.openIndex(signal);
    const store = await this.#options.openStore();
    const wheels = await fetchWheels(missing, {
      download: (file, onReceived) => index.download(file, onReceived),
      store,
      onProgress,
    });
    const next = new Map<string, Entry>();
    for (const locked of packages) {
      const existing = entries.get(locked.name);
      if (existing !== undefined && isThere(locked)) next.set(locked.name, { ...existing, locked });
    }
    const added: Entry[] = [];
    const kept: Promise<unknown>[] = [];
    for (const { locked, bytes } of wheels) {
      signal.throwIfAborted();
      const used = [...next.values()].reduce((sum, entry) => sum + entry.bytes, 0);
      const unpacked = await readWheel(bytes, {
        fileName: locked.filename,
        sha256: locked.sha256,
        limits: { unpackedBytes: PACKAGE_LIMITS.unpackedBytes - used },
      });
      refuseOnlyCompiled(unpacked);
      const facts = wheelFacts(unpacked);
      const keeping = store.put(locked.sha256, bytes, facts);
      // It is waited for below, unless the installation fails before.
      keeping.catch(() => undefined);
      kept.push(keeping);
      const isRequested = roots.some(({ name }) => name === locked.name);
      const wheel = await installWheel(unpacked, { isRequested });
      const { compiledFiles, unpackedBytes } = unpacked;
      const entry = { locked, facts, wheel, compiledFiles, bytes: unpackedBytes };
      added.push(entry);
      next.set(locked.name, entry);
    }
    await Promise.all(kept);
    signal.throwIfAborted();
    refuseClashes([...next.values()].map(({ wheel }) => wheel));
    this.#replace({ entries: next, roots });
    return { added };
  }

  /** Everything or nothing: the guest sees one change. */
  #replace(next: Environment): void {
    const old = this.#environment.entries;
    const isKept = (entry: Entry): boolean =>
      old.get(entry.locked.name)?.wheel === entry.wheel
      && next.entries.get(entry.locked.name)?.wheel === entry.wheel;
    const leaving = [...old.values()].filter((entry) => !isKept(entry));
    const removed = new Set(leaving.flatMap(({ wheel }) => [...wheel.files.keys()]));
    for (const { locked, wheel } of leaving) this.#imported.replaced(locked, wheel.files.keys());
    // A file may belong to several packages: who stays puts it back.
    const come = [...next.entries.values()].filter(
      (entry) => !isKept(entry) || [...entry.wheel.files.keys()].some((path) => removed.has(path)),
    );
    this.#environment = next;
    if (removed.size + come.length === 0) return;
    this.#send?.({ removed: [...removed], ...(come.length === 0 ? {} : { content: pack(come) }) });
    this.#options.onChange();
  }

  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function refuseOnlyCompiled({ isOnlyCompiled, compiledFiles }: UnpackedWheel): void {
  if (isOnlyCompiled) throw new GoruError('unsupported', PACKAGE_TEXTS.cExtensions(compiledFiles));
}

/** A new requirement takes the place of an older one for the same package, and comes first: it gets its newest version. */
function mergeRoots(
  roots: readonly Requirement[],
  requirements: readonly Requirement[],
): readonly Requirement[] {
  const names = new Set(requirements.map(({ name }) => name));
  return [...requirements, ...roots.filter(({ name }) => !names.has(name))];
}

/** The entries that `roots` need, directly or through others. */
function reachable(
  entries: ReadonlyMap<string, Entry>,
  roots: readonly Requirement[],
): ReadonlyMap<string, Entry> {
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

function pack(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  return bundleWheels(entries.map(({ wheel }) => wheel)).bundle;
}

function describe(
  added: readonly Entry[],
  requirements: readonly Requirement[],
  { entries }: Environment,
  { notes }: Resolution,
): Installation {
  const lines: string[] = [];
  const title = ({ facts, locked }: Entry): string => `${facts.name} ${locked.version}`;
  if (added.length > 0) lines.push(`Installed ${added.map(title).sort().join(', ')}`);
  const came = new Set(added.map(({ locked }) => locked.name));
  const there = requirements.flatMap(({ name }) => {
    const entry = came.has(name) ? undefined : entries.get(name);
    return entry === undefined ? [] : [title(entry)];
  });
  if (there.length > 0) lines.push(`Already installed: ${there.join(', ')}`);
  if (lines.length === 0) lines.push(PACKAGE_TEXTS.noneInstalled);
  return {
    output: [...lines, ...notes].join('\n'),
    installed: added.map(({ locked }) => `${locked.name}==${locked.version}`).sort(),
    unproven: added
      .filter(({ compiledFiles }) => compiledFiles.length > 0)
      .map(({ locked, facts }) => ({ name: locked.name, modules: modulesToProve(facts) })),
  };
}

/**
 * What must be importable. A private module beside public ones may stand for the compiled part alone, as PyYAML's
 * `_yaml` does, which fails without it on purpose.
 */
function modulesToProve({ topLevelModules }: WheelFacts): readonly string[] {
  const publicModules = topLevelModules.filter((name) => !name.startsWith('_'));
  return publicModules.length > 0 ? publicModules : topLevelModules;
}
