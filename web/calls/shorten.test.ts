import { describe, expect, it } from 'vitest';
import { describeParams, shorten } from './shorten';
import type { JsonValue } from '../../src/index';

describe('shorten', () => {
  it('leaves small values as they are', () => {
    const value = { key: 'x', value: [1, null, { a: true }] };
    expect(shorten(value)).toEqual(value);
  });

  it('says what it left out', () => {
    expect(shorten('x'.repeat(2_005))).toBe(`${'x'.repeat(2_000)}… (5 more characters)`);
    expect(shorten(Array.from({ length: 60 }, (_, i) => i))).toHaveLength(51);
    expect(JSON.stringify(shorten([[[[[[[[1]]]]]]]]))).toBe('[[[[[["…"]]]]]]');
  });
});

describe('what a program makes large on purpose', () => {
  const long = 'x'.repeat(2_000);
  const many = (item: JsonValue): JsonValue[] => Array.from({ length: 50 }, () => item);
  it.each<[string, JsonValue]>([
    ['lists of lists of long texts', many(many(many(long)))],
    ['long names', Object.fromEntries(many(long).map((_, i) => [`${String(i)}${long}`, i]))],
    ['one name of a megabyte', { ['n'.repeat(1_000_000)]: 1 }],
  ])('stays small: %s', (_, value) => {
    expect(JSON.stringify(shorten(value)).length).toBeLessThan(15_000);
  });
});

describe('describeParams', () => {
  it.each([
    [{ key: 'x', value: [1, 2] }, 'key="x", value=[1,2]'],
    [{}, ''],
    ['odd', '"odd"'],
  ])('puts %j into one line', (params, words) => {
    expect(describeParams(params)).toBe(words);
  });

  it('cuts a long one', () => {
    expect(describeParams({ text: 'abcdefghijkl' }, 10)).toBe('text="abcd… (9 more characters)');
  });
});
