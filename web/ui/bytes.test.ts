import { expect, it } from 'vitest';
import { formatBytes } from './bytes';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [4096, '4.1 KB'],
  [9_960, '10 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [100_000_000, '100 MB'],
  [3_200_000_000, '3.2 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
