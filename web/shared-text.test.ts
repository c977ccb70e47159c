import { describe, expect, it } from 'vitest';
import { linkOfSharedText } from './shared-text';
import { decodeCodeFragment, encodeCodeFragment } from './workspace/code-link';

const SITE = 'https://site.test/sub/';

function programOf(query: Record<string, string>): string | null {
  const link = linkOfSharedText({ href: `${SITE}?${new URLSearchParams(query).toString()}` });
  return link === null ? null : decodeCodeFragment(new URL(link).hash);
}

describe('what another app shares', () => {
  it('becomes a program, with title and address as comments', () => {
    const shared = { 'share-title': 'Loops', 'share-text': 'for i in range(3):\r\n    print(i)', 'share-url': 'https://a.test/x' }; // prettier-ignore
    expect(programOf(shared)).toBe(
      '# Loops\n# https://a.test/x\nfor i in range(3):\n    print(i)\n',
    );
    expect(programOf({ 'share-text': 'https://a.test/x' })).toBe('# https://a.test/x\n');
  });

  it('cannot get a line of code out of a title', () => {
    expect(programOf({ 'share-title': 'a\nimport os', 'share-text': '1' })).toBe(
      '# a import os\n1\n',
    );
  });

  it('is opened as what it is when it is a link of this site', () => {
    const link = `${SITE}#g1=abc`;
    const opened = linkOfSharedText({ href: `${SITE}?share-url=${encodeURIComponent(link)}` });
    expect(opened).toBe(link);
    const foreign = `https://evil.test/sub/${encodeCodeFragment('1')}`;
    expect(programOf({ 'share-url': foreign })).toBe(`# ${foreign}\n`);
  });

  it('keeps the rest of the address, and leaves any other alone', () => {
    const opened = linkOfSharedText({ href: `${SITE}?python=3.12&share-text=1` });
    expect(opened).toContain(`${SITE}?python=3.12#code=`);
    expect(linkOfSharedText({ href: `${SITE}?python=3.12#code=YQ` })).toBeNull();
    expect(linkOfSharedText({ href: `${SITE}?share-text=&share-url=` })).toBeNull();
  });
});
