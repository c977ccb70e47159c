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

it('looks for no order of people in what only a program makes: it would keep the page for seconds', () => {
  const entries = Array.from({ length: 6_000 }, (_, i) => entry(`f${String((i * 7_919) % 6_000)}`));
  const sorted = sortEntries([...entries, entry('z', true)]).map(({ name }) => name);
  expect(sorted.slice(0, 4)).toEqual(['z', 'f0', 'f1', 'f10']);
});
