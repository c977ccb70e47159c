import { describe, expect, it } from 'vitest';

import type { TimeZone } from './local-time-zone';
import { writeLocalTimeZone } from './local-time-zone';
import { parsePosixTimeZone, spansOfYear } from './posix-rule';
import { readTzif } from './read-tzif';

// That the table means what libc reads from it is proved on the real interpreter, in
// runtime-assets/provision/local-time-patch.test.ts; zoneinfo.test.ts there reads every zone.

const ZONE: TimeZone = {
  spans: [
    { start: -Infinity, offset: 3600, isDst: false, abbreviation: 'CET' },
    { start: 1000, offset: 7200, isDst: true, abbreviation: 'CEST' },
  ],
  repeatsFrom: Infinity,
};

describe('writeLocalTimeZone', () => {
  it('writes inside its table only', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    writeLocalTimeZone(memory, { address: 1024, capacity: 89 }, ZONE);
    const bytes = new Uint8Array(memory.buffer);
    expect(new TextDecoder().decode(bytes.subarray(1024 + 80, 1024 + 89))).toBe('CET\0CEST\0');
    expect(bytes.subarray(0, 1024).every((byte) => byte === 0)).toBe(true);
    expect(bytes.subarray(1024 + 89).every((byte) => byte === 0)).toBe(true);
  });

  it('writes nothing when the zone does not fit', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(() => {
      writeLocalTimeZone(memory, { address: 1024, capacity: 88 }, ZONE);
    }).toThrow('the time zone needs 89 bytes, its table has 88');
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  });
});

describe('readTzif', () => {
  it.each([
    ['not a time zone file', new Uint8Array(100)],
    ['not a time zone file', new TextEncoder().encode('<!doctype html>')],
    ['time zone file has version 1', Uint8Array.of(0x54, 0x5a, 0x69, 0x66, ...new Uint8Array(40))],
  ])('says %s', (message, bytes) => {
    expect(() => readTzif(bytes)).toThrow(message);
  });
});

describe('parsePosixTimeZone', () => {
  it('knows that some clocks never change', () => {
    expect(parsePosixTimeZone('<+0530>-5:30')).toBeUndefined();
    expect(parsePosixTimeZone('')).toBeUndefined();
  });

  it('reads names, offsets and dates, also beyond the day', () => {
    const zone = parsePosixTimeZone('<-02>2<-01>,M3.5.0/-1,M10.5.0/0');
    expect(zone && spansOfYear(zone, 2026)).toEqual([
      { start: Date.UTC(2026, 2, 29, 1) / 1000, offset: -3600, isDst: true, abbreviation: '-01' },
      { start: Date.UTC(2026, 9, 25, 1) / 1000, offset: -7200, isDst: false, abbreviation: '-02' },
    ]);
  });

  it('quotes a rule that it does not understand', () => {
    expect(() => parsePosixTimeZone('EST5EDT,J60,J300')).toThrow('"EST5EDT,J60,J300"');
  });
});
