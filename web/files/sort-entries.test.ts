import { expect, it } from 'vitest';
import { sortEntries } from './sort-entries';

const entry = (name: string, isDirectory = false) => ({
  name,
  isDirectory,
  bytes: 0,
  modifiedAt: 0,
});

it('sorts folders first, and names as people count', () => {
  const entries = [entry('b 10'), entry('b 2'), entry('z', true), entry('Ä'), entry('a')];
  expect(sortEntries(entries).map(({ name }) => name)).toEqual(['z', 'a', 'Ä', 'b 2', 'b 10']);
});

it('does not keep the page for seconds with what a program has made', () => {
  const entries = Array.from({ length: 100_000 }, (_, i) =>
    entry(`f${String((i * 7919) % 100_000)}`),
  );
  const start = performance.now();
  const sorted = sortEntries(entries);
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(sorted).toHaveLength(100_000);
  expect(sorted[0]?.name).toBe('f0');
});
