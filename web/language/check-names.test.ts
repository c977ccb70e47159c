import { describe, expect, it } from 'vitest';
import { isAboutCheckNames } from './check-names';

const LINES = ['print(output)', '# goru: check "says it"', 'assert output == run().output'];
const PATH = '/workspace/main.py';

describe('complaints about names that checks are given', () => {
  it.each(['"output" is not defined', 'Undefined name `run`'])(
    'are none within checks: %s',
    (message) => {
      expect(isAboutCheckNames(message, { path: PATH, lines: LINES, line: 2 })).toBe(true);
      expect(isAboutCheckNames(message, { path: PATH, lines: LINES, line: 0 })).toBe(false);
    },
  );

  it('are right about every other name', () => {
    const place = { path: PATH, lines: LINES, line: 2 };
    expect(isAboutCheckNames('"outputs" is not defined', place)).toBe(false);
    expect(isAboutCheckNames('Import "x" is not accessed', place)).toBe(false);
  });

  it('are none in a file of checks, which sees the program', () => {
    const place = { path: '/workspace/check_area.py', lines: ['assert area(2) == 4'], line: 0 };
    expect(isAboutCheckNames('"area" is not defined', place)).toBe(true);
  });
});
