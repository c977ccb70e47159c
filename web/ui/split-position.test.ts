import { describe, expect, it } from 'vitest';
import { moveSplit, parseSplit, SPLIT_MAX, SPLIT_MIN } from './split-position';

const row = { direction: 'row', isBig: false } as const;
const column = { direction: 'column', isBig: false } as const;

describe('moveSplit', () => {
  it('moves with the arrows of its direction only', () => {
    expect(moveSplit(50, 'ArrowRight', row)).toBe(52);
    expect(moveSplit(50, 'ArrowLeft', row)).toBe(48);
    expect(moveSplit(50, 'ArrowDown', row)).toBeNull();
    expect(moveSplit(50, 'ArrowDown', column)).toBe(52);
    expect(moveSplit(50, 'ArrowUp', { ...column, isBig: true })).toBe(40);
  });

  it('stays within its ends', () => {
    expect(moveSplit(SPLIT_MIN, 'ArrowLeft', row)).toBe(SPLIT_MIN);
    expect(moveSplit(80, 'End', row)).toBe(SPLIT_MAX);
    expect(moveSplit(80, 'Home', row)).toBe(SPLIT_MIN);
  });
});

describe('parseSplit', () => {
  it.each([
    ['40', 40],
    ['1', SPLIT_MIN],
    ['', 55],
    ['x', 55],
    [null, 55],
    ['NaN', 55],
  ])('reads %s as %d', (text, expected) => {
    expect(parseSplit(text, 55)).toBe(expected);
  });
});
