import { describe, expect, it } from 'vitest';
import type { OutputPiece } from '../contract/worker-messages';
import { abi, ErrnoError } from '../wasi/errno';
import { OutputFd } from './output-fd';
import { OutputPump } from './output-pump';
import { ScriptedChannel } from './testing/scripted-channel';
import { YieldClock } from './yield-clock';

const MEGABYTE = 1024 * 1024;

describe('standard output', () => {
  it('takes all buffers and says how much that was', () => {
    const { fd, output } = outputOf();
    expect(fd.write([bytes('hello '), bytes('world')])).toBe(11);
    expect(fd.write([])).toBe(0);
    expect(output()).toBe('hello world');
  });

  it('keeps a copy, because the guest goes on using its buffer', () => {
    const { fd, pieces } = outputOf();
    const buffer = bytes('before');
    void fd.write([buffer]);
    buffer.set(bytes('after!'));
    expect(new TextDecoder().decode(pieces[0]?.bytes)).toBe('before');
    expect(pieces[0]?.bytes.buffer).not.toBe(buffer.buffer);
  });

  it('writes nothing while an interrupt waits, and goes on when it was taken', () => {
    const { fd, channel, output } = outputOf();
    channel.send({ type: 'interrupt', run: 1 });
    expect(() => fd.write([bytes('lost?')])).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
    expect(output()).toBe('');
    channel.inbox.takeFrame();
    expect(fd.write([bytes('kept')])).toBe(4);
    expect(output()).toBe('kept');
  });

  it('lets messages in every fifty milliseconds, not more often', () => {
    const { fd, channel, time } = outputOf();
    for (let i = 0; i < 1_000; i += 1) {
      void fd.write([bytes('x')]);
      time.nowMs += 1;
    }
    expect(channel.waits).toHaveLength(19);
    expect(new Set(channel.waits)).toEqual(new Set(['yield']));
  });

  it('is interrupted in a flood by a message that comes during it', () => {
    const { fd, time } = outputOf((channel) => {
      channel.send({ type: 'interrupt', run: 1 });
    });
    const flood = (): void => {
      for (let i = 0; i < 100; i += 1) {
        void fd.write([bytes('x')]);
        time.nowMs += 1;
      }
    };
    expect(flood).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
  });

  it('waits for a page that is a megabyte behind, until it has caught up', () => {
    let acknowledgements = 0;
    const { fd, channel } = outputOf((script) => {
      acknowledgements += 1;
      script.acknowledge(MEGABYTE / 4);
    });
    expect(fd.write([new Uint8Array(2 * MEGABYTE)])).toBe(2 * MEGABYTE);
    expect(acknowledgements).toBe(4);
    expect(channel.waits).toEqual(['message', 'message', 'message', 'message']);
  });

  it('takes no more buffers of one call than the page can take', () => {
    const { fd, output } = outputOf((script) => {
      script.acknowledge(2 * MEGABYTE);
    });
    const buffer = new Uint8Array(2 * MEGABYTE);
    expect(fd.write(Array.from({ length: 1_000 }, () => buffer))).toBe(2 * MEGABYTE);
    expect(output()).toHaveLength(2 * MEGABYTE);
    // What a program writes in small pieces goes out at once.
    expect(fd.write([bytes('a'), bytes('b'), bytes('c')])).toBe(3);
  });

  it('stops waiting for the page when it is interrupted', () => {
    const { fd } = outputOf((channel) => {
      channel.send({ type: 'interrupt', run: 1 });
    });
    // These bytes are on their way already, so the write itself succeeds.
    expect(fd.write([new Uint8Array(2 * MEGABYTE)])).toBe(2 * MEGABYTE);
    expect(() => fd.write([bytes('x')])).toThrow(new ErrnoError(abi.ERRNO_CANCELED));
  });

  it('sends what is pending before it waits', () => {
    const { fd, pieces, channel } = outputOf((script) => {
      expect(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(2 * MEGABYTE);
      script.acknowledge(2 * MEGABYTE);
    });
    void fd.write([new Uint8Array(2 * MEGABYTE)]);
    expect(channel.waits).toEqual(['message']);
  });

  it('answers a promise where the thread waits so', async () => {
    const { fd } = outputOf(() => undefined, new LaterChannel());
    const answer = fd.write([new Uint8Array(2 * MEGABYTE)]);
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toBe(2 * MEGABYTE);
  });

  it('is a terminal without a position', () => {
    const { fd } = outputOf();
    const { filetype, rights } = fd.fdstat();
    expect(filetype).toBe(abi.FILETYPE_CHARACTER_DEVICE);
    expect(rights & BigInt(abi.RIGHTS_FD_SEEK | abi.RIGHTS_FD_TELL)).toBe(0n);
    expect(() => fd.seek(0n, abi.WHENCE_CUR)).toThrow(new ErrnoError(abi.ERRNO_SPIPE));
    expect(() => fd.read([])).toThrow(new ErrnoError(abi.ERRNO_BADF));
  });
});

function outputOf(
  onWait: (channel: ScriptedChannel) => void = () => undefined,
  channel = new ScriptedChannel({ onWait }),
) {
  const time = { nowMs: 1_000 };
  const nowMs = (): number => time.nowMs;
  const pieces: OutputPiece[] = [];
  const pump = new OutputPump({ send: (sent) => pieces.push(...sent), nowMs });
  const clock = new YieldClock(nowMs, 'service-worker');
  const fd = new OutputFd({ stream: 'stdout', pump, channel, clock });
  const decoder = new TextDecoder();
  const output = (): string => pieces.map(({ bytes }) => decoder.decode(bytes)).join('');
  return { fd, channel, time, pieces, output };
}

/** Acknowledges one megabyte, later. */
class LaterChannel extends ScriptedChannel {
  override async waitForMessage(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.acknowledge(MEGABYTE);
  }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
