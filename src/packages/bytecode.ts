import { cacheTagOf, compiledPath } from '../contract/compiled-path';
import type { Entries, Entry, PackageChange } from './environment';
import type { BytecodeStore, CompiledFor, CompiledModules } from './wheel-store';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Compiles modules where no program runs, because what a program has compiled itself may be anything; null where the
 * device should not be bothered with it.
 */
export type CompileModules = (
  sources: ReadonlyMap<string, Bytes>,
  signal: AbortSignal,
) => Promise<CompiledModules | null>;

export interface BytecodeOptions {
  /** The interpreter of this session. */
  target: CompiledFor;
  compile: CompileModules;
  openStore: () => Promise<BytecodeStore>;
  onDefect: (error: unknown) => void;
  /** How long nothing must have been imported for the first time, in milliseconds. */
  delayMs?: number;
}

/** A program that imports more and more should have the machine to itself. */
const DELAY_MS = 1_000;
/** A thousand modules take a slow telephone half of it; what takes longer was written so that it does. */
const LIMIT_MS = 120_000;

/**
 * What Python would compile at the first import of every session: compiled once, when a session has imported it, and
 * kept beside the wheel for later interpreters and visits.
 */
export class Bytecode {
  readonly #options: BytecodeOptions;
  readonly #cacheTag: string;
  readonly #closed = new AbortController();
  /** By the hash of their wheel. */
  readonly #known = new Map<string, Map<string, Bytes>>();
  /** Paths of modules that are not compiled yet, or do not compile. */
  readonly #asked = new Set<string>();
  #pending: { sha256: string; path: string; source: Bytes }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: Promise<void> = Promise.resolve();

  constructor(options: BytecodeOptions) {
    this.#options = options;
    this.#cacheTag = cacheTagOf(options.target.python);
  }

  /**
   * A change with what is known of the modules that come; and without what was compiled of those that go, which Python
   * would believe without looking at the new source.
   */
  async accompany({ removed, files }: PackageChange, entries: Entries): Promise<PackageChange> {
    const coming = [...entries.values()].filter(({ wheel }) =>
      [...wheel.files.keys()].some((path) => files.has(path)),
    );
    const compiled = await Promise.all(
      coming.map(async (entry) => ({ entry, modules: await this.#compiledOf(entry) })),
    );
    const isFree = freePlaces(entries);
    const stale = [...removed, ...files.keys()].filter(isModule).map((path) => this.#path(path));
    const added = compiled.flatMap(({ entry, modules }) =>
      [...modules].flatMap(([path, bytes]): [string, Bytes][] => {
        const target = this.#path(path);
        // Another package may bring a file of the same name, and Python would run this one in its place.
        const isOwn = files.has(path) && files.get(path) === entry.wheel.files.get(path);
        return isOwn && !files.has(target) && isFree(target) ? [[target, bytes]] : [];
      }),
    );
    return { removed: [...removed, ...stale], files: new Map([...files, ...added]) };
  }

  /** A session has imported these, and had to compile them. */
  opened(paths: readonly string[], entries: Entries): void {
    for (const { locked, wheel, isBundled } of entries.values()) {
      if (isBundled) continue;
      for (const path of paths) {
        const source = wheel.files.get(path);
        const isThere = wheel.files.has(this.#path(path)) || this.#asked.has(path);
        if (source === undefined || isThere || this.#known.get(locked.sha256)?.has(path)) continue;
        this.#asked.add(path);
        this.#pending.push({ sha256: locked.sha256, path, source });
      }
    }
    if (this.#pending.length > 0) this.#compileSoon();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#closed.abort();
  }

  #compileSoon(): void {
    if (this.#closed.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#latest = this.#latest.then(() => this.#compile()).catch(this.#failed);
    }, this.#options.delayMs ?? DELAY_MS);
  }

  readonly #failed = (error: unknown): void => {
    if (!this.#closed.signal.aborted) this.#options.onDefect(error);
  };

  async #compile(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    const sources = new Map(pending.map(({ path, source }) => [path, source]));
    const compiled = await this.#compiled(sources);
    if (compiled === null) return;
    const store = await this.#options.openStore();
    for (const sha256 of new Set(pending.map((one) => one.sha256))) {
      const known = await this.#knownOf(sha256);
      for (const { path } of pending.filter((one) => one.sha256 === sha256)) {
        const bytes = compiled.get(path);
        if (bytes === undefined) continue;
        known.set(path, bytes);
        this.#asked.delete(path);
      }
      await store.putCompiled(sha256, this.#options.target, known);
    }
  }

  /** Null also where that has no end. */
  async #compiled(sources: ReadonlyMap<string, Bytes>): Promise<CompiledModules | null> {
    const patience = new AbortController();
    const timer = setTimeout(() => {
      patience.abort();
    }, LIMIT_MS);
    try {
      const signal = AbortSignal.any([this.#closed.signal, patience.signal]);
      return await this.#options.compile(sources, signal);
    } catch (error) {
      if (patience.signal.aborted) return null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Only of modules that the wheel itself has: what else is installed with it may differ from site to site. */
  async #compiledOf({ locked, isBundled }: Entry): Promise<CompiledModules> {
    return isBundled ? new Map() : this.#knownOf(locked.sha256);
  }

  async #knownOf(sha256: string): Promise<Map<string, Bytes>> {
    const known = this.#known.get(sha256);
    if (known !== undefined) return known;
    const store = await this.#options.openStore();
    const kept = new Map(await store.getCompiled(sha256, this.#options.target));
    const now = this.#known.get(sha256) ?? kept;
    this.#known.set(sha256, now);
    return now;
  }

  #path(module: string): string {
    return compiledPath(module, this.#cacheTag);
  }
}

/**
 * Tells where something compiled can lie: a wheel may have a file called `__pycache__`, or a folder in the place of a
 * compiled module, and what does not fit into one tree ends the interpreter.
 */
function freePlaces(entries: Entries): (target: string) => boolean {
  const wheels = Array.from(entries.values(), ({ wheel }) => wheel.files);
  const inFolders = wheels.flatMap((files) =>
    [...files.keys()].filter((path) => path.includes('.pyc/')),
  );
  return (target) => {
    const folder = target.slice(0, target.lastIndexOf('/'));
    return (
      !wheels.some((files) => files.has(folder))
      && !inFolders.some((path) => path.startsWith(`${target}/`))
    );
  };
}

function isModule(path: string): boolean {
  return path.endsWith('.py');
}
