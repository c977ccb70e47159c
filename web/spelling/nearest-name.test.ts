import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name';
import { doubtfulNames, likelyMeant, PROJECTS } from './well-known';

const LIBRARY = readFileSync('runtime-assets/tests/stdlib_modules.txt', 'utf8').trim().split('\n');
const KNOWN = [...LIBRARY, ...PROJECTS.keys()];

// runtime-assets/tests/test_spelling.py has the same cases.
describe('a misspelt name', () => {
  it.each([
    ['reqests', 'requests'],
    ['requessts', 'requests'],
    ['requezts', 'requests'],
    ['reqeusts', 'requests'],
    ['rqests', 'requests'],
    ['rqeusets', 'requests'],
    ['flasks', 'flask'],
    ['Flask', 'flask'],
    ['jsno', 'json'],
    ['so', 'os'],
    ['sxi', 'six'],
    ['matplotlip', 'matplotlib'],
    ['nunpy', 'numpy'],
  ])('%s is told from %s', (name, meant) => {
    expect(nearestName(name, KNOWN)).toBe(meant);
  });

  it.each(
    [
      ['numpy', 'numba', 'flask', 'attr', 'attrs', 'yaml', 'six', 'httpx', 'toml', 'tomli'],
      ['sixx', 'syss', 'r', 'xml2', 'mymodule', 'numbers2x', 'flaskkk', ''],
    ].flat(),
  )('is not %s, which is known, too short to tell or too different', (name) => {
    expect(nearestName(name, KNOWN)).toBeNull();
  });

  it('is told from the nearest, and of those from the first', () => {
    expect(nearestName('helpers', ['helpers__', 'helperz', 'helper'])).toBe('helperz');
    expect(nearestName('helperss', ['helpersXX', 'helpers'])).toBe('helpers');
  });

  it('is none of the well-known ones', () => {
    expect(PROJECTS.size).toBeGreaterThan(300);
    for (const name of PROJECTS.keys()) expect(nearestName(name, KNOWN)).toBeNull();
  });
});

describe('a requirement', () => {
  it.each([
    ['reqests', 'requests'],
    ['reqests>=2.32', 'requests'],
    ['reqests @ https://example.com/reqests-1-py3-none-any.whl', 'requests'],
    ['beautifulsop4', 'beautifulsoup4'],
    ['sckit_learn', 'scikit-learn'],
  ])('%s may mean %s', (requirement, meant) => {
    expect(likelyMeant(requirement)).toBe(meant);
  });

  it('is named with what it may mean', () => {
    expect(doubtfulNames(['six', 'reqests>=2', 'numpy'])).toEqual([
      { name: 'reqests', meant: 'requests' },
    ]);
  });

  it.each(['requests', 'Requests==2', 'python_dateutil', 'yaml', 'pyyaml', 'attrs', 'numba', ''])(
    '%s means itself',
    (requirement) => {
      expect(likelyMeant(requirement)).toBeNull();
    },
  );
});
