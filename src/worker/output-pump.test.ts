import { describe, expect, it } from 'vitest';
import type { OutputPiece } from '../contract/worker-messages';
import { OutputPump } from './output-pump';

const BURST_MESSAGES = 1_000;
const MEGABYTE = 1024 * 1024;

describe('the output pump', () => {
  it('sends a lone write at once', () => {
    const { pump, messages } = pumpOf();
    pump.push('stdout', bytes('hello'));
    expect(textsOf(messages)).toEqual([['stdout:hello']]);
  });

  it('sends what somebody types or prints now and then at once, for ever', () => {
    const { pump, messages, time } = pumpOf();
    for (let i = 0; i < 5_000; i += 1) {
      pump.push('stdout', bytes('x'));
      time.nowMs += 4;
    }
    expect(messages).toHaveLength(5_000);
  });

  it('sends a burst of a thousand writes at once and batches what follows', () => {
    const { pump, messages } = pumpOf();
    for (let i = 0; i < BURST_MESSAGES + 500; i += 1) pump.push('stdout', bytes(`${String(i)}\n`));
    expect(messages).toHaveLength(BURST_MESSAGES);
    pump.flush();
    expect(messages).toHaveLength(BURST_MESSAGES + 1);
    const expected = Array.from({ length: BURST_MESSAGES + 500 }, (_, i) => `${String(i)}\n`);
    expect(allText(messages)).toBe(expected.join(''));
  });

  it('sends a long flood in at most five hundred messages a second', () => {
    const { pump, messages, time } = pumpOf();
    const seconds = 4;
    const byte = bytes('x');
    for (let i = 0; i < seconds * 50_000; i += 1) {
      pump.push('stdout', byte);
      time.nowMs += 0.02;
    }
    expect(messages.length).toBeLessThanOrEqual(BURST_MESSAGES + seconds * 500 + 1);
    pump.flush();
    expect(allText(messages)).toHaveLength(seconds * 50_000);
  });

  it('recovers its patience when the flood is over', () => {
    const { pump, messages, time } = pumpOf();
    for (let i = 0; i < BURST_MESSAGES + 500; i += 1) pump.push('stdout', bytes('x'));
    pump.flush();
    time.nowMs += 100;
    const before = messages.length;
    for (let i = 0; i < 50; i += 1) pump.push('stdout', bytes('x'));
    expect(messages.length - before).toBe(50);
  });

  it('does not keep large amounts back', () => {
    const { pump, messages } = pumpOf();
    for (let i = 0; i < BURST_MESSAGES; i += 1) pump.push('stdout', bytes('x'));
    const chunk = new Uint8Array(100 * 1024);
    pump.push('stdout', chunk);
    expect(messages).toHaveLength(BURST_MESSAGES);
    pump.push('stdout', chunk);
    expect(messages).toHaveLength(BURST_MESSAGES + 1);
  });

  it('joins neighbours of one stream and keeps the order of both', () => {
    const { pump, messages } = pumpOf();
    for (let i = 0; i < BURST_MESSAGES; i += 1) pump.push('stdout', bytes('x'));
    messages.length = 0;
    for (const [stream, text] of [
      ['stdout', 'a'],
      ['stdout', 'b'],
      ['stderr', 'c'],
      ['stdout', 'd'],
      ['stderr', 'e'],
      ['stderr', 'f'],
    ] as const) {
      pump.push(stream, bytes(text));
    }
    pump.flush();
    expect(textsOf(messages)).toEqual([['stdout:ab', 'stderr:c', 'stdout:d', 'stderr:ef']]);
  });

  it('sends nothing when there is nothing', () => {
    const { pump, messages } = pumpOf();
    pump.flush();
    pump.push('stdout', bytes('x'));
    pump.flush();
    expect(messages).toHaveLength(1);
  });

  it('is clogged while the page owes more than a megabyte', () => {
    const { pump } = pumpOf();
    pump.push('stdout', new Uint8Array(MEGABYTE));
    expect(pump.isClogged(0)).toBe(false);
    pump.push('stdout', new Uint8Array(1));
    expect(pump.isClogged(0)).toBe(true);
    expect(pump.isClogged(1)).toBe(false);
  });
});

function pumpOf() {
  const messages: (readonly OutputPiece[])[] = [];
  const time = { nowMs: 1_000 };
  const pump = new OutputPump({
    send: (pieces) => messages.push(pieces),
    nowMs: () => time.nowMs,
  });
  return { pump, messages, time };
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function textsOf(messages: readonly (readonly OutputPiece[])[]): string[][] {
  return messages.map((pieces) =>
    pieces.map(({ stream, bytes }) => `${stream}:${new TextDecoder().decode(bytes)}`),
  );
}

function allText(messages: readonly (readonly OutputPiece[])[]): string {
  const decoder = new TextDecoder();
  return messages
    .flat()
    .map(({ bytes }) => decoder.decode(bytes, { stream: true }))
    .join('');
}
