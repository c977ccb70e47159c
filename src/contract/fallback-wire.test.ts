import { describe, expect, it } from 'vitest';
import {
  decodeInbound,
  encodeInbound,
  isChannelPoll,
  type NumberedMessage,
  takeAnswer,
} from './fallback-wire';

const messages: NumberedMessage[] = [
  { seq: 1, message: { type: 'frame', bytes: bytes('hello'), kind: 'other' } },
  { seq: 2, message: { type: 'frame', bytes: bytes('stop'), kind: 'interrupt' } },
  { seq: 3, message: { type: 'output-ack', byteCount: 1_048_577 } },
  { seq: 4, message: { type: 'frame-ack', frameCount: 250, byteCount: 70_000 } },
  { seq: 2 ** 32 - 1, message: { type: 'frame', bytes: bytes(''), kind: 'other' } },
];

describe('the wire of the fallback channel', () => {
  it('carries messages of every kind, in order', () => {
    expect(decodeInbound(encodeInbound(messages))).toEqual(messages);
  });

  it('carries nothing', () => {
    expect(decodeInbound(encodeInbound([]))).toEqual([]);
  });

  it('is sequence number, kind, length, bytes', () => {
    expect([...encodeInbound(messages.slice(1, 3))]).toEqual([
      ...[2, 0, 0, 0, 1, 4, 0, 0, 0, 0x73, 0x74, 0x6f, 0x70],
      ...[3, 0, 0, 0, 2, 4, 0, 0, 0, 1, 0, 0x10, 0],
    ]);
  });

  it('carries large frames', () => {
    const large = new Uint8Array(3_000_000).fill(7);
    const [received] = decodeInbound(
      encodeInbound([{ seq: 1, message: { type: 'frame', bytes: large, kind: 'other' } }]),
    );
    const bytes = received?.message.type === 'frame' ? received.message.bytes : new Uint8Array(0);
    // toEqual would take half a minute.
    expect(Buffer.compare(bytes, large)).toBe(0);
  });

  it('takes several answers where there is much, but an interrupt does not wait', () => {
    const pieces = Array.from({ length: 9 }, (_, seq): NumberedMessage => {
      const content = new Uint8Array(1_000_000);
      return { seq, message: { type: 'change-packages', removed: [], content, isLast: false } };
    });
    const counts: number[] = [];
    for (let left: readonly NumberedMessage[] = pieces; left.length > 0;) {
      const answer = takeAnswer(left);
      counts.push(answer.length);
      left = left.slice(answer.length);
    }
    expect(counts).toEqual([4, 4, 1]);
    const stopped: NumberedMessage[] = [...pieces, ...messages.slice(1, 2)];
    expect(takeAnswer(stopped)).toEqual(stopped);
    // However large it is, the first must get through.
    const bytes = new Uint8Array(9_000_000);
    const large: NumberedMessage = { seq: 1, message: { type: 'frame', bytes, kind: 'other' } };
    expect(takeAnswer([large, ...pieces]).length).toBe(1);
  });

  it('hands out frames that do not hold on to the answer', () => {
    const answer = encodeInbound(messages);
    const [received] = decodeInbound(answer);
    answer.fill(0);
    expect(received).toEqual(messages[0]);
  });

  it('is read wherever it lies in a larger buffer', () => {
    const answer = encodeInbound(messages);
    const buffer = new Uint8Array(answer.length + 10);
    buffer.set(answer, 5);
    expect(decodeInbound(buffer.subarray(5, 5 + answer.length))).toEqual(messages);
  });

  it('is refused when it is cut off anywhere', () => {
    const answer = encodeInbound(messages);
    const ends = messages.map((_, i) => encodeInbound(messages.slice(0, i + 1)).length);
    for (let length = 1; length < answer.length; length += 1) {
      if (ends.includes(length)) continue;
      expect(() => decodeInbound(answer.slice(0, length)), String(length)).toThrow();
    }
  });

  it('carries a message for the worker itself, with bytes beside it', () => {
    const content = new Uint8Array([0, 255, 10]);
    const request = { verb: 'write', path: '/out/é' } as const;
    const message = { type: 'files-request', id: 7, request, content } as const;
    expect(decodeInbound(encodeInbound([{ seq: 1, message }]))).toEqual([{ seq: 1, message }]);
  });

  it('is refused when a kind is unknown', () => {
    const answer = encodeInbound(messages);
    answer[4] = 6;
    expect(() => decodeInbound(answer)).toThrow('malformed channel answer');
  });
});

describe('a poll', () => {
  it('is told from other messages of the page', () => {
    const poll = { type: 'goru-channel-poll', worker: 'w', after: 0, waitMs: 10, inbox: true };
    expect(isChannelPoll(poll)).toBe(true);
    for (const other of [null, undefined, 'goru-channel-poll', {}, [], { type: 'other' }]) {
      expect(isChannelPoll(other)).toBe(false);
    }
  });
});

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
