import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FILES } from './sample-files';

const MAX_BYTES = 100_000;

describe('the sample data', () => {
  it('is small, and its README names every file and no other', () => {
    const bytes = Object.values(SAMPLE_FILES).map((text) => new TextEncoder().encode(text).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
    const { 'README.md': readme = '', ...data } = SAMPLE_FILES;
    const named = new Set([...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys(data).sort());
  });

  it.each(Object.entries(SAMPLE_FILES).filter(([name]) => name.endsWith('.csv')))(
    '%s has a header, the rows the README tells of, and as many cells in each',
    (name, text) => {
      const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
      expect(errors).toEqual([]);
      const [header = [], ...rows] = data;
      expect(new Set(header).size).toBe(header.length);
      expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([header.length]));
      const told = new RegExp(`\`${name}\`.*\\| (\\d+) +\\|`).exec(SAMPLE_FILES['README.md'] ?? '');
      expect(rows.length).toBe(Number(told?.[1]));
    },
  );
});
