import { describe, expect, it } from 'vitest';
import { freeName, joinPath, nameOf, nameProblem, parentOf } from './paths';

describe('paths', () => {
  it('are joined and taken apart', () => {
    expect(joinPath('/work', 'a.txt')).toBe('/work/a.txt');
    expect(joinPath('/', 'a')).toBe('/a');
    expect(parentOf('/work/b/a.txt')).toBe('/work/b');
    expect(parentOf('/work')).toBe('/');
    expect(nameOf('/work/b/a.txt')).toBe('a.txt');
  });

  it.each(['', '  ', '.', '..', 'a/b', 'a\0b'])('cannot have the name %j', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });

  it.each(['a', '.hidden', 'ü 日本.txt', 'a\\b'])('can have the name %j', (name) => {
    expect(nameProblem(name)).toBeNull();
  });
});

it.each([
  ['a.txt', [], 'a.txt'],
  ['a.txt', ['a.txt'], 'a (2).txt'],
  ['a.txt', ['a.txt', 'a (2).txt'], 'a (3).txt'],
  ['.env', ['.env'], '.env (2)'],
  ['data', ['data'], 'data (2)'],
])('%s beside %j becomes %s', (name, taken, free) => {
  expect(freeName(name, new Set(taken))).toBe(free);
});
