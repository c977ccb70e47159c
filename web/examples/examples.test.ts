import { describe, expect, it } from 'vitest';
import { allExamples } from './testing/all-examples';

const examples = await allExamples();

describe('examples', () => {
  it('are the same in every language, and their texts are not', () => {
    const names = (wanted: string) =>
      examples.filter(({ language }) => language === wanted).map(({ name }) => name);
    expect(names('de')).toEqual(names('en'));
    expect(new Set(examples.map(({ code }) => code)).size).toBe(examples.length);
  });

  it.each(examples)('$name is short and fits the editor, in $language', ({ code }) => {
    const lines = code.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(code.endsWith('\n')).toBe(true);
    expect(code).not.toContain('\t');
  });
});
