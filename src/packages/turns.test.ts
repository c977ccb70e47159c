import { describe, expect, it } from 'vitest';
import { takeTurns } from './turns';

describe('takeTurns', () => {
  it('lets others have their turn once work has lasted long enough, and not before', async () => {
    const turn = takeTurns();
    expect(turn()).toBeUndefined();
    let others = 0;
    setTimeout(() => (others += 1), 0);
    const end = performance.now() + 30;
    while (performance.now() < end);
    await turn();
    expect(others).toBe(1);
    expect(turn()).toBeUndefined();
  });
});
