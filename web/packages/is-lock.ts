import type { LockedPackage, PackageLock } from '../../src/index';

/** More than any session may install; their names would fill the page. */
const PACKAGES_MAX = 1_000;

/**
 * Whether it can be shown as a lock. An archive or a file brings it, and those can come from anybody: one with a hole in
 * it would stop the page each time it is loaded. What it leads to is checked by the library, when it is used.
 */
export function isLock(value: unknown): value is PackageLock {
  const lock = fieldsOf(value);
  return (
    lock['format'] === 1
    && typeof lock['python'] === 'string'
    && isTextList(lock['requirements'])
    && Array.isArray(lock['packages'])
    && lock['packages'].length <= PACKAGES_MAX
    && lock['packages'].every(isPackage)
  );
}

function isPackage(value: unknown): value is LockedPackage {
  const { name, version, filename, url, sha256, size, extras, requires, why } = fieldsOf(value);
  return (
    [name, version, filename, url, sha256].every((text) => typeof text === 'string')
    && (size === null || typeof size === 'number')
    && [extras, requires, why].every(isTextList)
  );
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
