import { expect, it } from 'vitest';
import { reconcile } from './reconcile';
import type { Reconciliation } from './reconcile';

it.each<[mine: string, base: string | null, disk: string | null, expected: Reconciliation]>([
  ['a', 'a', 'a', 'agree'],
  ['b', 'a', 'b', 'agree'],
  ['b', 'a', 'a', 'write'],
  ['new', null, null, 'write'],
  ['b', 'a', null, 'write'],
  ['a', 'a', 'c', 'adopt'],
  ['a', 'a', null, 'gone'],
  ['b', 'a', 'c', 'keep-both'],
  ['new', null, 'c', 'keep-both'],
])('the editor has %j, both had %j, the folder has %j: %s', (mine, base, disk, expected) => {
  expect(reconcile({ mine, base, disk })).toBe(expected);
});
