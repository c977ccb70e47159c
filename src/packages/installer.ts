import { GoruError } from '../contract/goru-error';
import type {
  MissingPackage,
  PackageLock,
  PackageProgress,
  PlannedPackage,
} from '../contract/session-packages';
import type { Allowlist } from './allowlist';
import { type ChangeParts, changePackages } from './change-packages';
import type { IndexSource } from './collect-wheels';
import {
  type LockedPackage,
  type MarkerEnvironment,
  type Requirement,
  type Resolution,
} from './contract';
import { describeInstallation, type Installation } from './describe-installation';
import {
  adoptRoots,
  type Entries,
  type Entry,
  type Environment,
  mergeRoots,
  reachable,
  satisfies,
} from './environment';
import { knownSource } from './known-source';
import { type Refusal, Refusals, UnusableWheel } from './refusals';
import { appliesTo, parseRequirement } from './requirement';
import { resolve } from './resolve';
import type { SitePackages } from './site-packages';
import { standInNote } from './stand-in';
import { requireVersion } from './version';

export interface InstallerOptions extends ChangeParts {
  environment: MarkerEnvironment;
  openIndex: (signal: AbortSignal) => IndexSource;
}

export interface InstallOptions {
  signal: AbortSignal;
  /** What may be asked for; undefined: everything, because a person or the page itself asks. */
  allowlist?: Allowlist;
  /** The newest versions of what is asked for, whatever is installed; `all`: of what that needs, too. */
  upgrade?: boolean | 'all';
  onProgress?: (progress: PackageProgress) => void;
  /** A program asks, and no person: what a person has asked for stays as it is wherever that is possible. */
  isProgram?: boolean;
  /** What the same program needs and has already; it has to fit together with what comes. */
  settled?: readonly Requirement[];
}

/** One installation, which may take several attempts. */
interface Wish {
  requirements: readonly Requirement[];
  options: InstallOptions;
  refusals: Refusals;
}

/** What was installed last, and has yet to be proven by an import. */
interface Trial {
  wish: Wish;
  before: Environment;
  after: Environment;
  names: readonly string[];
}

/** What an import of a package without its compiled parts came to. */
export interface FailedImport {
  /** Normalised. */
  name: string;
  module: string;
  reason: string;
}

/**
 * Gets packages into a session. Every installation resolves all that was asked for so far together,
 * so that a later one cannot break an earlier one; it changes everything or nothing.
 */
export class PackageInstaller {
  readonly #options: InstallerOptions;
  readonly #sitePackages: SitePackages;
  #trial: Trial | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: InstallerOptions) {
    this.#options = options;
    this.#sitePackages = options.sitePackages;
  }

  /** What a run has not proven by its end stays. */
  endRun(): void {
    if (this.#trial?.wish.options.isProgram === true) this.#trial = undefined;
  }

  /** True where nothing has to be done for it: it does not count here, or is installed so. */
  satisfies(requirement: Requirement): boolean {
    return (
      !appliesTo(requirement, this.#options.environment) || satisfies(this.#entries, requirement)
    );
  }

  /** What an installation would bring, without downloading it. */
  async plan(texts: readonly string[], signal: AbortSignal): Promise<readonly PlannedPackage[]> {
    const requirements = this.#applicable(texts.map(parseRequirement));
    const wish = { requirements, options: { signal }, refusals: new Refusals() };
    const { packages } = await this.#resolve(wish, this.#options.openIndex(signal));
    return packages.map(({ name, version, size, why }) => ({
      name,
      version,
      bytes: size,
      why,
      isInstalled: this.#entries.get(name)?.locked.version === version,
    }));
  }

  /**
   * What there is to say to a program where all of it is there already, in versions that may be used; else null. No
   * wish is kept of that, as with pip: a program must not pin what others have installed.
   */
  findInstalled(
    requirements: readonly Requirement[],
    mayUse: (requirement: Requirement, version: string) => boolean = () => true,
  ): Promise<Installation | null> {
    return this.#inTurn(() => {
      const wanted = this.#applicable(requirements);
      return this.#has(wanted, mayUse) ? this.#describe(wanted) : null;
    });
  }

  /**
   * Resolves when everything is there. One at a time: others wait. Where a version has nothing but
   * compiled code, an older one is taken.
   */
  install(requirements: readonly Requirement[], options: InstallOptions): Promise<Installation> {
    return this.#inTurn(() => {
      const wanted = this.#applicable(requirements);
      const { allowlist, upgrade = false } = options;
      // Another version than the page allows may be there for somebody else.
      const mayUse = (requirement: Requirement, version: string): boolean =>
        allowlist?.versionsFor(requirement)(requireVersion(version)) ?? true;
      if (upgrade === false && this.#has(wanted, mayUse)) {
        return this.#acknowledge(wanted, options);
      }
      const settled = this.#applicable(options.settled ?? []);
      return this.#fulfil({
        requirements: wanted,
        options: { ...options, settled },
        refusals: new Refusals(),
      });
    });
  }

  /**
   * A package that was installed last does not work without its compiled parts: everything is as
   * before it came, and older versions are tried. Fails when there is none to try.
   */
  withdraw(
    { name, module, reason }: FailedImport,
    { signal, isProgram = false }: Pick<InstallOptions, 'signal' | 'isProgram'>,
  ): Promise<Installation> {
    return this.#inTurn(async () => {
      const { wish, before, after, names = [] } = this.#trial ?? {};
      const entry = this.#entries.get(name);
      // A program takes back what it has just installed itself, and nothing that came since.
      const isDue =
        after?.entries === this.#entries
        && names.includes(name)
        && isProgram === (wish?.options.isProgram ?? false);
      if (wish === undefined || before === undefined || entry === undefined || !isDue) {
        throw new GoruError('protocol', `malformed host call: ${name} is not waiting for a proof`);
      }
      this.#trial = undefined;
      await this.#sitePackages.replace(before);
      wish.refusals.add({
        ...refusalOf(entry),
        reason: `import ${module} failed with ${reason}`,
      });
      return this.#fulfil({ ...wish, options: { ...wish.options, signal } });
    });
  }

  /** Removes a package, and what nothing else needs. */
  remove(name: string): Promise<void> {
    return this.#inTurn(async () => {
      const { entries, roots } = this.#sitePackages.environment;
      const left = roots.filter((root) => root.name !== name);
      const entry = entries.get(name);
      if (entry === undefined) throw new GoruError('invalid-argument', `not installed: ${name}`);
      if (entry.isBundled) throw refuseRemoval(name, 'it came with this site');
      if (left.length === roots.length) throw refuseRemoval(name, entry.locked.why.join(', '));
      await this.#sitePackages.replace({
        entries: this.#sitePackages.withBundled(reachable(entries, left)),
        roots: left,
      });
    });
  }

  /**
   * Installs exactly what a lock names, from kept wheels where they are there: then nothing is asked of any network.
   * With `allowMissing`, what cannot be had stays away with whatever needs it, and that is what it resolves with.
   */
  restore(
    lock: PackageLock,
    { allowMissing = false, ...options }: InstallOptions & { allowMissing?: boolean },
  ): Promise<readonly MissingPackage[]> {
    return this.#inTurn(async () => {
      const missing = new Map<string, MissingPackage>();
      const note = ({ name, version }: LockedPackage, reason: string): void => {
        missing.set(name, { name, version, reason });
      };
      const roots = lock.requirements.map(parseRequirement);
      try {
        await this.#withIndex(options.signal, (index) =>
          changePackages({ packages: lock.packages, roots, index }, this.#options, {
            ...options,
            onMissing: allowMissing
              ? (locked, error) => {
                  note(locked, error instanceof Error ? error.message : String(error));
                }
              : undefined,
            onIncomplete: (locked, needed) => {
              note(locked, `it needs ${needed}`);
            },
          }),
        );
        return [...missing.values()];
      } catch (error) {
        if (!(error instanceof UnusableWheel)) throw error;
        throw new GoruError('unsupported', error.message, { cause: error });
      }
    });
  }

  /** True where all of it is installed, in versions that may be used. */
  #has(
    requirements: readonly Requirement[],
    mayUse: (requirement: Requirement, version: string) => boolean,
  ): boolean {
    const entries = this.#entries;
    return requirements.every(
      (requirement) =>
        satisfies(entries, requirement)
        && mayUse(requirement, entries.get(requirement.name)?.locked.version ?? ''),
    );
  }

  /** Everything is there; what was only needed by others stays from now on, if a person wants it. */
  #acknowledge(
    requirements: readonly Requirement[],
    { isProgram = false }: InstallOptions,
  ): Installation {
    const { entries, roots } = this.#sitePackages.environment;
    const isNews = ({ name, text }: Requirement): boolean => {
      const root = roots.find((one) => one.name === name);
      // Where it came from an address, that is still where it comes from.
      const isSaid = root !== undefined && (root.text === text || root.url !== null);
      return entries.get(name)?.isBundled === false && !isSaid;
    };
    const news = isProgram ? [] : requirements.filter(isNews);
    if (news.length > 0) this.#sitePackages.keep(news);
    return this.#describe(requirements);
  }

  #describe(requirements: readonly Requirement[]): Installation {
    return describeInstallation({
      added: [],
      requirements,
      entries: this.#entries,
    });
  }

  /** What is still under way when the work is over or has failed, nobody waits for: it ends. */
  async #withIndex<T>(signal: AbortSignal, work: (index: IndexSource) => Promise<T>): Promise<T> {
    const over = new AbortController();
    this.#options.reader.prepare?.();
    try {
      return await work(this.#options.openIndex(AbortSignal.any([signal, over.signal])));
    } finally {
      over.abort(new GoruError('cancelled', 'the installation is over'));
    }
  }

  #fulfil(wish: Wish): Promise<Installation> {
    return this.#withIndex(wish.options.signal, (index) => this.#fulfilFrom(index, wish));
  }

  async #fulfilFrom(index: IndexSource, wish: Wish): Promise<Installation> {
    const { requirements, options, refusals } = wish;
    const before = this.#sitePackages.environment;
    const { isProgram = false, settled = [] } = options;
    for (;;) {
      const resolution = await this.#resolve(wish, index).catch((error: unknown) => {
        throw refusals.explain(error);
      });
      const { packages } = resolution;
      const roots = isProgram
        ? adoptRoots(before, [...requirements, ...settled], packages)
        : mergeRoots(before.roots, requirements);
      try {
        const added = await changePackages({ packages, roots, index }, this.#options, options);
        const entries = this.#entries;
        const notes = [
          ...refusals.describe(entries),
          ...resolution.notes,
          ...added.flatMap(({ locked }) => standInNote(locked) ?? []),
        ];
        const installation = describeInstallation({ added, requirements, entries, notes });
        const names = installation.unproven.map(({ name }) => name);
        this.#trial = { wish, before, after: this.#sitePackages.environment, names };
        return installation;
      } catch (error) {
        if (!(error instanceof UnusableWheel)) throw error;
        refusals.add(error.refusal);
      }
    }
  }

  #resolve({ requirements, options, refusals }: Wish, index: IndexSource): Promise<Resolution> {
    const { signal, allowlist, upgrade = false, settled = [] } = options;
    const preferred = new Map(
      [...this.#entries].map(([name, { locked }]) => [
        name,
        { version: locked.version, sha256: locked.sha256 },
      ]),
    );
    if (upgrade === 'all') preferred.clear();
    else if (upgrade) for (const { name } of requirements) preferred.delete(name);
    return resolve({
      requirements: [...mergeRoots(this.#sitePackages.requested, requirements), ...settled],
      preferred,
      environment: this.#options.environment,
      source: knownSource(index, this.#entries),
      refuse: refusals.refuse,
      maxPackages: this.#options.limits.count + this.#sitePackages.bundled.entries.size,
      signal,
      ...(allowlist === undefined ? {} : { allowlist }),
    });
  }

  get #entries(): Entries {
    return this.#sitePackages.environment.entries;
  }

  #applicable(requirements: readonly Requirement[]): readonly Requirement[] {
    return requirements.filter((one) => appliesTo(one, this.#options.environment));
  }

  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function refusalOf({ locked, facts, compiledFiles }: Entry): Omit<Refusal, 'reason'> {
  const { name, version } = locked;
  return { name, title: `${facts.name} ${version}`, version, compiledFiles };
}

function refuseRemoval(name: string, why: string): GoruError {
  return new GoruError('invalid-argument', `cannot remove ${name}: ${why}`);
}
