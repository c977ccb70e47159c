import { describe, expect, it } from 'vitest';
import { describeProgress } from './status-words';

describe('describeProgress', () => {
  it.each([
    [0, 0, ''],
    [0, 13_344_070, '0.0 of 13.3 MB'],
    [3_200_000, 13_344_070, '3.2 of 13.3 MB'],
    [99_000_000, 13_344_070, '13.3 of 13.3 MB'],
  ])('%d of %d bytes is "%s"', (loaded, total, expected) => {
    expect(describeProgress(loaded, total)).toBe(expected);
  });
});
