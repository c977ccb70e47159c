import { describe, expect, it } from 'vitest';
import { readChannelParameter } from './channel-parameter';

describe('readChannelParameter', () => {
  it.each([
    ['?channel=service-worker', 'service-worker'],
    ['?a=1&channel=jspi', 'jspi'],
    ['?channel=other', undefined],
    ['?channel=', undefined],
    ['', undefined],
  ])('reads %s as %s', (search, expected) => {
    expect(readChannelParameter(search)).toBe(expected);
  });
});
