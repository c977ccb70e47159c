import { expect, it } from 'vitest';
import { createKeyGuard } from './key-guard';

const plain = { ctrlKey: false, metaKey: false };

it('takes no Enter until the typing has paused', () => {
  const isMeant = createKeyGuard(1000, 500);
  expect(isMeant({ ...plain, key: 'x', timeStamp: 1100 })).toBe(true);
  expect(isMeant({ ...plain, key: 'Enter', timeStamp: 1450 })).toBe(false);
  expect(isMeant({ ...plain, key: ' ', timeStamp: 1900 })).toBe(false);
  expect(isMeant({ ...plain, key: 'Enter', timeStamp: 2450 })).toBe(true);
});

it('lets the keys through that answer nothing, and the safe answer', () => {
  const isMeant = createKeyGuard(0, 500);
  expect(isMeant({ ...plain, key: 'Tab', timeStamp: 10 })).toBe(true);
  expect(isMeant({ ...plain, key: 'Escape', timeStamp: 20 })).toBe(true);
});

it('lets Stop through at once', () => {
  const isMeant = createKeyGuard(0, 500);
  expect(isMeant({ ...plain, ctrlKey: true, key: 'Enter', timeStamp: 10 })).toBe(true);
  expect(isMeant({ ...plain, ctrlKey: true, key: ' ', timeStamp: 20 })).toBe(false);
});
