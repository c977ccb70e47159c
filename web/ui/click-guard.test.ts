import { expect, it } from 'vitest';
import { createClickGuard } from './click-guard';

it('takes no click until the clicking has paused', () => {
  const guard = createClickGuard(1000, 500);
  for (const at of [1100, 1300, 1550, 1800, 2200]) expect(guard.isMeant(at)).toBe(false);
  expect(guard.busyUntil).toBe(2700);
  expect(guard.isMeant(2700)).toBe(true);
  expect(guard.isMeant(2750)).toBe(true);
});

it('waits again when another window has lain over it', () => {
  const guard = createClickGuard(0, 500);
  guard.disturb(9000);
  expect(guard.isMeant(9010)).toBe(false);
  expect(guard.isMeant(9510)).toBe(true);
});

it('is not hurried by a press that is older than what has come since', () => {
  const guard = createClickGuard(0, 500);
  guard.disturb(5_000);
  expect(guard.isMeant(3_000)).toBe(false);
  expect(guard.isMeant(4_000)).toBe(false);
  expect(guard.isMeant(5_400)).toBe(false);
  expect(guard.isMeant(5_900)).toBe(true);
});
