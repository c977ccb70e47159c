import { describe, expect, it } from 'vitest';
import { readChannelParameter, readPythonParameter } from './address-parameters';

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

describe('readPythonParameter', () => {
  it.each([
    ['?python=3.12', '3.12'],
    ['?channel=jspi&python=3.13', '3.13'],
    ['?python=2.7', undefined],
    ['', undefined],
  ])('reads %s as %s', (search, expected) => {
    expect(readPythonParameter(search)).toBe(expected);
  });
});
