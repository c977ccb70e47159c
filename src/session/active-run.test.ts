import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../contract/limits';
import { ActiveRun } from './active-run';

it('counts what a program displays with its types, which are the program’s own words, too', () => {
  const limits = { ...DEFAULT_LIMITS, outputBytes: 100 };
  const run = new ActiveRun({ id: 1, source: '', options: {}, limits });
  expect(run.takeDisplay({ ['x'.repeat(101)]: '' })).toMatchObject({ isKept: false });

  const other = new ActiveRun({ id: 2, source: '', options: {}, limits });
  const kept = Array.from({ length: 20 }, () => other.takeDisplay({ 'text/plain': '' }).isKept);
  expect(kept.filter(Boolean)).toHaveLength(10);
});
