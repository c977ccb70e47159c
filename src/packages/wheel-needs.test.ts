import { describe, expect, it } from 'vitest';
import { parseNeeds } from './wheel-needs';
import { formatRequirement } from './requirement';

const METADATA = [
  'Metadata-Version: 2.3',
  'Name: Foo_Bar',
  'Version: 1.0.0',
  'Summary: a: b',
  'Description: a long',
  '        text: with colons',
  'Requires-Python: >=3.8',
  'requires-dist: idna (<4,>=2.5)',
  'Requires-Dist: socks>=1; extra == "Use_Socks"',
  'Provides-Extra: Use_Socks',
  '',
  'Requires-Dist: this-is-text',
].join('\n');

describe('parseNeeds', () => {
  it.each(['\n', '\r\n'])('reads the header, and nothing of the description (%j)', (newline) => {
    const metadata = parseNeeds(METADATA.replaceAll('\n', newline));
    expect(metadata).toMatchObject({
      name: 'foo-bar',
      version: { text: '1.0.0' },
      requiresPython: '>=3.8',
      providesExtra: ['use-socks'],
    });
    expect(metadata.requiresDist.map(formatRequirement)).toEqual(['idna<4,>=2.5', 'socks>=1']);
  });

  it('does without what is optional', () => {
    expect(parseNeeds('Metadata-Version: 1.0\nName: a\nVersion: 1\n')).toEqual(
      expect.objectContaining({ requiresDist: [], requiresPython: null, providesExtra: [] }),
    );
  });

  it.each([
    ['', 'invalid package metadata: Metadata-Version is missing'],
    ['Metadata-Version: 2.1\nName: a', 'invalid package metadata: Version is missing'],
    [
      'Metadata-Version: 2.1\nName: a\nVersion: french',
      'invalid package metadata: Version is "french"',
    ],
    [
      'Metadata-Version: 3.0\nName: a\nVersion: 1',
      'unsupported package metadata: Metadata-Version 3.0; known is 2.x',
    ],
    [
      'Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b >=1.*',
      'invalid version specifier',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseNeeds(text)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message }) as Error,
    );
  });
});
