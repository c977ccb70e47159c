import { describe, expect, it } from 'vitest';
import {
  asksForPrereleases,
  contains,
  formatSpecifiers,
  parseSpecifiers,
  pinsVersion,
} from './specifiers';
import { requireVersion } from './version';

function parse(text: string) {
  const specifiers = parseSpecifiers(text);
  if (specifiers === null) throw new Error(`no specifiers: ${text}`);
  return specifiers;
}

describe('contains', () => {
  it.each([
    // Compatible release: the suffix is ignored when the prefix is determined.
    ['~=2.2', '2.2 2.2.post1 2.9', '2.1 3.0 2.2rc1'],
    ['~=2.2.0', '2.2.0 2.2.5', '2.3 2.1'],
    ['~=1.4.5a4', '1.4.5a4 1.4.5 1.4.9', '1.4.5a3 1.5'],
    ['~=2.2.post3', '2.2.post3 2.3', '2.2 3.0'],
    ['~=1!2.2', '1!2.2 1!2.9', '2.2 1!3'],
    // Version matching: zeros do not count, a local part only where one is named.
    ['==1.1', '1.1 1.1.0 1.1+local v1.1', '1.1.post1 1.1a1 1.1.dev1 1.1.1'],
    ['==1.1.post1', '1.1.post1 1.1-1', '1.1'],
    ['==1.1+local', '1.1+local 1.1.0+LOCAL', '1.1 1.1+other'],
    ['==1.1.*', '1.1 1.1.post1 1.1a1 1.1.7 1.1+x', '1.10 1.2 1'],
    ['==1.0.*', '1 1.0.3', '1.1'],
    ['==1!1.*', '1!1.5', '1.5'],
    ['== 1.*', '1.0.dev1', '2'],
    // Version exclusion.
    ['!=1.1', '1.1.post1 1.2', '1.1 1.1.0 1.1+local'],
    ['!=1.1.*', '1.2 1.10', '1.1 1.1.post1 1.1a1'],
    ['!=1.0.*', '1.1', '1 1.0.1'],
    // Inclusive comparison looks past the local part.
    ['<=1.1', '1.1 1.1+local 1.0 1.1a1', '1.1.post1 1.2'],
    ['>=1.1', '1.1 1.1+local 1.1.post1 2', '1.1a1 1.1.dev1 1.0'],
    // Exclusive comparison.
    ['>1.7', '1.7.1 1.8', '1.7 1.7.0.post1 1.7+local 1.7.post1+local'],
    ['>1.7.post2', '1.7.post3 1.7.1', '1.7.post2 1.7.post2+local 1.7.0'],
    ['>1.7rc1', '1.7 1.7rc2 1.7.post1', '1.7rc1 1.7rc1.post1'],
    ['<3.1', '3.0 3.0.post1 3.0+local', '3.1 3.1.dev0 3.1rc1 3.1a1.post1'],
    ['<3.1rc1', '3.1a1 3.1.dev0 3.0', '3.1rc1 3.1'],
    ['<3.1.post1', '3.1 3.0', '3.1.post1 3.1.post1.dev0'],
    // Arbitrary equality is about the text.
    ['===1.0', '1.0', '1.0.0 1 1.0+local'],
    ['===1.0+Downstream1', '1.0+downstream1', '1.0'],
    ['===french', '', '1.0'],
    // Clauses must all hold; none is for all.
    ['~=1.0, >=0.9, !=1.3.4.*, <2.0', '1.0 1.9', '0.9 1.3.4 1.3.4.1 2.0'],
    ['>=1,', '1', '0'],
    ['', '1.0 1!0.dev1', ''],
  ])('%j takes %s and not %s', (text, inside, outside) => {
    const specifiers = parse(text);
    const holds = (versions: string) =>
      versions
        .split(' ')
        .filter((version) => version !== '')
        .map((version) => [version, contains(specifiers, requireVersion(version))]);
    expect(holds(inside).filter(([, isIn]) => isIn !== true)).toEqual([]);
    expect(holds(outside).filter(([, isIn]) => isIn !== false)).toEqual([]);
  });
});

describe('parseSpecifiers', () => {
  it.each([
    '1.0',
    '=1.0',
    '=>1.0',
    '>=',
    '>=1.0,,<2',
    '>=1.*',
    '~=1',
    '~=1.*',
    '~=1.0+local',
    '>=1.0+local',
    '<1.0+local',
    '==1.0a1.*',
    '==1.0.post1.*',
    '==1.0.dev1.*',
    '==1.0+local.*',
    '==french',
    '>=1.0 <2',
    '!1.0',
    '===1.0\u202e',
    '===1.0\u001b[2J',
    '===1\u00ad0',
  ])('refuses %j', (text) => {
    expect(parseSpecifiers(text)).toBeNull();
  });

  it('writes them back in the normal spelling', () => {
    expect(formatSpecifiers(parse(' >= v1.0-ALPHA , != 1.2.*, ===x.Y'))).toBe(
      '>=1.0a0,!=1.2.*,===x.Y',
    );
  });

  it.each([
    ['>=1.0rc1', true],
    ['==1.0.dev1', true],
    ['<2.0b1', true],
    ['===1.0a1', true],
    ['!=1.0rc1', false],
    ['>=1.0.post1', false],
    ['>=1.0,<2', false],
    ['', false],
  ])('%j asks for pre-releases: %s', (text, asks) => {
    expect(asksForPrereleases(parse(text))).toBe(asks);
  });

  it.each([
    ['==1.0', true],
    ['===1.0', true],
    ['>0,==1.0', true],
    ['==1.*', false],
    ['>=1.0', false],
    ['~=1.0', false],
  ])('%j pins a version: %s', (text, pins) => {
    expect(pinsVersion(parse(text))).toBe(pins);
  });
});
