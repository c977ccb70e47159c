import { describe, expect, it } from 'vitest';
import { chooseCandidates, fitsPython } from './candidates';
import type { ProjectFile } from './contract';
import { createMarkerEnvironment } from './marker-environment';
import { requireVersion } from './version';

const environment = createMarkerEnvironment('3.13.15');

function file(filename: string, more: Partial<ProjectFile> = {}): ProjectFile {
  return {
    filename,
    url: `https://files.test/${filename}`,
    sha256: '0'.repeat(64),
    size: null,
    requiresPython: null,
    yanked: null,
    coreMetadata: null,
    ...more,
  };
}

describe('chooseCandidates', () => {
  const choose = (...files: ProjectFile[]) => {
    const { usable, unusable } = chooseCandidates('a', files, environment);
    return {
      usable: usable.map(({ file: { filename } }) => filename),
      unusable: unusable.map(({ version, reason }) => `${version.text}: ${reason}`),
    };
  };

  it('takes one wheel of each version, the newest version first', () => {
    const { usable } = choose(
      file('a-1.9-py3-none-any.whl'),
      file('a-1.10-cp313-cp313-linux_x86_64.whl'),
      file('a-1.10-py3-none-any.whl'),
      file('a-1.10.tar.gz'),
    );
    expect(usable).toEqual(['a-1.10-py3-none-any.whl', 'a-1.9-py3-none-any.whl']);
  });

  it('takes 1.0 and 1.0.0 for one version', () => {
    expect(
      choose(file('a-1.0-py3-none-any.whl'), file('a-1.0.0-py3-none-any.whl')).usable,
    ).toHaveLength(1);
  });

  it('chooses the same whatever order the index has', () => {
    const files = ['win32', 'linux_x86_64', 'linux_i686'].map((platform) =>
      file(`a-1.0-cp313-cp313-${platform}.whl`),
    );
    expect(choose(...files)).toEqual(choose(...files.toReversed()));
  });

  it('prefers a wheel that was not withdrawn', () => {
    const { usable } = choose(
      file('a-1.0-cp313-none-any.whl', { yanked: '' }),
      file('a-1.0-py3-none-any.whl'),
    );
    expect(usable).toEqual(['a-1.0-py3-none-any.whl']);
  });

  it('says why a version cannot be used', () => {
    const { usable, unusable } = choose(
      file('a-4.0.tar.gz'),
      file('a-3.0-py3-none-any.whl', { requiresPython: '<3.13' }),
      file('a-3.0.zip'),
      file('a-2.0-py3-none-any.whl', { sha256: null }),
      file('a-1.0-pp310-pypy310_pp73-win_amd64.whl'),
    );
    expect(usable).toEqual([]);
    expect(unusable).toEqual([
      '4.0: no compatible wheel found (pure Python wheel required)',
      '3.0: needs Python <3.13, this is 3.13.15',
      '2.0: the package index gives no SHA-256 for it',
      '1.0: no compatible wheel found (pure Python wheel required)',
    ]);
  });

  it('leaves out files of other projects and versions that are none', () => {
    expect(
      choose(file('b-1.0-py3-none-any.whl'), file('a-french-py3-none-any.whl'), file('README.txt')),
    ).toEqual({ usable: [], unusable: [] });
  });
});

describe('fitsPython', () => {
  it.each([
    [null, true],
    ['', true],
    ['>=3.8', true],
    ['>=3.14', false],
    ['!=3.0.*,!=3.1.*,>=2.7', true],
    ['>=2.7, <4', true],
    ['==3.13.*', true],
    // No valid specifier: installers ignore it.
    ['>=3.6.*', true],
  ])('%j: %s', (requiresPython, fits) => {
    expect(fitsPython(requiresPython, requireVersion('3.13.15'))).toBe(fits);
  });
});
