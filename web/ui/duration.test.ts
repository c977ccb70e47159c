import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [7.6, '8 ms'],
    [99.6, '0.10 s'],
    [213, '0.21 s'],
    [9_994, '9.99 s'],
    [9_996, '10.0 s'],
    [59_960, '1 min 0 s'],
    [185_000, '3 min 5 s'],
  ])('%d ms is %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});
