import { describe, expect, it } from 'vitest';
import { moveSplit, parseSplit, SHARE_RANGE } from './split-position';

const row = { direction: 'row', isBig: false, range: SHARE_RANGE } as const;
const column = { ...row, direction: 'column' } as const;

describe('moveSplit', () => {
  it('moves with the arrows of its direction only', () => {
    expect(moveSplit(50, 'ArrowRight', row)).toBe(52);
    expect(moveSplit(50, 'ArrowLeft', row)).toBe(48);
    expect(moveSplit(50, 'ArrowDown', row)).toBeNull();
    expect(moveSplit(50, 'ArrowDown', column)).toBe(52);
    expect(moveSplit(50, 'ArrowUp', { ...column, isBig: true })).toBe(40);
  });

  it('goes where the arrow points when what grows is behind it', () => {
    expect(moveSplit(50, 'ArrowLeft', { ...row, isReversed: true })).toBe(52);
    expect(moveSplit(50, 'ArrowDown', { ...column, isReversed: true })).toBe(48);
  });

  it('stays within its ends', () => {
    expect(moveSplit(SHARE_RANGE.min, 'ArrowLeft', row)).toBe(SHARE_RANGE.min);
    expect(moveSplit(80, 'End', row)).toBe(SHARE_RANGE.max);
    expect(moveSplit(80, 'Home', row)).toBe(SHARE_RANGE.min);
  });
});

describe('parseSplit', () => {
  it.each([
    ['40', 40],
    ['1', SHARE_RANGE.min],
    ['', 55],
    ['x', 55],
    [null, 55],
    ['NaN', 55],
  ])('reads %s as %d', (text, expected) => {
    expect(parseSplit(text, 55, SHARE_RANGE)).toBe(expected);
  });
});
