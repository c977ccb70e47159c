import { expect, it } from 'vitest';
import { describeSize } from './describe-size';

const variable = { name: 'x', value: '', bytes: 28 };

it.each([
  [{ ...variable, type: 'list', length: 1_200 }, '1,200 items'],
  [{ ...variable, type: 'dict', length: 1 }, '1 item'],
  [{ ...variable, type: 'str', length: 4 }, '4 characters'],
  [{ ...variable, type: 'bytes', length: 1 }, '1 byte'],
])('says how much there is in %j', (value, size) => {
  expect(describeSize(value)).toBe(size);
});

it('says what everything else takes', () => {
  expect(describeSize({ ...variable, type: 'int', length: null })).toMatch(/^28 /);
});
