import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StopTimer } from './stop-timer';

const HEED_MS = 300;

describe('a program that was asked to stop', () => {
  let timer: StopTimer;
  const onGiveUp = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    onGiveUp.mockClear();
    timer = new StopTimer({ heedMs: HEED_MS, onGiveUp });
  });

  afterEach(() => {
    timer.clear();
    vi.useRealTimers();
  });

  it('is given up soon when it shows no sign of life, for then it is busy', () => {
    vi.advanceTimersByTime(HEED_MS - 1);
    expect(onGiveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('has 900 ms when it heeds the interrupt', () => {
    timer.heeded();
    vi.advanceTimersByTime(899);
    expect(onGiveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('has 900 ms when its worker has heard and Python has not answered yet', () => {
    vi.advanceTimersByTime(HEED_MS - 1);
    timer.heard();
    vi.advanceTimersByTime(900 - HEED_MS);
    expect(onGiveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('may still clean up when it heeds the interrupt late', () => {
    timer.heard();
    vi.advanceTimersByTime(850);
    timer.heeded();
    vi.advanceTimersByTime(900 - HEED_MS - 1);
    expect(onGiveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('is not given up while only its report is missing, which may take seconds', () => {
    timer.heeded();
    vi.advanceTimersByTime(500);
    timer.heeded();
    vi.advanceTimersByTime(4_999);
    expect(onGiveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('cannot put off its end by saying so again and again', () => {
    for (let i = 0; i < 60; i += 1) {
      timer.heeded();
      vi.advanceTimersByTime(100);
    }
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('is left alone once it has ended', () => {
    timer.heard();
    vi.advanceTimersByTime(500);
    timer.clear();
    for (let i = 0; i < 3; i += 1) timer.heeded();
    vi.advanceTimersByTime(10_000);
    expect(onGiveUp).not.toHaveBeenCalled();
  });
});
