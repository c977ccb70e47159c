import { expect, it } from 'vitest';
import { createKeyGuard } from './key-guard';

it('takes no Enter until the typing has paused', () => {
  const isMeant = createKeyGuard(1000, 500);
  expect(isMeant({ key: 'x', timeStamp: 1100 })).toBe(true);
  expect(isMeant({ key: 'Enter', timeStamp: 1450 })).toBe(false);
  expect(isMeant({ key: ' ', timeStamp: 1900 })).toBe(false);
  expect(isMeant({ key: 'Enter', timeStamp: 2450 })).toBe(true);
});

it('lets the keys through that answer nothing, and the safe answer', () => {
  const isMeant = createKeyGuard(0, 500);
  expect(isMeant({ key: 'Tab', timeStamp: 10 })).toBe(true);
  expect(isMeant({ key: 'Escape', timeStamp: 20 })).toBe(true);
});
