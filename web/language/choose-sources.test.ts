import { describe, expect, it } from 'vitest';
import { changeOfSources, chooseSources } from './choose-sources';
import type { PackageSources } from '../../src/index';

function pack(name: string, ...paths: string[]): PackageSources {
  const files = paths.map((path) => ({ path, bytes: 10, text: () => path }));
  return { name, version: '1', sha256: name, files };
}

const namesOf = (packages: readonly PackageSources[]) => packages.map(({ name }) => name);

describe('what the language server is given of packages', () => {
  const big = pack(
    'big',
    'big/__init__.py',
    'big/a.py',
    'big/b.py',
    'big/tests/test_a.py',
    'big/x?.py',
  );
  const small = pack('small', 'small.py');

  it('is all of those that there is room for, without their own tests', () => {
    const { chosen, leftOut } = chooseSources([big, small], { count: 3, bytes: 1_000 });
    expect(chosen.flatMap(({ files }) => files.map(({ path }) => path))).toEqual([
      'big/__init__.py',
      'big/a.py',
      'big/b.py',
    ]);
    expect(namesOf(leftOut)).toEqual(['small']);
    expect(namesOf(chooseSources([big, small], { count: 9, bytes: 20 }).chosen)).toEqual(['small']);
  });

  it('goes with its folders, unless others lie there', () => {
    const one = pack('one', 'shared/one.py', 'one/__init__.py');
    const two = pack('two', 'shared/two.py');
    expect(changeOfSources([one, two], [two]).removed).toEqual(['shared/one.py', 'one']);
    expect(changeOfSources([one, two], []).removed).toEqual(['shared', 'one']);
    expect(changeOfSources([one], [one, two])).toMatchObject({
      removed: [],
      come: [{ path: 'shared/two.py' }],
    });
  });
});
