import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutputQueue } from './output-queue';

describe('the queue of output', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows many pieces with one look at the page, in order', () => {
    const { queue, shown, looks } = queueOf();
    for (const piece of ['a', 'b', 'C', 'd', 'E', 'F']) {
      queue.push(piece, piece === piece.toLowerCase() ? 'stdout' : 'stderr');
    }
    queue.act(() => shown.push('picture'));
    queue.push('g', 'stdout');
    expect(shown).toEqual([]);
    vi.runAllTimers();
    expect(shown).toEqual(['ab', 'C', 'd', 'EF', 'picture', 'g']);
    expect(looks()).toBe(1);
  });

  it('leaves the page time between slices of a flood', async () => {
    const { queue, shown, looks } = queueOf();
    const part = 'x'.repeat(50_000);
    for (let i = 0; i < 10; i += 1) queue.push(part, i % 2 === 0 ? 'stdout' : 'stderr');
    let isShown = false;
    const whenShown = queue.whenShown().then(() => (isShown = true));
    vi.advanceTimersToNextTimer();
    await Promise.resolve();
    expect(shown).toHaveLength(2);
    expect(isShown).toBe(false);
    vi.runAllTimers();
    await whenShown;
    expect(shown.join('')).toHaveLength(500_000);
    expect(looks()).toBe(5);
  });

  it('ends a slice when it has taken too long', () => {
    const { queue, shown } = queueOf(() => vi.advanceTimersByTime(4));
    for (const kind of ['a', 'b', 'c', 'd'] as const) queue.push(kind, kind);
    vi.advanceTimersToNextTimer();
    expect(shown).toEqual(['a', 'b']);
  });

  it('forgets what was not shown, and whoever waits for it goes on', async () => {
    const { queue, shown } = queueOf();
    await queue.whenShown();
    queue.push('old', 'stdout');
    const whenShown = queue.whenShown();
    queue.clear();
    queue.push('new', 'stdout');
    vi.runAllTimers();
    await whenShown;
    expect(shown).toEqual(['new']);
  });
});

function queueOf(whileShowing: () => void = () => undefined) {
  const shown: string[] = [];
  let looks = 0;
  const queue = new OutputQueue<string>({
    take: (text) => {
      shown.push(text);
      whileShowing();
    },
    around: (slice) => {
      looks += 1;
      slice();
    },
  });
  return { queue, shown, looks: () => looks };
}
