import { packBundle } from '../contract/file-bundle';
import { GoruError } from '../contract/goru-error';
import type { InstalledWheel } from './install-wheel';
import { findFileAndDirectory } from './wheel-layout';

/** A file which two wheels bring, with different contents. */
export interface FileConflict {
  path: string;
  /** Titles of the wheels, in the order of installation; the last one's file is there. */
  wheels: readonly string[];
}

export interface WheelBundle {
  /**
   * For the worker's `unpackBundle` and `MemoryDirectory.fromFiles`: a tree with the directories
   * `site-packages`, which goes on `sys.path`, and `data` (only if a wheel has such files).
   */
  bundle: Uint8Array<ArrayBuffer>;
  /** Empty for well-behaved packages; worth a warning. */
  conflicts: readonly FileConflict[];
}

/**
 * Packs installed wheels into one tree. Where several bring the same file, the last one wins, as
 * it does with other installers. Fails with a `GoruError` (`protocol`) when the file of one is a
 * directory of another.
 */
export function bundleWheels(wheels: readonly InstalledWheel[]): WheelBundle {
  const files = new Map<string, Uint8Array>();
  const owners = new Map<string, string[]>();
  const conflicts = new Set<string>();
  for (const wheel of wheels) {
    for (const [path, content] of wheel.files) {
      const existing = files.get(path);
      if (existing !== undefined && !isEqual(existing, content)) conflicts.add(path);
      files.set(path, content);
      owners.set(path, [...(owners.get(path) ?? []), wheel.title]);
    }
  }
  refuseClash(owners);
  return {
    bundle: packBundle(files),
    conflicts: [...conflicts].map((path) => ({ path, wheels: owners.get(path) ?? [] })),
  };
}

/**
 * Fails with a `GoruError` (`protocol`) when the file of one wheel is a directory of another: they cannot be in one
 * tree, in whatever order they come.
 */
export function refuseClashes(wheels: readonly InstalledWheel[]): void {
  const owners = new Map<string, string[]>();
  for (const wheel of wheels) {
    for (const path of wheel.files.keys()) {
      owners.set(path, [...(owners.get(path) ?? []), wheel.title]);
    }
  }
  refuseClash(owners);
}

function refuseClash(owners: ReadonlyMap<string, readonly string[]>): void {
  const both = findFileAndDirectory(owners.keys());
  if (both === undefined) return;
  const owner = owners.get(both)?.join(' and ') ?? '';
  const inside = [...owners].find(([path]) => path.startsWith(`${both}/`))?.[1].join(' and ');
  throw new GoruError(
    'protocol',
    `packages cannot be installed together: "${both}" is a file of ${owner} and a directory of ${inside ?? ''}`,
  );
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
