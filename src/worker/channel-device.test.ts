import { describe, expect, it, vi } from 'vitest';
import { type FrameCount, GUEST_IN_FLIGHT, HOST_IN_FLIGHT } from '../contract/flow-control';
import { encodeFrame } from '../contract/frames';
import { abi, ErrnoError, ProcessExit } from '../wasi/errno';
import { ChannelDevice, type FrameFate } from './channel-device';
import { ScriptedChannel } from './testing/scripted-channel';
import { YieldClock } from './yield-clock';

const MAX_FRAME_BYTES = 1_000;

describe('reading from the channel', () => {
  it('gives one frame per read', () => {
    const { fd, channel } = deviceOf();
    channel.send({ type: 'interrupt', run: 1 });
    channel.send({ type: 'run', run: 2, source: 'x', filename: 'f' });
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'interrupt', run: 1 }));
    expect(read(fd, 1_000)).toEqual(
      encodeFrame({ type: 'run', run: 2, source: 'x', filename: 'f' }),
    );
  });

  it('continues a frame that does not fit in the next read', () => {
    const { fd, channel } = deviceOf();
    channel.send({ type: 'reply', id: 1, value: 'long enough for several reads' });
    channel.send({ type: 'reply', id: 2, value: null });
    const whole = encodeFrame({ type: 'reply', id: 1, value: 'long enough for several reads' });
    const parts: number[] = [];
    while (parts.length < whole.length) {
      const part = read(fd, 7);
      expect(part.length).toBe(Math.min(7, whole.length - parts.length));
      parts.push(...part);
    }
    expect(parts).toEqual([...whole]);
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'reply', id: 2, value: null }));
  });

  it('fills several buffers', () => {
    const { fd, channel } = deviceOf();
    channel.send({ type: 'interrupt', run: 1 });
    const whole = encodeFrame({ type: 'interrupt', run: 1 });
    const buffers = [new Uint8Array(5), new Uint8Array(6), new Uint8Array(100)] as const;
    expect(fd.read(buffers)).toBe(whole.length);
    expect([...buffers[0], ...buffers[1], ...buffers[2].subarray(0, whole.length - 11)]).toEqual([
      ...whole,
    ]);
  });

  it('gives an interrupt before everything that waits', () => {
    const { fd, channel } = deviceOf();
    channel.send({ type: 'reply', id: 1, value: null });
    channel.send({ type: 'interrupt', run: 1 });
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'interrupt', run: 1 }));
    expect(channel.inbox.hasInterrupt).toBe(false);
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'reply', id: 1, value: null }));
  });

  it('does not tear a frame apart when an interrupt comes in the middle', () => {
    const { fd, channel } = deviceOf();
    channel.send({ type: 'reply', id: 1, value: null });
    const whole = encodeFrame({ type: 'reply', id: 1, value: null });
    const start = read(fd, 10);
    channel.send({ type: 'interrupt', run: 1 });
    expect([...start, ...read(fd, 1_000)]).toEqual([...whole]);
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'interrupt', run: 1 }));
  });

  it('waits without a time limit, after pending output has gone out', () => {
    const order: string[] = [];
    const { fd, channel } = deviceOf({
      onBlock: () => order.push('output'),
      onWait: (script) => {
        order.push('wait');
        script.send({ type: 'interrupt', run: 1 });
      },
    });
    expect(read(fd, 1_000)).toEqual(encodeFrame({ type: 'interrupt', run: 1 }));
    expect(order).toEqual(['output', 'wait']);
    expect(channel.waits).toEqual([{ timeoutMs: null, inbox: true }]);
  });

  it('does not wait while there is something', () => {
    const onBlock = vi.fn();
    const { fd, channel, rests } = deviceOf({ onBlock });
    expect(fd.readable()).toBe(false);
    channel.send({ type: 'interrupt', run: 1 });
    expect(fd.readable()).toBe(true);
    read(fd, 3);
    expect(fd.readable()).toBe(true);
    read(fd, 1_000);
    expect(fd.readable()).toBe(false);
    expect(onBlock).not.toHaveBeenCalled();
    expect(rests).toEqual([]);
    expect(() => read(fd, 1)).toThrow(ProcessExit);
    expect(rests).toEqual(['rest']);
    channel.waits.length = 0;
    expect(channel.waits).toEqual([]);
  });

  it('ends the guest when the script is over', () => {
    const { fd } = deviceOf();
    expect(() => read(fd, 10)).toThrow(ProcessExit);
  });

  it('tells from time to time what was read, and not with every frame', () => {
    const { fd, channel, taken } = deviceOf();
    const { length } = encodeFrame({ type: 'reply', id: 1, value: null });
    for (let i = 0; i < 2 * HOST_IN_FLIGHT.frameCount; i += 1) {
      channel.send({ type: 'reply', id: 1, value: null });
      read(fd, 1_000);
    }
    const frames = taken.reduce((sum, { frameCount }) => sum + frameCount, 0);
    const bytes = taken.reduce((sum, { byteCount }) => sum + byteCount, 0);
    expect(frames).toBe(2 * HOST_IN_FLIGHT.frameCount);
    expect(bytes).toBe(2 * HOST_IN_FLIGHT.frameCount * length);
    expect(taken.length).toBeLessThan(20);
  });

  it('tells what was read before a few large frames are all that fits', () => {
    const { fd, channel, taken } = deviceOf();
    const payload = new Uint8Array(HOST_IN_FLIGHT.byteCount / 3);
    channel.send({ type: 'reply', id: 1, value: null }, payload);
    read(fd, 100);
    expect(taken).toMatchObject([{ frameCount: 1 }]);
  });
});

describe('writing to the channel', () => {
  it('hands over one frame per write, whatever buffers it comes in', () => {
    const { fd, frames } = deviceOf();
    const wire = encodeFrame({ type: 'cancel', id: 1 });
    expect(fd.write([wire.subarray(0, 5), wire.subarray(5)])).toBe(wire.length);
    expect(fd.write([wire])).toBe(wire.length);
    expect(frames).toEqual([wire, wire]);
  });

  it('hands over a copy, because the guest goes on using its buffer', () => {
    const { fd, frames } = deviceOf();
    const wire = encodeFrame({ type: 'cancel', id: 1 });
    void fd.write([wire]);
    wire.fill(0);
    expect(frames).toEqual([encodeFrame({ type: 'cancel', id: 1 })]);
  });

  it('says EINVAL for what is no frame', () => {
    const { fd } = deviceOf({ onFrame: () => 'refused' });
    expect(() => fd.write([new Uint8Array(10)])).toThrow(new ErrnoError(abi.ERRNO_INVAL));
    expect(() => fd.write([])).toThrow(new ErrnoError(abi.ERRNO_INVAL));
  });

  it('says EMSGSIZE for what is too large, and hands nothing over', () => {
    const { fd, frames } = deviceOf();
    const half = new Uint8Array(MAX_FRAME_BYTES / 2 + 1);
    expect(() => fd.write([half, half])).toThrow(new ErrnoError(abi.ERRNO_MSGSIZE));
    expect(frames).toEqual([]);
    expect(fd.write([new Uint8Array(MAX_FRAME_BYTES)])).toBe(MAX_FRAME_BYTES);
  });
});

describe('a guest that sends faster than the page follows', () => {
  const wire = encodeFrame({ type: 'cancel', id: 1 });
  const fill = (fd: ReturnType<typeof deviceOf>['fd']): void => {
    for (let i = 0; i < GUEST_IN_FLIGHT.frameCount; i += 1) void fd.write([wire]);
  };

  it('waits until frames have been dealt with', () => {
    const order: string[] = [];
    const { fd, channel, frames } = deviceOf({
      onBlock: () => order.push('output'),
      onWait: (script) => {
        order.push('wait');
        if (order.length > 4) script.acknowledgeFrames(1, wire.length);
      },
    });
    fill(fd);
    expect(channel.waits).toEqual([]);
    expect(fd.write([wire])).toBe(wire.length);
    expect(channel.waits).toEqual(['message', 'message', 'message']);
    expect(order.slice(0, 2)).toEqual(['output', 'wait']);
    expect(frames).toHaveLength(GUEST_IN_FLIGHT.frameCount + 1);
  });

  it('waits for large frames as well, but never before the first one', () => {
    const { fd, channel } = deviceOf({
      maxFrameBytes: Infinity,
      onWait: (script) => {
        script.acknowledgeFrames(1, 2 * GUEST_IN_FLIGHT.byteCount);
      },
    });
    const large = new Uint8Array(2 * GUEST_IN_FLIGHT.byteCount);
    void fd.write([large]);
    expect(channel.waits).toEqual([]);
    void fd.write([wire]);
    expect(channel.waits).toEqual(['message']);
  });

  it('is told to read first, when answers are what the page waits for', () => {
    const { fd, channel, frames } = deviceOf();
    fill(fd);
    channel.send({ type: 'reply', id: 1, value: null });
    expect(() => fd.write([wire])).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
    expect(frames).toHaveLength(GUEST_IN_FLIGHT.frameCount);
  });

  it('neither waits for what was dealt with on its own thread, nor lets answers pile up', () => {
    const { fd, channel } = deviceOf({ onFrame: () => 'dealt-with' });
    const reply = encodeFrame({ type: 'reply', id: 1, value: null });
    const flood = (): void => {
      for (let i = 0; i < 2 * HOST_IN_FLIGHT.frameCount; i += 1) {
        void fd.write([wire]);
        channel.inbox.pushOwn(reply);
      }
    };
    expect(flood).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
    expect(channel.waits).toEqual([]);
    read(fd, 1_000);
    expect(fd.write([wire])).toBe(wire.length);
  });

  it('does not tell the page what this thread has answered', () => {
    const { fd, channel, taken } = deviceOf();
    for (let i = 0; i < HOST_IN_FLIGHT.frameCount; i += 1) {
      channel.inbox.pushOwn(wire);
      read(fd, 1_000);
    }
    expect(taken).toEqual([]);
  });

  it('sends nothing while an interrupt waits, and goes on when it was taken', () => {
    const { fd, channel, frames } = deviceOf();
    channel.send({ type: 'interrupt', run: 1 });
    expect(() => fd.write([wire])).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
    expect(frames).toEqual([]);
    read(fd, 1_000);
    expect(fd.write([wire])).toBe(wire.length);
  });

  it('lets messages in every fifty milliseconds, and an interrupt among them ends it', () => {
    const { fd, channel, time } = deviceOf({
      onWait: (script) => {
        if (script.waits.length === 3) script.send({ type: 'interrupt', run: 1 });
        script.acknowledgeFrames(50, 50 * wire.length);
      },
    });
    const flood = (): void => {
      for (let i = 0; i < 1_000; i += 1) {
        void fd.write([wire]);
        time.nowMs += 1;
      }
    };
    expect(flood).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
    expect(channel.waits).toEqual(['yield', 'yield', 'yield']);
  });
});

describe('the device', () => {
  it('is a conversation of the one that opened it first', () => {
    const { device } = deviceOf();
    expect(() => device.open()).toThrow(new ErrnoError(abi.ERRNO_PERM));
  });

  it('cannot be changed', () => {
    const { device } = deviceOf();
    expect(() => {
      device.setTimes();
    }).toThrow(new ErrnoError(abi.ERRNO_PERM));
  });
});

interface DeviceScript {
  maxFrameBytes?: number;
  onFrame?: () => FrameFate;
  onBlock?: () => void;
  onWait?: (channel: ScriptedChannel) => void;
}

function deviceOf({
  maxFrameBytes = MAX_FRAME_BYTES,
  onFrame = () => 'sent',
  onBlock = () => undefined,
  onWait,
}: DeviceScript = {}) {
  const channel = new ScriptedChannel(onWait === undefined ? {} : { onWait });
  const rests: string[] = [];
  const frames: Uint8Array[] = [];
  const taken: FrameCount[] = [];
  channel.inbox.onTaken = (count) => taken.push(count);
  const time = { nowMs: 1_000 };
  const device = new ChannelDevice({
    channel,
    blocker: channel,
    clock: new YieldClock(() => time.nowMs, 'service-worker'),
    maxFrameBytes,
    onFrame: (bytes) => {
      frames.push(bytes);
      return onFrame();
    },
    onBlock,
    onRest: () => rests.push('rest'),
  });
  return { device, fd: device.open(), channel, frames, taken, time, rests };
}

function read(fd: ReturnType<ChannelDevice['open']>, length: number): Uint8Array {
  const buffer = new Uint8Array(length);
  const count = fd.read([buffer]);
  if (typeof count !== 'number') throw new Error('the scripted channel never answers later');
  return buffer.subarray(0, count);
}
