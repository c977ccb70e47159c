import type { PackageLock } from '../../../src/index';

/** A lock of packages such as `app 1.0 lib other`: name, version, what it needs. */
export function lockOf(
  entries: readonly string[],
  requirements: readonly string[] = entries.map((entry) => entry.split(' ')[0] ?? ''),
): PackageLock {
  return {
    format: 1,
    python: '3.13',
    requirements,
    packages: entries.map((entry) => {
      const [name = '', version = '', ...requires] = entry.split(' ');
      const filename = `${name}-${version}-py3-none-any.whl`;
      return {
        name,
        version,
        filename,
        url: `https://x.test/${filename}`,
        sha256: `${name}-${version}`,
        size: 1000,
        isPure: true,
        extras: [],
        requires,
        why: [`${name} was asked for`],
      };
    }),
  };
}
