import { describe, expect, it } from 'vitest';
import { highlightPython } from './highlight';

const kinds = (code: string) =>
  highlightPython(code)
    .filter(({ kind }) => kind !== null)
    .map(({ kind, text }) => `${String(kind)}:${text}`);

describe('colours of a program', () => {
  it.each([
    ['# x = 1', ['comment:# x = 1']],
    ['x = 0x_ff + 1_000.5e-3j', ['number:0x_ff', 'number:1_000.5e-3j']],
    ['a1 = x.2', []],
    [`print(f'{a}', "#no")`, ['function:print', `string:f'{a}'`, 'string:"#no"']],
    ['for x in y: pass', ['keyword:for', 'keyword:in', 'keyword:pass']],
    ['"""a\n\'b\' \\""" c"""\nx', ['string:"""a\n\'b\' \\""" c"""']],
    [`'open\nx = 'y'`, [`string:'open`, `string:'y'`]],
    ['"""never closed\nfor', ['string:"""never closed\nfor']],
    ['größe(1)', ['function:größe', 'number:1']],
  ])('%s', (code, expected) => {
    expect(kinds(code)).toEqual(expected);
  });

  it('leave the text as it is, and take no time for what was made to take long', () => {
    for (const piece of ["'", '"""', "\\'", 'rb', '0x', '((', '\\', '1.', 'x (']) {
      const code = piece.repeat(20_000);
      expect(
        highlightPython(code)
          .map(({ text }) => text)
          .join(''),
      ).toBe(code);
    }
  });
});
