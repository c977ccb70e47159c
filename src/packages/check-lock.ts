import { GoruError } from '../contract/goru-error';
import type { LockedPackage, PackageLock } from '../contract/session-packages';
import { PACKAGE_TEXTS } from './contract';
import { isFromUrl } from './environment';
import { isSafeUrl } from './index-client';
import { parseRequirement } from './requirement';

/** A lock may come from a file, and that from anybody: fails where it is none. */
export function checkLock(lock: PackageLock): void {
  const isWellFormed =
    typeof lock === 'object'
    && (lock as PackageLock | null) !== null
    && (lock.format as number) === 1
    && typeof lock.python === 'string'
    && Array.isArray(lock.requirements)
    && lock.requirements.every((requirement) => typeof requirement === 'string')
    && Array.isArray(lock.packages)
    && lock.packages.every(isPackage);
  if (!isWellFormed) {
    throw new GoruError('invalid-argument', 'this is no lock of packages', {
      notes: ['Give what `session.packages.lock()` made.'],
    });
  }
}

function isPackage(value: LockedPackage | null): boolean {
  if (value === null) return false;
  const { name, version, filename, url, sha256, extras, requires, why } = value;
  return (
    [name, version, filename, url, sha256].every((text) => typeof text === 'string')
    && [extras, requires, why].every(
      (list) => Array.isArray(list) && list.every((text) => typeof text === 'string'),
    )
  );
}

/** Fails also where it names more than may be installed, or what may not be downloaded. */
export function checkDownloads(
  lock: PackageLock,
  { maxPackages, indexUrl }: { maxPackages: number; indexUrl: string },
): void {
  checkLock(lock);
  const count = Math.max(lock.packages.length, lock.requirements.length);
  if (count > maxPackages) {
    throw new GoruError('limit', PACKAGE_TEXTS.tooManyPackages(count, maxPackages), {
      notes: [PACKAGE_TEXTS.limitNote('count')],
    });
  }
  const isDirect = directOf(lock);
  // Whatever was named by its address comes through the grants of hosts.
  const unsafe = lock.packages.find(
    (locked) => !isDirect(locked) && !isSafeUrl(locked.url, indexUrl),
  );
  if (unsafe === undefined) return;
  throw new GoruError(
    'invalid-argument',
    `the lock names a file that is not on https: ${unsafe.url}`,
  );
}

/** Which packages of a lock were named by their address. */
export function directOf({ requirements }: PackageLock): (locked: LockedPackage) => boolean {
  const roots = requirements.map(parseRequirement);
  return (locked) =>
    roots.some(({ name, url }) => name === locked.name && url !== null && isFromUrl(locked, url));
}
