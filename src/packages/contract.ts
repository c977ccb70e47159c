/**
 * What the parts of package installation say to each other: names, limits, texts and types. The
 * texts are exact, programs match on them; advice goes into an error's notes.
 */
import type { LockedPackage } from '../contract/session-packages';
import type { Marker } from './marker';
import type { VersionSpecifiers } from './specifiers';
import type { Version } from './version';

/** PyPI's simple repository API (PEP 503, PEP 691), where the page names no other index. */
export const DEFAULT_INDEX_URL = 'https://pypi.org/simple/';

/** The texts of the contract's section 7, and of errors of the same kind. */
export const PACKAGE_TEXTS = {
  disabled: 'package installation disabled',
  nameRequired: 'package name required',
  invalidName: 'invalid package name',
  invalidSpecifier: 'invalid version specifier',
  invalidRequirement: 'invalid requirement',
  notAllowed: (name: string) => `package "${name}" not allowed`,
  notFound: 'package not found on PyPI',
  noWheel: 'no compatible wheel found (pure Python wheel required)',
  cExtensions: (files: readonly string[]) =>
    `package contains C extensions (${files.join(', ')}) which won't work in WASM`,
  noneInstalled: 'No packages installed.',
  tooManyPackages: (count: number, limit: number) =>
    `too many packages: ${String(count)} are needed, the limit is ${String(limit)}`,
  limitNote: (limit: 'count' | 'unpackedBytes') =>
    `The limit is that of all packages of a session together (limits.packages.${limit}).`,
} as const;

/** A dependency specifier (PEP 508), parsed. */
export interface Requirement {
  /** Normalised (PEP 503): lower case, with hyphens. */
  name: string;
  /** Normalised (PEP 685), sorted, each once. */
  extras: readonly string[];
  /** Empty where any version will do, and for a direct URL. */
  specifiers: VersionSpecifiers;
  /** Where the file lies, for `name @ https://…`. */
  url: string | null;
  marker: Marker | null;
  /** As it was written, without the space around it. */
  text: string;
}

/** One file of a project, as the index lists it (PEP 691, PEP 700). */
export interface ProjectFile {
  filename: string;
  /** Absolute. */
  url: string;
  /** Lower-case hex; null where the index tells none (such a file is never used). */
  sha256: string | null;
  /** Bytes; null where the index does not tell. */
  size: number | null;
  requiresPython: string | null;
  /** Why it was withdrawn (PEP 592), possibly an empty text; null where it was not. */
  yanked: string | null;
  /** Whether `<url>.metadata` can be had (PEP 658, PEP 714), and the hash of it if one is told. */
  coreMetadata: { sha256: string | null } | null;
}

/** What the resolver needs of a wheel's METADATA (Core metadata specification). */
export interface CoreMetadata {
  /** Normalised. */
  name: string;
  version: Version;
  requiresDist: readonly Requirement[];
  requiresPython: string | null;
  /** Normalised. */
  providesExtra: readonly string[];
}

/** The variables of environment markers, except `extra`, which depends on who asks. */
export interface MarkerEnvironment {
  implementation_name: string;
  implementation_version: string;
  os_name: string;
  platform_machine: string;
  platform_python_implementation: string;
  platform_release: string;
  platform_system: string;
  platform_version: string;
  python_full_version: string;
  python_version: string;
  sys_platform: string;
}

/** Where the resolver learns of files and of what they need; `IndexClient` is the real one. */
export interface PackageSource {
  /** The files of a project by its normalised name; null where there is no such project. */
  files(name: string): Promise<readonly ProjectFile[] | null>;
  metadata(file: ProjectFile): Promise<CoreMetadata>;
  /** The file behind a direct URL, with its SHA-256, which need not be known before. */
  directFile(url: string): Promise<ProjectFile>;
}

export type { LockedPackage };

export interface Resolution {
  /** Sorted by name. */
  packages: readonly LockedPackage[];
  /** Advice for the person: an extra that does not exist, a version that was withdrawn. */
  notes: readonly string[];
}
