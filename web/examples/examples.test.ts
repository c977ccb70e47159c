import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './examples';

describe('examples', () => {
  it('are programs with different titles', () => {
    expect(new Set(EXAMPLES.map((example) => example.name)).size).toBe(EXAMPLES.length);
  });

  it.each(EXAMPLES)('$title is short and fits the editor', ({ code }) => {
    const text = code();
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toContain('\t');
  });
});
