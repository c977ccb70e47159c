import { tellInstalled } from './tell-installed';
import { words } from '../words/packages';
import type { PackageInstallOptions, SessionPackages } from '../../src/index';

/** Upgrades one package, or with null all; what came of it, in words. */
export async function upgrade(
  packages: SessionPackages,
  name: string | null,
  options: PackageInstallOptions,
): Promise<string> {
  const before = new Set(packages.lock().packages.map(({ sha256 }) => sha256));
  const done = await tellInstalled(packages, () => packages.upgrade(name, options));
  const { packages: after } = packages.lock();
  if (after.some(({ sha256 }) => !before.has(sha256))) return done;
  return name === null ? words().allNewest : words().isNewest(name);
}
