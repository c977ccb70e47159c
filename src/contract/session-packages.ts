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
  /**
   * Another version, which the running Python has imported and goes on with until it is reset; else
   * null.
   */
  importedVersion: string | null;
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
  /** The package of which bytes have just arrived. */
  name: string;
  doneBytes: number;
  totalBytes: number;
}

export interface PackageInstallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: PackageProgress) => void;
}

export interface PackageRestoreOptions extends PackageInstallOptions {
  /** Install what can be had, where something cannot; otherwise it is all or nothing. */
  allowMissing?: boolean;
}

/** A package of a lock that was not installed. */
export interface MissingPackage {
  /** As in the lock. */
  name: string;
  version: string;
  /** For people: it cannot be had, or needs one that cannot. */
  reason: string;
}

/** A downloaded wheel that the browser keeps. */
export interface StoredPackage {
  name: string;
  version: string;
  sha256: string;
  /** Of the wheel, as it was downloaded. */
  bytes: number;
}

/** A file that tools for Python read. */
export interface SourceFile {
  /** Below site-packages: `requests/api.py`. */
  path: string;
  bytes: number;
  /** Decoded anew at every call. */
  text(): string;
}

/** The Python code of an installed package, as its wheel has it. */
export interface PackageSources {
  /** As its author writes it. */
  name: string;
  version: string;
  /** Of the wheel: another one has other files. */
  sha256: string;
  /** `.py`, `.pyi` and `py.typed`. */
  files: readonly SourceFile[];
}

/** What is kept of all that the sessions of this site have downloaded. */
export interface PackageStorage {
  wheels: readonly StoredPackage[];
  /** Why wheels are not kept, or not all, as a sentence for people; else null. */
  problem: string | null;
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
  /**
   * The newest version of a package that was asked for, as far as that wish admits it; null: of all
   * of them, and of what they need. Resolves with what was done, as text.
   */
  upgrade(name: string | null, options?: PackageInstallOptions): Promise<string>;
  /** Removes a package that was asked for, and what nothing else needs. */
  remove(name: string): Promise<void>;
  lock(): PackageLock;
  /** The top-level modules that a program can import of what is installed, sorted. */
  modules(): Promise<readonly string[]>;
  /**
   * The code of the packages that bring these top-level modules, and of what those need. It is what was verified when
   * it was installed, whatever a program has done to its own copy since.
   */
  sources(modules: readonly string[]): Promise<readonly PackageSources[]>;
  /**
   * Installs exactly what a lock names, and nothing else. It has to be for this version of Python. Resolves with what is
   * missing, which is nothing unless `allowMissing` is given.
   */
  restore(lock: PackageLock, options?: PackageRestoreOptions): Promise<readonly MissingPackage[]>;
  storage(): Promise<PackageStorage>;
  /** Downloads what of a lock is not kept yet, so that it can be restored offline. */
  download(lock: PackageLock, options?: PackageInstallOptions): Promise<void>;
  /** Deletes what is kept and neither these locks nor this session need; resolves with it. */
  cleanUp(locks: readonly PackageLock[]): Promise<readonly StoredPackage[]>;
  /** What programs may install unasked: requirements of the options, and names allowed since. */
  readonly allowed: readonly string[];
  /** Takes an entry of `allowed` back; what is installed stays. */
  disallow(entry: string): void;
  /** Calls `listener` after every change until the returned function is called. */
  observe(listener: () => void): () => void;
}
