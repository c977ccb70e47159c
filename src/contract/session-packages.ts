/** What a session has installed, and how the page itself installs. */

/** A package that is there. */
export interface InstalledPackage {
  /** As its author writes it. */
  name: string;
  version: string;
  /** Of its unpacked files. */
  bytes: number;
  license: string | null;
  summary: string | null;
  /** Somebody asked for it; else others need it. */
  isRequested: boolean;
  /** It came with the site, and cannot be removed. */
  isBundled: boolean;
  /** Who needs it: `requests 2.32.3 requires idna<4,>=2.5`, or `idna was asked for`. */
  why: readonly string[];
  /** Compiled files of its wheel, which it goes without. */
  leftOut: readonly string[];
}

/** A package that an installation would bring, or keep. */
export interface PlannedPackage {
  /** As an index writes it: lower case, with hyphens. */
  name: string;
  version: string;
  /** Of the download; null where the index does not tell. */
  bytes: number | null;
  why: readonly string[];
  isInstalled: boolean;
}

/** One package of a lock: everything that is needed to get the very same bytes again. */
export interface LockedPackage {
  /** As an index writes it: lower case, with hyphens. */
  name: string;
  version: string;
  filename: string;
  url: string;
  sha256: string;
  /** Bytes of the wheel; null where the index did not tell. */
  size: number | null;
  /** By its tags: for any platform. Any other wheel had to prove itself by an import. */
  isPure: boolean;
  extras: readonly string[];
  /** Names of the packages that it needs here. */
  requires: readonly string[];
  why: readonly string[];
}

/** Reproduces an environment exactly, also offline when its wheels are kept. JSON. */
export interface PackageLock {
  format: 1;
  /** `3.13`: markers were evaluated for this version. */
  python: string;
  /** What was asked for. */
  requirements: readonly string[];
  packages: readonly LockedPackage[];
}

/** The packages that a site was built with (`npm run deps`), for one Python. */
export interface BundledPackages {
  installed: readonly InstalledPackage[];
  lock: PackageLock;
}

export interface PackageProgress {
  /** The package that has just arrived. */
  name: string;
  doneBytes: number;
  totalBytes: number;
}

export interface PackageInstallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: PackageProgress) => void;
}

/** The page's own hand on the packages of a session: nobody is asked, every host of an index is reached. */
export interface SessionPackages {
  list(): readonly InstalledPackage[];
  /** What an installation would bring; asks the index, downloads nothing. */
  plan(
    requirements: readonly string[],
    options?: PackageInstallOptions,
  ): Promise<readonly PlannedPackage[]>;
  /** Resolves with what was done, as text. */
  install(requirements: readonly string[], options?: PackageInstallOptions): Promise<string>;
  /** Removes a package that was asked for, and what nothing else needs. */
  remove(name: string): Promise<void>;
  lock(): PackageLock;
  restore(lock: PackageLock, options?: PackageInstallOptions): Promise<void>;
  /** Calls `listener` after every change until the returned function is called. */
  observe(listener: () => void): () => void;
}
