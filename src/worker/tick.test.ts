import { describe, expect, it } from 'vitest';
import { ScriptedChannel } from './testing/scripted-channel';
import { createTick } from './tick';

/** SIGUSR1 of wasi-libc. */
const LOOK = 10;

function ticking({
  isDue,
  onWait,
}: {
  isDue: boolean;
  onWait?: (channel: ScriptedChannel) => void;
}) {
  const channel = new ScriptedChannel(onWait === undefined ? {} : { onWait });
  const events: string[] = [];
  const tick = createTick({
    channel,
    clock: { isDue: () => isDue, restart: () => events.push('restart') },
    onYield: () => events.push('flush'),
  });
  return { channel, tick, events };
}

describe('the tick of a computing interpreter', () => {
  it('lets it go on, and lets no message in, as long as that is not due', () => {
    const { channel, tick, events } = ticking({ isDue: false });
    expect(tick()).toBe(0);
    expect(channel.waits).toEqual([]);
    expect(events).toEqual([]);
  });

  it('lets output out and messages in when that is due', () => {
    const { channel, tick, events } = ticking({ isDue: true });
    expect(tick()).toBe(0);
    expect(channel.waits).toEqual(['yield']);
    expect(events).toEqual(['flush', 'restart']);
  });

  it('makes Python look into the channel for an interrupt, and for nothing else', () => {
    const { channel, tick } = ticking({
      isDue: true,
      onWait: (waiting) => {
        waiting.send({ type: 'reply', id: 1, value: null });
      },
    });
    expect(tick()).toBe(0);
    channel.send({ type: 'interrupt', run: 1 });
    expect(tick()).toBe(LOOK);
    channel.inbox.takeFrame(); // the interrupt, which overtakes the reply
    expect(tick()).toBe(0);
  });
});
