import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeDamagedWheel } from '../../e2e/support/make-damaged-wheel.mjs';
import { makeWheel } from '../../e2e/support/make-wheel.mjs';
import { answerRead } from './answer-read';
import { type ReadingThread, type ReadRequest, WheelReadingThread } from './wheel-reader';

const good = makeWheel({
  name: 'good',
  version: '1.0',
  files: { 'good/__init__.py': 'V = 1\n', 'good/empty.py': '', 'good/large.py': '#'.repeat(9e5) },
});

/** Two ends of a real channel in the place of a worker: what crosses is cloned and given away as there. */
function startThread(): ReadingThread & { requests: ReadRequest[]; isEnded: boolean } {
  const { port1, port2 } = new MessageChannel();
  const requests: ReadRequest[] = [];
  port2.onmessage = ({ data }: MessageEvent<ReadRequest>) => {
    requests.push(data);
    void answerRead(data).then(({ reply, transfer }) => {
      port2.postMessage(reply, transfer);
    });
  };
  const thread: ReturnType<typeof startThread> = {
    requests,
    isEnded: false,
    onmessage: null,
    onerror: null,
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer);
    },
    terminate: () => {
      thread.isEnded = true;
      port1.close();
    },
  };
  port1.onmessage = (event) => thread.onmessage?.(event as Parameters<typeof thread.onmessage>[0]);
  return thread;
}

function wanted({ filename, bytes }: { filename: string; bytes: Uint8Array }) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: filename, sha256 };
}

/** Tests share the wheel: it must not be given away. */
function copyOf({ bytes }: { bytes: Uint8Array }): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

describe('WheelReadingThread', () => {
  afterEach(() => vi.useRealTimers());

  it('reads wheels elsewhere, and gives back their bytes', async () => {
    const reader = new WheelReadingThread(startThread);
    const given = copyOf(good);
    const { wheel, bytes } = await reader.read(given, wanted(good));
    expect(Buffer.compare(bytes, good.bytes)).toBe(0);
    // Not copied, but given away.
    expect(given.length).toBe(0);
    expect(wheel.metadata).toMatchObject({ name: 'good', version: '1.0' });
    const text = (path: string): string => new TextDecoder().decode(wheel.files.get(path));
    expect(text('site-packages/good/__init__.py')).toBe('V = 1\n');
    expect(text('site-packages/good/large.py')).toBe('#'.repeat(9e5));
    expect(wheel.hashes.get('site-packages/good/empty.py')).toMatch(/^sha256=/);
    expect(await reader.readMetadata(copyOf(good))).toMatch(/^Metadata-Version: .*\nName: good\n/);
  });

  it('refuses what is refused there, in the same words, and goes on', async () => {
    const reader = new WheelReadingThread(startThread);
    const attack = makeDamagedWheel('path-escape');
    const [first, second] = await Promise.allSettled([
      reader.read(copyOf(attack), wanted(attack)),
      reader.read(copyOf(good), wanted(good)),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'protocol' } });
    expect(second.status).toBe('fulfilled');
    const wrong = { ...wanted(good), sha256: '0'.repeat(64) };
    await expect(reader.read(copyOf(good), wrong)).rejects.toThrow(/its SHA-256 is/);
  });

  it('says so where the thread cannot start, and tries again the next time', async () => {
    const threads: ReturnType<typeof startThread>[] = [];
    const reader = new WheelReadingThread(() => {
      const thread = startThread();
      threads.push(thread);
      if (threads.length === 1) {
        thread.postMessage = () => thread.onerror?.({ message: '' } as ErrorEvent);
      }
      return thread;
    });
    await expect(reader.read(copyOf(good), wanted(good))).rejects.toMatchObject({
      code: 'network',
      message: 'could not load what unpacks packages: is this device offline?',
    });
    expect(threads[0]?.isEnded).toBe(true);
    await reader.read(copyOf(good), wanted(good));
    expect(threads.length).toBe(2);
  });

  it('ends the thread when nothing has been read for a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const threads: ReturnType<typeof startThread>[] = [];
    const reader = new WheelReadingThread(() => {
      const thread = startThread();
      threads.push(thread);
      return thread;
    });
    await reader.readMetadata(copyOf(good));
    vi.advanceTimersByTime(9_000);
    await reader.readMetadata(copyOf(good));
    vi.advanceTimersByTime(9_000);
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([false]);
    vi.advanceTimersByTime(1_000);
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true]);
    await reader.readMetadata(copyOf(good));
    expect(threads.length).toBe(2);
    vi.advanceTimersByTime(10_000);
    // Nothing need come of a preparation.
    reader.prepare();
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
    vi.advanceTimersByTime(10_000);
    expect(threads[2]?.isEnded).toBe(true);
  });

  it('starts the thread before there is anything to read, and then uses it', async () => {
    let starts = 0;
    const reader = new WheelReadingThread(() => {
      starts += 1;
      return startThread();
    });
    reader.prepare();
    expect(starts).toBe(1);
    await reader.readMetadata(copyOf(good));
    expect(starts).toBe(1);
  });
});
