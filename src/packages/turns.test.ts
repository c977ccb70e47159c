import { describe, expect, it } from 'vitest';
import { takeTurns } from './turns';

describe('takeTurns', () => {
  it('lets others have their turn once work has lasted long enough, and not before', async () => {
    const turn = takeTurns();
    expect(turn()).toBeUndefined();
    let others = 0;
    setTimeout(() => (others += 1), 0);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (others += 1);
    port2.postMessage(null);
    for (let step = 0; step < 5; step += 1) {
      const end = performance.now() + 15;
      while (performance.now() < end);
      expect(turn()).toBeInstanceOf(Promise);
      await turn();
      expect(turn()).toBeUndefined();
    }
    expect(others).toBe(2);
    port1.close();
  });
});
