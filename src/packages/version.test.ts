import { describe, expect, it } from 'vitest';
import { compareVersions, isPrerelease, parseVersion, requireVersion, versionKey } from './version';

describe('parseVersion', () => {
  it.each([
    ['1.0', '1.0'],
    [' 1.0\n', '1.0'],
    ['v1.0', '1.0'],
    ['1.00.007', '1.0.7'],
    ['0!1.0', '1.0'],
    ['2!1.0', '2!1.0'],
    ['1.1.ALPHA1', '1.1a1'],
    ['1.1-beta.2', '1.1b2'],
    ['1.1c3', '1.1rc3'],
    ['1.1pre4', '1.1rc4'],
    ['1.1_preview_5', '1.1rc5'],
    ['1.2a', '1.2a0'],
    ['1.2.post', '1.2.post0'],
    ['1.2-1', '1.2.post1'],
    ['1.2r4', '1.2.post4'],
    ['1.2-rev-4', '1.2.post4'],
    ['1.2dev', '1.2.dev0'],
    ['1.0a2.dev456', '1.0a2.dev456'],
    ['1.0RC1.POST2.DEV3', '1.0rc1.post2.dev3'],
    ['1.0+Ubuntu-1_A', '1.0+ubuntu.1.a'],
    ['1.0+1e5', '1.0+1e5'],
    ['1.0+0x1f', '1.0+0x1f'],
    ['1.0.dev20240101120000123456', '1.0.dev20240101120000123456'],
  ])('normalises %j to %s', (written, normal) => {
    expect(parseVersion(written)?.text).toBe(normal);
  });

  it.each([
    '',
    '1.',
    '.1',
    '1..2',
    'french toast',
    '1.0+',
    '1.0+a..b',
    '1.0-',
    '1.0x',
    '1!',
    '1.0+a+b',
    '1.*',
  ])('finds no version in %j', (text) => {
    expect(parseVersion(text)).toBeNull();
  });
});

describe('compareVersions', () => {
  // The order of the specification's summary, with epochs and local versions.
  const ascending = [
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    '1.0',
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0+5.0',
    '1.0+10',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.0.15',
    '1.1.dev1',
    '1.9',
    '1.10',
    '2024.1',
    '1!0.1',
  ];

  it('orders as the specification does', () => {
    const shuffled = ascending.toSorted((a, b) =>
      a.split('').reverse().join() < b.split('').reverse().join() ? -1 : 1,
    );
    expect(shuffled).not.toEqual(ascending);
    const sorted = shuffled.map(requireVersion).sort(compareVersions);
    expect(sorted.map(({ text }) => text)).toEqual(ascending);
  });

  it.each([
    ['1.0', '1.0.0'],
    ['1', '1.0.0.0'],
    ['1.0c1', '1.0rc1'],
    ['1.0+a-1', '1.0+A.1'],
    ['0!1.0', '1.0'],
  ])('finds %s and %s equal', (a, b) => {
    expect(compareVersions(requireVersion(a), requireVersion(b))).toBe(0);
    expect(versionKey(requireVersion(a))).toBe(versionKey(requireVersion(b)));
  });

  it('tells long numbers apart', () => {
    const [a, b] = ['1.20240101120000123456', '1.20240101120000123457'].map(requireVersion);
    expect(a !== undefined && b !== undefined && compareVersions(a, b)).toBe(-1);
  });

  it('counts developmental releases among the pre-releases, and post-releases not', () => {
    const kinds = ['1.0', '1.0a1', '1.0.dev1', '1.0.post1', '1.0.post1.dev1', '1.0+local'];
    expect(kinds.map((text) => isPrerelease(requireVersion(text)))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('does not compute with a number of a megabyte', () => {
    expect(parseVersion(`1.${'1'.repeat(900)}`)).not.toBeNull();
    expect(parseVersion(`1.${'1'.repeat(1_000_000)}`)).toBeNull();
  });
});
