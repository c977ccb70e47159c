import { describe, expect, it } from 'vitest';
import { Clocks } from './clocks';
import { abi, ErrnoError } from './errno';

describe('the clocks', () => {
  it('tell wall time with the finer steps of the monotonic clock', () => {
    const time = { wallMs: 1_700_000_000_000, monotonicMs: 100 };
    const clocks = clocksOf(time);
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(1_700_000_000_000_000_000n);
    time.monotonicMs += 0.25;
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(1_700_000_000_000_250_000n);
    time.wallMs += 1;
    time.monotonicMs += 0.5;
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(1_700_000_000_000_750_000n);
  });

  it.each([60_000, -60_000])('follow a system clock that is set by %i ms', (changeMs) => {
    const time = { wallMs: 1_700_000_000_000, monotonicMs: 100 };
    const clocks = clocksOf(time);
    time.wallMs += changeMs;
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(BigInt(time.wallMs) * 1_000_000n);
    time.monotonicMs += 0.5;
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(BigInt(time.wallMs) * 1_000_000n + 500_000n);
  });

  it('do not let the monotonic clock follow it', () => {
    const time = { wallMs: 1_700_000_000_000, monotonicMs: 100 };
    const clocks = clocksOf(time);
    time.wallMs -= 60_000;
    expect(clocks.nowNs(abi.CLOCKID_MONOTONIC)).toBe(100_000_000n);
  });

  it('stop the wall clock where they are told to, and no other', () => {
    const time = { wallMs: 1_700_000_000_000, monotonicMs: 100 };
    const clocks = clocksOf(time);
    clocks.freeze(1_000);
    time.monotonicMs += 50;
    time.wallMs += 50;
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(1_000_000_000n);
    expect(clocks.nowNs(abi.CLOCKID_MONOTONIC)).toBe(150_000_000n);
    clocks.freeze(null);
    expect(clocks.nowNs(abi.CLOCKID_REALTIME)).toBe(1_700_000_000_050_000_000n);
  });

  it('count CPU time from their own beginning, without the time spent waiting', () => {
    const time = { wallMs: 0, monotonicMs: 100 };
    const clocks = clocksOf(time);
    time.monotonicMs += 50;
    clocks.addBlockedMs(20);
    expect(clocks.nowNs(abi.CLOCKID_PROCESS_CPUTIME_ID)).toBe(30_000_000n);
    expect(clocks.nowNs(abi.CLOCKID_THREAD_CPUTIME_ID)).toBe(30_000_000n);
  });

  it.each([4, -1, 2 ** 31])('know no clock %i', (id) => {
    const clocks = clocksOf({ wallMs: 0, monotonicMs: 0 });
    expect(() => clocks.nowNs(id)).toThrow(new ErrnoError(abi.ERRNO_INVAL));
    expect(() => clocks.resolutionNs(id)).toThrow(new ErrnoError(abi.ERRNO_INVAL));
  });
});

function clocksOf(time: { wallMs: number; monotonicMs: number }): Clocks {
  return new Clocks({ wallMs: () => time.wallMs, monotonicMs: () => time.monotonicMs });
}
