import { describe, expect, it } from 'vitest';
import { createCodeDocument } from './code-document';
import { trackLines } from './line-tracker';

const RAN = 'a\nb\nc\nd';

function setUp() {
  const code = createCodeDocument(RAN);
  const tracker = trackLines(code);
  tracker.start();
  return { code, ...tracker };
}

describe('the lines of the program that ran', () => {
  it('are found where edits above have moved them', () => {
    const { code, lineNow, untouchedNow } = setUp();
    code.type('# new\na\nb\nc\nd');
    code.type('# new\na\nb\n\n\nc\nd');
    expect([1, 2, 3, 4].map((line) => lineNow(line))).toEqual([2, 3, 6, 7]);
    expect(untouchedNow(3, 4)).toBe(6);
    expect(untouchedNow(2, 3)).toBeNull();
    expect(untouchedNow(3, -4)).toBeNull();
  });

  it('are known while they are edited, but no longer untouched', () => {
    const { code, lineNow, untouchedNow } = setUp();
    code.type('a\nb!\nc\nd');
    expect(lineNow(2)).toBe(2);
    expect(untouchedNow(2, 2)).toBeNull();
    code.type('a\nb\n!\nc\nd');
    expect(lineNow(2)).toBe(2);
    expect(lineNow(3)).toBe(4);
  });

  it('are gone when they were deleted or another program was opened', () => {
    const { code, lineNow } = setUp();
    code.type('a\nd');
    expect([1, 2, 3, 4].map((line) => lineNow(line))).toEqual([1, null, null, 2]);
    code.replace('x\ny\nz\nz');
    expect(lineNow(1)).toBeNull();
  });

  it('are back when the same text is back', () => {
    const { code, lineNow } = setUp();
    code.replace('x');
    code.type(RAN);
    expect(lineNow(4)).toBe(4);
    expect(lineNow(5)).toBeNull();
  });

  it('are not those of an earlier program whose function failed', () => {
    const { lineNow } = setUp();
    expect(lineNow(2, '  b ')).toBe(2);
    expect(lineNow(2, 'return 1 / 0')).toBeNull();
    expect(lineNow(9, 'return 1 / 0')).toBeNull();
  });
});
