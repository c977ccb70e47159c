import { describe, expect, it } from 'vitest';
import {
  isOfProject,
  isOfVersion,
  isPureWheel,
  parseWheelName,
  requireWheelName,
} from './wheel-name';
import { compareRanks, rankWheel } from './wheel-preference';

describe('parseWheelName', () => {
  it('reads every part, and compressed tags as several', () => {
    expect(
      parseWheelName('Zope.Interface_x-1!2.0.POST1-1build-py2.py3-none-any.whl'),
    ).toMatchObject({
      name: 'zope-interface-x',
      version: { text: '1!2.0.post1' },
      build: [1, 'build'],
      pythons: ['py2', 'py3'],
      abis: ['none'],
      platforms: ['any'],
    });
    expect(
      parseWheelName('a-1.0-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl'),
    ).toMatchObject({
      build: null,
      platforms: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
    });
  });

  it('reads a local version, and the underscore of old tools', () => {
    expect(parseWheelName('a-1.0+ab.1-py3-none-any.whl')?.version.text).toBe('1.0+ab.1');
    expect(parseWheelName('a-1.0_1-py3-none-any.whl')?.version.text).toBe('1.0.post1');
    expect(parseWheelName('a-1.0_ab.1-py3-none-any.whl')?.version.text).toBe('1.0+ab.1');
  });

  it.each([
    'a-1.0.tar.gz',
    'a-1.0.whl',
    'a-1.0-py3-none.whl',
    'a-1.0-x1-py3-none-any.whl',
    'a-french-py3-none-any.whl',
    '-1.0-py3-none-any.whl',
    'a-1.0-py3-none-any.whl.metadata',
    'a-1.0-py3-none-any.zip',
    'a-1.0-1-2-py3-none-any.whl',
    '../a-1.0-py3-none-any.whl',
    'a-1.0-py3-none-any/x.whl',
  ])('finds no wheel in %s', (filename) => {
    expect(parseWheelName(filename)).toBeNull();
    expect(() => requireWheelName(filename)).toThrow('its name is not of the form');
  });

  it('compares names and versions as projects do', () => {
    const wheel = requireWheelName('Foo_Bar-1.0_local.2-py3-none-any.whl');
    const isNamed = (name: string) => isOfProject(wheel, name);
    expect(['foo-.bar', 'FOO.bar', 'foobar'].map(isNamed)).toEqual([true, true, false]);
    const isVersion = (text: string) => isOfVersion(wheel, text);
    expect(['1+local.2', '1.0_local.2', '1.0', 'x'].map(isVersion)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('calls pure what has neither ABI nor platform', () => {
    const isPure = (tags: string) => {
      const wheel = parseWheelName(`a-1.0-${tags}.whl`);
      return wheel !== null && isPureWheel(wheel);
    };
    expect(
      ['py3-none-any', 'cp313-none-any', 'py3-none-linux_x86_64', 'cp313-cp313-any'].map(isPure),
    ).toEqual([true, true, false, false]);
  });
});

describe('rankWheel', () => {
  const rank = (tags: string, python = '3.13') => {
    const wheel = parseWheelName(`a-1.0-${tags}.whl`);
    if (wheel === null) throw new Error(`no wheel: ${tags}`);
    return rankWheel(wheel, { python_version: python });
  };

  it('prefers pure wheels, then what has the Python code for this Python and a like platform', () => {
    const best = [
      'cp313-none-any',
      'py313-none-any',
      '2-py3-none-any',
      '1-py3-none-any',
      'py2.py3-none-any',
      'py312-none-any',
      'py39-none-any',
      'cp313-cp313-wasi_0_0_0_wasm32',
      'cp313-cp313-pyodide_2025_0_wasm32',
      'cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64',
      'cp313-cp313-musllinux_1_2_aarch64',
      'cp313-cp313-macosx_11_0_arm64',
      'cp313-cp313-win_amd64',
      'cp312-abi3-linux_x86_64',
      'cp39-abi3-manylinux_2_17_x86_64',
      'py3-none-manylinux_2_17_x86_64',
      'cp312-cp312-manylinux_2_17_x86_64',
      'cp37-cp37m-manylinux1_x86_64',
    ];
    const ranked = best.toReversed().map((tags) => ({ tags, rank: rank(tags) ?? [] }));
    ranked.sort((a, b) => compareRanks(a.rank, b.rank));
    expect(ranked.map(({ tags }) => tags)).toEqual(best);
  });

  it.each([
    'py2-none-any',
    'cp312-none-any',
    'py314-none-any',
    'cp314-cp314-manylinux_2_17_x86_64',
    'cp314-abi3-manylinux_2_17_x86_64',
    'cp313-cp313t-manylinux_2_17_x86_64',
    'pp310-pypy310_pp73-manylinux_2_17_x86_64',
    'cp27-cp27mu-manylinux1_x86_64',
  ])('never takes %s for Python 3.13', (tags) => {
    expect(rank(tags)).toBeNull();
  });

  it('depends on the Python', () => {
    expect(rank('cp312-none-any', '3.12')).not.toBeNull();
    expect(rank('cp313-cp313-linux_x86_64', '3.12')).toBeNull();
  });

  it.each([
    ['is longer than any file system takes', `a-1-py3-none-${'a.'.repeat(200_000)}any.whl`],
    [
      'names more Pythons and ABIs than there are',
      `a-1-${'a.'.repeat(40)}a-${'b.'.repeat(40)}b-any.whl`,
    ],
  ])('has no rank where the name %s', (_, name) => {
    expect(parseWheelName(name)).toBeNull();
  });
});
