import { describe, expect, it } from 'vitest';
import { PAGE_LIMITS } from './page-limits';

describe("the page's limits", () => {
  const { fs, http, frameBytes, memoryBytes } = PAGE_LIMITS;

  it('are 100 MB for answers and for files, and no time', () => {
    expect([http.responseBytes, fs.readBytes, fs.writeBytes]).toEqual([1e8, 1e8, 1e8]);
    expect(PAGE_LIMITS.runTimeoutMs).toBe(0);
  });

  it('can be reached: no other limit is met before', () => {
    const longestPath = 4096;
    expect(frameBytes).toBeGreaterThan(fs.writeBytes + 2 * longestPath);
    expect(fs.mountBytes).toBeGreaterThan(fs.writeBytes);
    // A text of three bytes a letter is read: the bytes, twice, and four for each letter.
    expect(memoryBytes).toBeGreaterThan(2 * fs.readBytes + (4 / 3) * fs.readBytes);
  });
});
