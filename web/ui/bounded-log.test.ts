import { describe, expect, it } from 'vitest';
import { createBoundedLog } from './bounded-log';

function setUp() {
  const scheduled: (() => void)[] = [];
  const log = createBoundedLog<{ word: string }>({
    maxEntries: 3,
    schedule: (update) => scheduled.push(update),
  });
  const words = (): string[] => log.store.get().entries.map(({ word }) => word);
  const frame = (): void => {
    for (const update of scheduled.splice(0)) update();
  };
  return { log, words, frame, scheduled };
}

describe('a bounded log', () => {
  it('keeps the newest entries, newest first, and counts all of them', () => {
    const { log, words, frame } = setUp();
    for (const word of ['a', 'b']) log.add({ word });
    frame();
    for (const word of ['c', 'd']) log.add({ word });
    frame();
    expect(words()).toEqual(['d', 'c', 'b']);
    expect(log.store.get().total).toBe(4);
  });

  it('changes the store once for a burst', () => {
    const { log, scheduled, frame } = setUp();
    let changes = 0;
    log.store.subscribe(() => {
      changes += 1;
    });
    for (let i = 0; i < 1000; i += 1) log.add({ word: 'x' });
    expect(scheduled).toHaveLength(1);
    frame();
    expect(changes).toBe(1);
    expect(log.store.get().total).toBe(1000);
  });

  it('holds no more than it shows while no picture is drawn', () => {
    const { log, words, frame } = setUp();
    for (let i = 1; i <= 1000; i += 1) log.add({ word: String(i) });
    frame();
    expect(words()).toEqual(['1000', '999', '998']);
    expect(log.store.get().total).toBe(1000);
  });

  it('forgets also what it has not shown yet', () => {
    const { log, words, frame } = setUp();
    log.add({ word: 'a' });
    log.clear();
    frame();
    expect(words()).toEqual([]);
    expect(log.store.get().total).toBe(0);
  });
});
