import type { PythonVersion } from '../../src/contract/options';
import type { InstalledPackage, PackageLock } from '../../src/contract/session-packages';
import type { KeptWheels } from '../../src/packages/collect-wheels';
import { DependencySet } from './dependency-set';

export interface BundledFiles {
  /** By their paths below /lib/packages. */
  files: ReadonlyMap<string, Uint8Array>;
  installed: readonly InstalledPackage[];
}

/** The packages of a lock, as a site brings them along; what is not kept is downloaded and verified. */
export async function bundleDependencies({
  python,
  lock,
  wheels,
}: {
  python: PythonVersion;
  lock: PackageLock;
  wheels: KeptWheels;
}): Promise<BundledFiles> {
  const set = new DependencySet({ python, wheels });
  try {
    await set.restore(lock);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the packages of this site cannot be had for Python ${python}: ${why}`, {
      cause,
    });
  }
  return {
    files: set.files,
    installed: set.installed.map((entry) => ({ ...entry, isBundled: true })),
  };
}
