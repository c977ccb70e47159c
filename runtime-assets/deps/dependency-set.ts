import { unpackBundle } from '../../src/contract/file-bundle';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import { FULL_PYTHON_VERSIONS, type PythonVersion } from '../../src/contract/options';
import type { InstalledPackage, PackageLock } from '../../src/contract/session-packages';
import { readHere } from '../../src/packages/answer-read';
import type { KeptWheels } from '../../src/packages/collect-wheels';
import type { Installation } from '../../src/packages/describe-installation';
import { IndexClient } from '../../src/packages/index-client';
import { type FailedImport, PackageInstaller } from '../../src/packages/installer';
import { createMarkerEnvironment } from '../../src/packages/marker-environment';
import { parseRequirement } from '../../src/packages/requirement';
import { SitePackages } from '../../src/packages/site-packages';
import { readPydanticCore } from './pydantic-core';

export interface DependencySetOptions {
  python: PythonVersion;
  wheels: KeptWheels;
  /** Undefined: PyPI. */
  indexUrl?: string | undefined;
  /** Imports what came without its compiled parts; answers the first that fails, or null. */
  prove?: (
    files: ReadonlyMap<string, Uint8Array>,
    unproven: Installation['unproven'],
  ) => Promise<FailedImport | null>;
}

/**
 * The packages of a site for one Python: the installer of sessions with Node's network and disk, so
 * that what is chosen here is what a session would have chosen.
 */
export class DependencySet {
  readonly #python: PythonVersion;
  readonly #sitePackages: SitePackages;
  readonly #installer: PackageInstaller;
  readonly #prove: NonNullable<DependencySetOptions['prove']>;
  readonly #files = new Map<string, Uint8Array>();

  constructor({ python, wheels, indexUrl, prove }: DependencySetOptions) {
    this.#prove = prove ?? (() => Promise.resolve(null));
    this.#python = python;
    this.#sitePackages = new SitePackages({ onChange: () => undefined });
    this.#installer = new PackageInstaller({
      environment: createMarkerEnvironment(FULL_PYTHON_VERSIONS[python]),
      // Whoever builds a site decides what it weighs.
      limits: { ...DEFAULT_LIMITS.packages, count: Infinity, unpackedBytes: Infinity },
      openIndex: (signal) =>
        new IndexClient({
          fetch: (url, init) => fetch(url, init),
          fetchDirect: fetchBytes,
          readWheelMetadata: (bytes) => readHere.readMetadata(bytes),
          signal,
          ...(indexUrl === undefined ? {} : { indexUrl }),
        }),
      openStore: () => Promise.resolve(wheels),
      reader: readHere,
      sitePackages: this.#sitePackages,
      readStandIn: readPydanticCore,
    });
    // Nothing is installed yet.
    void this.#sitePackages.attach(({ removed, content }) => {
      for (const path of removed) this.#files.delete(path);
      for (const [path, bytes] of content === undefined ? [] : unpackBundle(content)) {
        this.#files.set(path, bytes);
      }
    });
  }

  /** By their paths below /lib/packages. */
  get files(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  get installed(): readonly InstalledPackage[] {
    return this.#sitePackages.list();
  }

  get lock(): PackageLock {
    return this.#sitePackages.lock(this.#python);
  }

  async restore(lock: PackageLock): Promise<void> {
    await this.#installer.restore(lock, { signal: never() });
  }

  /** Resolves with what was done, as text; older versions are tried where an import fails. */
  async install(requirements: readonly string[], { upgrade = false } = {}): Promise<string> {
    let done = await this.#installer.install(requirements.map(parseRequirement), {
      signal: never(),
      upgrade,
    });
    for (;;) {
      const failure =
        done.unproven.length === 0 ? null : await this.#prove(this.#files, done.unproven);
      if (failure === null) return done.output;
      done = await this.#installer.withdraw(failure, { signal: never() });
    }
  }

  remove(name: string): Promise<void> {
    return this.#installer.remove(parseRequirement(name).name);
  }
}

async function fetchBytes(
  url: string,
): Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }> {
  const response = await fetch(url);
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
