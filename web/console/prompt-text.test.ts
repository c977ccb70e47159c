import { expect, it } from 'vitest';
import { commonStart, indentAfter, indentAt } from './prompt-text';

it.each([
  ['if x:', '    '],
  ['if x:  # why', '    '],
  ['    for i in x:', '        '],
  ['if x:\n    y = 1', '    '],
  ['def f():\n    return 1', ''],
  ['x = {', ''],
])('indents the line after %j', (text, indent) => {
  expect(indentAfter(text)).toBe(indent);
});

it('fills up to the next stop', () => {
  expect(indentAt('')).toBe('    ');
  expect(indentAt('x\n  ')).toBe('  ');
});

it.each([
  [['print('], 'print('],
  [['math.factorial(', 'math.fabs('], 'math.fa'],
  [['a', 'b'], ''],
  [[], ''],
])('finds what %j have in common', (texts, common) => {
  expect(commonStart(texts)).toBe(common);
});

it('does not take seconds for names of a program that has made them long', () => {
  const half = 'a'.repeat(200_000);
  const start = performance.now();
  expect(commonStart([half + half, `${half}b`])).toBe(half);
  expect(performance.now() - start).toBeLessThan(1_000);
});
