import { unpackBundle } from '../contract/file-bundle';
import { GoruError } from '../contract/goru-error';
import type { Limits } from '../contract/limits';
import type { SessionOptions } from '../contract/options';
import type {
  BundledPackages,
  InstalledPackage,
  MissingPackage,
  PackageInstallOptions,
  PackageLock,
  PackageRestoreOptions,
  PackageSources,
  PackageStorage,
  PlannedPackage,
  SessionPackages,
  StoredPackage,
} from '../contract/session-packages';
import type { ServiceMethods } from '../host/host';
import { Allowlist } from './allowlist';
import { bundledEnvironment } from './bundled-environment';
import { Bytecode, type CompileModules } from './bytecode';
import { checkDownloads, checkLock, directOf } from './check-lock';
import { DEFAULT_INDEX_URL, type Requirement } from './contract';
import type { ChangePiece } from './deliver-change';
import type { Installation } from './describe-installation';
import type { Environment } from './environment';
import { IndexClient, type IndexFetch } from './index-client';
import { type FailedImport, type InstallOptions, PackageInstaller } from './installer';
import { cleanUpStore, completeStore, describeStore } from './kept-wheels';
import { createMarkerEnvironment } from './marker-environment';
import { openWheelStoreOnce } from './open-wheel-store';
import type { WheelStore } from './wheel-store';
import { PackageConsent } from './package-consent';
import { parseRequirement } from './requirement';
import { packageMethods } from './service';
import { type WheelReader, WheelReadingThread } from './wheel-reader';
import { SitePackages } from './site-packages';
import type { ReadStandIn } from './stand-in';

export type PackageOptions = Pick<SessionOptions, 'allowedPackages' | 'onPackageRequest'> & {
  /** `3.13`, and `3.13.15`: for the lock, and for markers. */
  python: string;
  fullPython: string;
  /** Undefined: PyPI. */
  indexUrl: string | undefined;
  limits: Limits['packages'];
  /** What the site was built with, and the bundle of its files; null: nothing. */
  bundled: (BundledPackages & { readBundle: () => Promise<ArrayBuffer> }) | null;
  /** Asks the index; the page itself may not be allowed to. */
  fetchIndex: IndexFetch;
  /** Gets what a program names by its address, from hosts that are granted. */
  files: DirectFiles;
  /** Undefined: a worker. */
  reader?: WheelReader;
  /** What takes the place of a compiled part; undefined: nothing does. */
  readStandIn?: ReadStandIn | undefined;
  /** Undefined: Python compiles what it imports, in every session. `build` is the interpreter's SHA-256. */
  compile?: { modules: CompileModules; build: string; delayMs?: number };
  /** The database of downloaded wheels; contains the site's path. */
  storeName: string;
  /** Called with true when a person is being asked, with false when not any more. */
  onWaiting: (isWaiting: boolean) => void;
  /** What the page's own code threw. */
  onDefect: (error: unknown) => void;
  /**
   * Imports what a person has installed and what came without its compiled parts: the first import that fails, or null.
   * `untried`: Python is busy. Undefined: it always is.
   */
  prove?: (
    unproven: Installation['unproven'],
    signal: AbortSignal,
  ) => Promise<{ failure: FailedImport | null } | 'untried'>;
};

/** See `GrantedFiles` of src/http. */
export interface DirectFiles {
  allow(url: string, context: { line: number | null; signal: AbortSignal }): Promise<void>;
  get(
    url: string,
    context: { maxBytes: number; signal: AbortSignal },
  ): Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }>;
}

/** The packages of one session: what programs call, what the page calls, and who is asked. */
export class Packages implements SessionPackages {
  readonly #sitePackages: SitePackages;
  readonly #installer: PackageInstaller;
  readonly #consent: PackageConsent;
  readonly #python: string;
  readonly #unpackedBytes: number;
  /** What a lock may name; those that came with the site are among the packages. */
  readonly #downloads: { maxPackages: number; indexUrl: string };
  readonly #openIndex: (signal: AbortSignal) => IndexClient;
  readonly #openStore: () => Promise<WheelStore>;
  readonly #reader: WheelReader;
  readonly #prove: PackageOptions['prove'];
  readonly #bytecode: Bytecode | undefined;
  #allowed: readonly string[];
  readonly #listeners = new Set<{ listener: () => void }>();
  readonly methods: ServiceMethods;

  /** Rejects when an option makes no sense, or the site's own packages cannot be read. */
  static async open(options: PackageOptions): Promise<Packages> {
    const { bundled } = options;
    const content = bundled && {
      ...bundled,
      files: unpackBundle(await bundled.readBundle()),
    };
    return new Packages(options, bundledEnvironment(content));
  }

  private constructor(options: PackageOptions, bundled: Environment) {
    const { allowedPackages = [], onPackageRequest, onWaiting, onDefect } = options;
    const { python, fullPython, indexUrl, storeName, limits, files, fetchIndex } = options;
    const { reader = new WheelReadingThread() } = options;
    // Fails now, and not in the middle of somebody's program, when an entry is no requirement.
    new Allowlist(allowedPackages);
    this.#python = python;
    this.#unpackedBytes = limits.unpackedBytes;
    this.#downloads = {
      maxPackages: limits.count + bundled.entries.size,
      indexUrl: indexUrl ?? DEFAULT_INDEX_URL,
    };
    this.#allowed = [...allowedPackages];
    this.#openIndex = (signal) =>
      new IndexClient({
        fetch: fetchIndex,
        fetchDirect: (url) => files.get(url, { maxBytes: limits.unpackedBytes, signal }),
        readWheelMetadata: (bytes) => reader.readMetadata(bytes),
        maxWheelBytes: limits.unpackedBytes,
        signal,
        ...(indexUrl === undefined ? {} : { indexUrl }),
      });
    this.#openStore = () => openWheelStoreOnce(storeName);
    this.#reader = reader;
    this.#prove = options.prove;
    this.#bytecode =
      options.compile
      && new Bytecode({
        target: { python, build: options.compile.build },
        compile: options.compile.modules,
        openStore: this.#openStore,
        onDefect,
        ...(options.compile.delayMs === undefined ? {} : { delayMs: options.compile.delayMs }),
      });
    this.#sitePackages = new SitePackages({
      bundled,
      bytecode: this.#bytecode,
      onChange: () => {
        for (const { listener } of [...this.#listeners]) listener();
      },
    });
    this.#installer = new PackageInstaller({
      environment: createMarkerEnvironment(fullPython),
      limits,
      sitePackages: this.#sitePackages,
      openIndex: this.#openIndex,
      openStore: this.#openStore,
      reader,
      readStandIn: options.readStandIn,
    });
    this.#consent = new PackageConsent({
      ask: onPackageRequest,
      allow: (names) => {
        this.#allowed = [...new Set([...this.#allowed, ...names])];
      },
      onWaiting,
      onDefect,
    });
    this.methods = packageMethods({
      installer: this.#installer,
      sitePackages: this.#sitePackages,
      fullPython,
      consent: this.#consent,
      allowed: () => this.#allowed,
      isEnabled: () => onPackageRequest !== undefined || this.#allowed.length > 0,
      allowHost: (url, context) => files.allow(url, context),
    });
  }

  /** An interpreter gets what is installed, and what will be. Resolves when the first has been sent. */
  attach(send: (piece: ChangePiece) => void): Promise<void> {
    return this.#sitePackages.attach(send);
  }

  detach(): void {
    this.#sitePackages.detach();
  }

  /** The interpreter had opened these files of packages that were replaced or removed. */
  openedFilesGone(paths: readonly string[]): void {
    this.#sitePackages.openedFilesGone(paths);
  }

  /** The interpreter has opened these modules for the first time. */
  filesOpened(paths: readonly string[]): void {
    this.#sitePackages.filesOpened(paths);
  }

  /** Nothing more is compiled. */
  close(): void {
    this.#bytecode?.close();
  }

  endRun(): void {
    this.#consent.endRun();
    this.#installer.endRun();
  }

  list(): readonly InstalledPackage[] {
    return this.#sitePackages.list();
  }

  async plan(
    requirements: readonly string[],
    { signal = never() }: PackageInstallOptions = {},
  ): Promise<readonly PlannedPackage[]> {
    return this.#installer.plan(requirements, signal);
  }

  async install(
    requirements: readonly string[],
    { signal = never(), onProgress }: PackageInstallOptions = {},
  ): Promise<string> {
    return this.#installAndProve(requirements.map(parseRequirement), {
      signal,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  }

  async upgrade(
    name: string | null,
    { signal = never(), onProgress }: PackageInstallOptions = {},
  ): Promise<string> {
    const normalized = name === null ? null : parseRequirement(name).name;
    const wanted = this.#sitePackages.requested.filter(
      (requirement) => normalized === null || requirement.name === normalized,
    );
    if (name !== null && wanted.length === 0) {
      throw new GoruError('invalid-argument', `nobody asked for ${name}`);
    }
    return this.#installAndProve(wanted, {
      signal,
      upgrade: name === null ? 'all' : true,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  }

  /** As `install_pkg` does it: what cannot be imported is taken away again, and older versions are tried. */
  async #installAndProve(
    requirements: readonly Requirement[],
    options: InstallOptions,
  ): Promise<string> {
    const { signal } = options;
    let done = await this.#installer.install(requirements, options);
    while (done.unproven.length > 0) {
      const proof = (await this.#prove?.(done.unproven, signal)) ?? 'untried';
      if (proof === 'untried') return `${done.output}\n${describeUntried(done)}`;
      if (proof.failure === null) break;
      done = await this.#installer.withdraw(proof.failure, { signal });
    }
    return done.output;
  }

  remove(name: string): Promise<void> {
    return this.#installer.remove(parseRequirement(name).name);
  }

  lock(): PackageLock {
    return this.#sitePackages.lock(this.#python);
  }

  modules(): Promise<readonly string[]> {
    return Promise.resolve(this.#sitePackages.modules());
  }

  sources(modules: readonly string[]): Promise<readonly PackageSources[]> {
    return Promise.resolve(this.#sitePackages.sources(modules));
  }

  async restore(
    lock: PackageLock,
    { signal = never(), onProgress, allowMissing = false }: PackageRestoreOptions = {},
  ): Promise<readonly MissingPackage[]> {
    checkDownloads(lock, this.#downloads);
    if (lock.python !== this.#python) {
      throw new GoruError(
        'invalid-argument',
        `the lock is for Python ${lock.python}, and this is Python ${this.#python}`,
        { notes: [`Install what it was made from: ${lock.requirements.join(', ')}`] },
      );
    }
    return this.#installer.restore(lock, {
      signal,
      allowMissing,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  }

  async storage(): Promise<PackageStorage> {
    return describeStore(await this.#openStore());
  }

  async download(
    lock: PackageLock,
    { signal = never(), onProgress }: PackageInstallOptions = {},
  ): Promise<void> {
    checkDownloads(lock, this.#downloads);
    const index = this.#openIndex(signal);
    const isDirect = directOf(lock);
    await completeStore(lock, {
      // What was named by its address comes from there alone, and from granted hosts.
      download: (locked, file, onReceived) =>
        isDirect(locked) ? index.downloadDirect(file) : index.download(file, onReceived),
      store: await this.#openStore(),
      reader: this.#reader,
      limitBytes: this.#unpackedBytes,
      unpackedBytes: this.#unpackedBytes,
      onProgress,
    });
  }

  async cleanUp(locks: readonly PackageLock[]): Promise<readonly StoredPackage[]> {
    for (const lock of locks) checkLock(lock);
    return cleanUpStore(await this.#openStore(), [this.lock(), ...locks]);
  }

  get allowed(): readonly string[] {
    return [...this.#allowed];
  }

  disallow(entry: string): void {
    this.#allowed = this.#allowed.filter((other) => other !== entry);
  }

  observe(listener: () => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }
}

/** Why there is no proof: two programs cannot run at once. */
function describeUntried({ unproven }: Installation): string {
  const names = unproven.map(({ name }) => name).join(', ');
  return `Installed without compiled parts, and not tried because Python is busy: ${names}. Whether that works shows when a program imports it.`;
}

function never(): AbortSignal {
  return new AbortController().signal;
}
