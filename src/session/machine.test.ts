import { describe, expect, it } from 'vitest';
import { hasMemoryToSpare, hasPowerToSpare } from './machine';

const battery = (charging: boolean) => () => Promise.resolve({ charging });

describe('a machine', () => {
  it('that tells nothing has memory and power to spare', async () => {
    expect(hasMemoryToSpare({})).toBe(true);
    expect(await hasPowerToSpare({})).toBe(true);
  });

  it('with little memory, or whose person saves data, has neither', async () => {
    for (const hints of [{ deviceMemory: 2 }, { connection: { saveData: true } }]) {
      expect(hasMemoryToSpare(hints)).toBe(false);
      expect(await hasPowerToSpare({ ...hints, getBattery: battery(true) })).toBe(false);
    }
  });

  it('on battery has memory, no power', async () => {
    expect(await hasPowerToSpare({ getBattery: battery(false) })).toBe(false);
    expect(await hasPowerToSpare({ deviceMemory: 8, getBattery: battery(true) })).toBe(true);
  });

  it('that may not tell of its battery is taken for plugged in', async () => {
    const getBattery = () => Promise.reject(new Error('NotAllowedError'));
    expect(await hasPowerToSpare({ getBattery })).toBe(true);
  });
});
