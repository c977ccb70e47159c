import { GoruError } from '../contract/goru-error';
import type {
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
import type { ServiceCall, ServiceMethods } from '../host/host';
import type { ChangePiece } from '../packages/deliver-change';
import type { PackageOptions, Packages } from '../packages/session-packages';

/** Whether programs of a session may have packages installed; they are there or asked for. */
export function mayInstall({
  allowedPackages = [],
  onPackageRequest,
}: Pick<PackageOptions, 'allowedPackages' | 'onPackageRequest'>): boolean {
  return onPackageRequest !== undefined || allowedPackages.length > 0;
}

/**
 * The packages of a session, before anybody has asked for one: resolving and unpacking is more code
 * than all the rest of this library, and most sessions never need it.
 */
export class LazyPackages implements SessionPackages {
  readonly #options: PackageOptions;
  readonly #listeners = new Set<{ listener: () => void }>();
  /** Entries that were taken back before there was anything to take them from. */
  readonly #disallowed = new Set<string>();
  #loading: Promise<Packages> | undefined;
  #loaded: Packages | undefined;
  #send: ((piece: ChangePiece) => void) | undefined;

  constructor(options: PackageOptions) {
    this.#options = options;
  }

  get methods(): ServiceMethods {
    const { bundled } = this.#options;
    const forward = (name: string) => async (call: ServiceCall) => {
      // Asking for what is there already is never refused; and a program may say with `provide` which
      // Python it needs, which is no installation.
      const isEmpty = bundled === null && this.#loaded === undefined;
      if (!mayInstall(this.#options) && isEmpty && name !== 'packages/provide') {
        throw new GoruError('permission', 'package installation disabled');
      }
      const method = (await this.#load()).methods[name];
      if (method === undefined) throw new GoruError('unsupported', `unknown host method: ${name}`);
      return method(call);
    };
    return Object.fromEntries(
      ['packages/install', 'packages/provide', 'packages/withdraw'].map((name) => [
        name,
        forward(name),
      ]),
    );
  }

  /** An interpreter gets what is installed, and what will be. Resolves when the first has been sent. */
  async attach(send: (piece: ChangePiece) => void): Promise<void> {
    this.#send = send;
    await this.#loaded?.attach(send);
  }

  detach(): void {
    this.#send = undefined;
    this.#loaded?.detach();
  }

  /** See `opened-packages-gone`: by then there is something that has removed them. */
  openedFilesGone(paths: readonly string[]): void {
    this.#loaded?.openedFilesGone(paths);
  }

  /** See `opened-packages`. */
  filesOpened(paths: readonly string[]): void {
    this.#loaded?.filesOpened(paths);
  }

  close(): void {
    this.#loaded?.close();
  }

  endRun(): void {
    this.#loaded?.endRun();
  }

  list(): readonly InstalledPackage[] {
    return this.#loaded?.list() ?? this.#options.bundled?.installed ?? [];
  }

  lock(): PackageLock {
    const { python } = this.#options;
    return this.#loaded?.lock() ?? { format: 1, python, requirements: [], packages: [] };
  }

  async modules(): Promise<readonly string[]> {
    if (this.#loaded === undefined && this.#options.bundled === null) return [];
    return (await this.#load()).modules();
  }

  async sources(modules: readonly string[]): Promise<readonly PackageSources[]> {
    if (this.#loaded === undefined && this.#options.bundled === null) return [];
    return (await this.#load()).sources(modules);
  }

  async plan(
    requirements: readonly string[],
    options?: PackageInstallOptions,
  ): Promise<readonly PlannedPackage[]> {
    return (await this.#load()).plan(requirements, options);
  }

  async install(requirements: readonly string[], options?: PackageInstallOptions): Promise<string> {
    return (await this.#load()).install(requirements, options);
  }

  async upgrade(name: string | null, options?: PackageInstallOptions): Promise<string> {
    return (await this.#load()).upgrade(name, options);
  }

  async remove(name: string): Promise<void> {
    await (await this.#load()).remove(name);
  }

  async restore(
    lock: PackageLock,
    options?: PackageRestoreOptions,
  ): Promise<readonly MissingPackage[]> {
    return (await this.#load()).restore(lock, options);
  }

  async storage(): Promise<PackageStorage> {
    return (await this.#load()).storage();
  }

  async download(lock: PackageLock, options?: PackageInstallOptions): Promise<void> {
    await (await this.#load()).download(lock, options);
  }

  async cleanUp(locks: readonly PackageLock[]): Promise<readonly StoredPackage[]> {
    return (await this.#load()).cleanUp(locks);
  }

  get allowed(): readonly string[] {
    const { allowedPackages = [] } = this.#options;
    return this.#loaded?.allowed ?? allowedPackages.filter((entry) => !this.#disallowed.has(entry));
  }

  disallow(entry: string): void {
    this.#disallowed.add(entry);
    this.#loaded?.disallow(entry);
  }

  observe(listener: () => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  #load(): Promise<Packages> {
    this.#loading ??= this.#begin().catch((error: unknown) => {
      // The network may be back the next time.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #begin(): Promise<Packages> {
    const module = await import('../packages/session-packages').catch((cause: unknown) => {
      throw new GoruError(
        'network',
        'could not load what installs packages: is this device offline?',
        { cause },
      );
    });
    const packages = await module.Packages.open(this.#options);
    packages.observe(() => {
      for (const { listener } of [...this.#listeners]) listener();
    });
    for (const entry of this.#disallowed) packages.disallow(entry);
    if (this.#send !== undefined) await packages.attach(this.#send);
    this.#loaded = packages;
    return packages;
  }
}
