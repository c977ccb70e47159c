import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PausableTimer } from './pausable-timer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a time limit', () => {
  it('ends once, when its time is up', () => {
    const { timer, onEnd } = timerOf(100);
    timer.start();
    vi.advanceTimersByTime(99);
    expect(onEnd).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onEnd).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(10_000);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('stands still while it is paused', () => {
    const { timer, onEnd } = timerOf(100);
    timer.start();
    vi.advanceTimersByTime(60);
    timer.pause();
    vi.advanceTimersByTime(10_000);
    timer.start();
    vi.advanceTimersByTime(39);
    expect(onEnd).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('adds up over many pauses', () => {
    const { timer, onEnd } = timerOf(100);
    for (let i = 0; i < 9; i += 1) {
      timer.start();
      vi.advanceTimersByTime(10);
      timer.pause();
      vi.advanceTimersByTime(500);
    }
    expect(onEnd).not.toHaveBeenCalled();
    timer.start();
    vi.advanceTimersByTime(10);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('does not mind being started or paused twice', () => {
    const { timer, onEnd } = timerOf(100);
    timer.pause();
    timer.start();
    vi.advanceTimersByTime(50);
    timer.start();
    vi.advanceTimersByTime(10);
    timer.pause();
    timer.pause();
    timer.start();
    vi.advanceTimersByTime(40);
    expect(onEnd).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never ends when it was paused for good', () => {
    const { timer, onEnd } = timerOf(100);
    timer.start();
    timer.pause();
    vi.advanceTimersByTime(10_000);
    expect(onEnd).not.toHaveBeenCalled();
  });

  it.each([0, Infinity, 2 ** 31, 1e12])('of %d ms never ends', (limitMs) => {
    const { timer, onEnd } = timerOf(limitMs);
    timer.start();
    vi.advanceTimersByTime(1_000_000);
    timer.pause();
    timer.start();
    vi.advanceTimersByTime(1_000_000);
    expect(onEnd).not.toHaveBeenCalled();
  });
});

function timerOf(limitMs: number) {
  const onEnd = vi.fn();
  return { timer: new PausableTimer(limitMs, onEnd), onEnd };
}
