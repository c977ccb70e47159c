import { expect, it } from 'vitest';
import { blankAround } from './blank-around';

it('keeps lines and the bytes before a part', () => {
  const text = 'ä = 1\r\nprint("é", x + y)\nz';
  const from = text.indexOf('x');
  const blanked = blankAround(text, { from, to: from + 5 });
  expect(blanked).toBe(`      \r\n${' '.repeat(12)}x + y`);
});
