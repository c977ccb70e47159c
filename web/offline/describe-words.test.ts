import { expect, it } from 'vitest';
import { describeBriefly } from './describe-briefly';
import { describeInFull } from './describe-in-full';

const HALF = {
  savedBytes: 12_000_000,
  totalBytes: 20_000_000,
  isUsable: false,
  isSparing: false,
  problem: null,
} as const;

it('says how far it has come, and nothing where there is nothing to say', () => {
  expect(describeBriefly({ ...HALF, phase: 'not-yet' })).toBeNull();
  expect(describeBriefly({ ...HALF, phase: 'saving' })).toBe('Saving for offline: 12 MB of 20 MB');
  expect(describeBriefly({ ...HALF, phase: 'saved' })).toBe('Available offline');
});

it('tells whoever asks what is missing, and what works all the same', () => {
  const failed = { ...HALF, phase: 'failed', problem: 'space' } as const;
  expect(describeInFull(failed)).toBe(
    'The browser has no room for more: 12 MB of 20 MB are saved. Free some on this device, or keep only what you use.',
  );
  expect(describeInFull({ ...failed, isUsable: true })).toMatch(
    / without a network all the same\.$/,
  );
  expect(describeInFull({ ...failed, problem: 'network' })).toContain('may be offline');
  expect(describeInFull({ ...failed, problem: 'storage' })).toContain('storage has failed');
  const unknown = describeInFull({ ...failed, problem: { reason: 'It does not answer.' } });
  expect(unknown).toContain('12 MB of 20 MB are saved. It does not answer.');
  expect(unknown).not.toContain('offline');
  expect(describeInFull({ ...HALF, phase: 'saved', isSparing: true })).toContain('left out');
});
