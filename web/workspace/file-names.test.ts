import { expect, it } from 'vitest';
import { completeName, fileNameProblem, freeFileName } from './file-names';

it.each([
  ['helper', 'helper.py'],
  [' helper.py ', 'helper.py'],
  ['data.csv', 'data.csv'],
  ['./pkg/part', 'pkg/part.py'],
  ['.env', '.env'],
  ['', ''],
])('%j is the file %j', (typed, name) => {
  expect(completeName(typed)).toBe(name);
});

it.each(['', '..', 'a/../b.py', 'a//b.py', 'a\\b.py', 'a\nb.py', 'a\u202eyp.exe', 'x'.repeat(200)])(
  'no file can be called %j',
  (name) => {
    expect(fileNameProblem(name)).not.toBeNull();
  },
);

it('lets everything else be a name', () => {
  expect(['helper.py', 'pkg/__init__.py', 'größe 2.txt'].map(fileNameProblem)).toEqual([
    null,
    null,
    null,
  ]);
});

it('finds a name that is free', () => {
  const taken = new Set(['a.py', 'a (2).py', 'pkg/.env']);
  const free = (name: string) => freeFileName(name, (other) => taken.has(other));
  expect(['b.py', 'a.py', 'pkg/.env'].map(free)).toEqual(['b.py', 'a (3).py', 'pkg/.env (2)']);
});
