import { describe, expect, it } from 'vitest';
import { BlockingWatch } from './blocking-watch';

const FOR_EVER = { timeoutMs: null, inbox: true };

describe('the watch over a guest that may block', () => {
  it('tells nothing as long as nobody wants to know', async () => {
    const { watch, told, wake } = watchOf();
    const wait = watch.wait(FOR_EVER);
    wake();
    await wait;
    expect(told).toEqual([]);
  });

  it('tells when the guest blocks and when it goes on', async () => {
    const { watch, told, wake } = watchOf();
    watch.setOn(true);
    expect(told).toEqual([]);
    const wait = watch.wait(FOR_EVER);
    expect(told).toEqual([true]);
    wake();
    await wait;
    expect(told).toEqual([true, false]);
  });

  it('tells at once when the guest is blocked already, and again whenever it is asked', () => {
    const { watch, told } = watchOf();
    void watch.wait(FOR_EVER);
    watch.setOn(true);
    expect(told).toEqual([true]);
    watch.setOn(false);
    watch.setOn(true);
    expect(told).toEqual([true, true]);
  });

  it('does not take naps, or waits for nothing from the page, for blocking', () => {
    const { watch, told } = watchOf();
    watch.setOn(true);
    void watch.wait({ timeoutMs: 1, inbox: true });
    void watch.wait({ timeoutMs: 1_000, inbox: false });
    expect(told).toEqual([]);
    void watch.wait({ timeoutMs: 1_000, inbox: true });
    expect(told).toEqual([true]);
  });

  it('works the same where a thread waits without a promise', () => {
    const told: boolean[] = [];
    const watch = new BlockingWatch({ wait: () => undefined }, (is) => told.push(is));
    watch.setOn(true);
    expect(watch.wait(FOR_EVER)).toBeUndefined();
    expect(told).toEqual([true, false]);
  });
});

function watchOf() {
  const told: boolean[] = [];
  let wake = (): void => undefined;
  const blocker = {
    wait: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
  const watch = new BlockingWatch(blocker, (isBlocked) => told.push(isBlocked));
  return {
    watch,
    told,
    wake: () => {
      wake();
    },
  };
}
