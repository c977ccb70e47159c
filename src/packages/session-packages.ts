import { GoruError } from '../contract/goru-error';
import type { SessionOptions } from '../contract/options';
import type {
  InstalledPackage,
  PackageInstallOptions,
  PackageLock,
  PlannedPackage,
  SessionPackages,
} from '../contract/session-packages';
import type { ServiceMethods } from '../host/host';
import { Allowlist } from './allowlist';
import { IndexClient } from './index-client';
import { type PackageChange, PackageInstaller } from './installer';
import { createMarkerEnvironment } from './marker-environment';
import { openWheelStore } from './open-wheel-store';
import { readWheelMetadata } from './read-wheel';
import type { WheelStore } from './wheel-store';
import { PackageConsent } from './package-consent';
import { parseRequirement } from './requirement';
import { packageMethods } from './service';

export type PackageOptions = Pick<SessionOptions, 'allowedPackages' | 'onPackageRequest'> & {
  /** `3.13`, and `3.13.15`: for the lock, and for markers. */
  python: string;
  fullPython: string;
  /** Undefined: PyPI. */
  indexUrl: string | undefined;
  /** The database of downloaded wheels; contains the site's path. */
  storeName: string;
  /** Called with true when a person is being asked, with false when not any more. */
  onWaiting: (isWaiting: boolean) => void;
  /** What the page's own code threw. */
  onDefect: (error: unknown) => void;
};

/** The packages of one session: what programs call, what the page calls, and who is asked. */
export class Packages implements SessionPackages {
  readonly #installer: PackageInstaller;
  readonly #consent: PackageConsent;
  readonly #allowed: string[];
  readonly #listeners = new Set<{ listener: () => void }>();
  readonly methods: ServiceMethods;

  constructor(options: PackageOptions) {
    const { allowedPackages = [], onPackageRequest, onWaiting, onDefect } = options;
    const { python, fullPython, indexUrl, storeName } = options;
    // Fails now, and not in the middle of somebody's program, when an entry is no requirement.
    new Allowlist(allowedPackages);
    this.#allowed = [...allowedPackages];
    this.#installer = new PackageInstaller({
      environment: createMarkerEnvironment(fullPython),
      python,
      openIndex: (signal) =>
        new IndexClient({
          fetch: (url, init) => fetch(url, init),
          readWheelMetadata,
          signal,
          ...(indexUrl === undefined ? {} : { indexUrl }),
        }),
      openStore: () => openOnce(storeName),
      onChange: () => {
        for (const { listener } of [...this.#listeners]) listener();
      },
    });
    this.#consent = new PackageConsent({
      ask: onPackageRequest,
      allow: (names) => {
        this.#allowed.push(...names);
      },
      onWaiting,
      onDefect,
    });
    this.methods = packageMethods({
      installer: this.#installer,
      fullPython,
      consent: this.#consent,
      allowed: () => this.#allowed,
      isEnabled: () => onPackageRequest !== undefined || this.#allowed.length > 0,
    });
  }

  /** An interpreter gets what is installed, and what will be. */
  attach(send: (change: PackageChange) => void): void {
    this.#installer.attach(send);
  }

  detach(): void {
    this.#installer.detach();
  }

  endRun(): void {
    this.#consent.endRun();
  }

  list(): readonly InstalledPackage[] {
    return this.#installer.list();
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
    const { output } = await this.#installer.install(requirements.map(parseRequirement), {
      signal,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    return output;
  }

  remove(name: string): Promise<void> {
    return this.#installer.remove(parseRequirement(name).name);
  }

  lock(): PackageLock {
    return this.#installer.lock();
  }

  async restore(
    lock: PackageLock,
    { signal = never(), onProgress }: PackageInstallOptions = {},
  ): Promise<void> {
    checkLock(lock);
    await this.#installer.restore(lock, {
      signal,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  }

  observe(listener: () => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }
}

const stores = new Map<string, Promise<WheelStore>>();

/** One page has one store, whoever uses it. */
function openOnce(name: string): Promise<WheelStore> {
  const opening = stores.get(name) ?? openWheelStore(name);
  stores.set(name, opening);
  return opening;
}

function never(): AbortSignal {
  return new AbortController().signal;
}

/** A lock may come from a file. */
function checkLock(lock: PackageLock): void {
  const isWellFormed =
    typeof lock === 'object'
    && (lock as PackageLock | null) !== null
    && (lock.format as number) === 1
    && Array.isArray(lock.requirements)
    && Array.isArray(lock.packages)
    && lock.packages.every(
      ({ name, version, filename, url, sha256, requires, why }) =>
        [name, version, filename, url, sha256].every((text) => typeof text === 'string')
        && Array.isArray(requires)
        && Array.isArray(why),
    );
  if (!isWellFormed) {
    throw new GoruError('invalid-argument', 'this is no lock of packages', {
      notes: ['Give what `session.packages.lock()` made.'],
    });
  }
}
