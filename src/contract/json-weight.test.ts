import { describe, expect, it } from 'vitest';
import { isTooComplex } from './json-weight';

describe('JSON that is worth parsing', () => {
  it.each([
    ['a word', '"word"'],
    ['one long string', JSON.stringify('x'.repeat(20_000_000))],
    ['a string of brackets', JSON.stringify('[{,'.repeat(5_000_000))],
    ['a string of escaped quotes', JSON.stringify('",[\\'.repeat(2_000_000))],
    ['a million numbers', `[${'1,'.repeat(1_000_000)}1]`],
    ['a table', `[${'{"a":1,"b":2},'.repeat(300_000)}1]`],
    ['one large dictionary', `{${keys(300_000)}}`],
    ['many dictionaries', `[${`{${keys(50)}},`.repeat(10_000)}1]`],
    ['a hundred thousand short lists', `[${'[[]],'.repeat(100_000)}1]`],
  ])('is %s', (_name, json) => {
    expect(isTooComplex(bytes(json))).toBe(false);
  });

  it.each([
    ['millions of objects', `[${'{},'.repeat(2_000_000)}1]`],
    ['millions of numbers', `[${'1,'.repeat(10_000_000)}1]`],
    ['a dictionary of millions', `{${keys(1_000_000)}}`],
    ['endless depth', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['endless depth without an end', '['.repeat(5_000_000)],
    ['what only seems to be in a string', `["\\\\",${'[],'.repeat(2_000_000)}1]`],
  ])('is not %s', (_name, json) => {
    expect(isTooComplex(bytes(json))).toBe(true);
  });
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, i) => `"k${String(i)}":1`).join(',');
}
