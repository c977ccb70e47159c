import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WriteQueue } from './write-queue';

const MEGABYTE = 1_000_000;

let frames: (() => void)[] = [];
let visibilityState = 'visible';

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  visibilityState = 'visible';
  vi.stubGlobal('document', {
    get visibilityState() {
      return visibilityState;
    },
  });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const consumed: [text: string, kind: string, startsLine: boolean][] = [];
  let shown = 0;
  const queue = new WriteQueue({
    consume: (...piece) => consumed.push(piece),
    place: (element, length) => consumed.push([`<${element.className}>`, String(length), true]),
    show: () => {
      shown += 1;
    },
  });
  return {
    queue,
    consumed,
    text: () => consumed.map(([text]) => text).join(''),
    shown: () => shown,
  };
}

function nextFrame(): void {
  for (const frame of frames.splice(0)) frame();
}

async function isSettled(promise: Promise<void> | undefined): Promise<boolean> {
  let isDone = false;
  void Promise.resolve(promise).then(() => {
    isDone = true;
  });
  for (let tick = 0; tick < 5; tick += 1) await Promise.resolve();
  return isDone;
}

describe('WriteQueue', () => {
  it('joins crumbs of one stream and shows them in one frame', () => {
    const { queue, consumed, shown } = setUp();
    for (const letter of 'abc') void queue.push(letter, 'stdout');
    void queue.push('!', 'stderr');
    void queue.push('line', 'notice', true);
    void queue.push('next', 'notice', true);
    expect(consumed).toEqual([]);
    nextFrame();
    expect(consumed).toEqual([
      ['abc', 'stdout', false],
      ['!', 'stderr', false],
      ['line', 'notice', true],
      ['next', 'notice', true],
    ]);
    expect(shown()).toBe(1);
  });

  it('spreads a flood over frames and loses nothing', () => {
    const { queue, text } = setUp();
    const flood = '0123456789'.repeat(MEGABYTE / 10);
    void queue.push(flood, 'stdout');
    nextFrame();
    expect(text().length).toBeLessThan(MEGABYTE / 2);
    while (frames.length > 0) nextFrame();
    expect(text()).toBe(flood);
  });

  it('gives a frame less when showing the last one took long, and more again when it did not', () => {
    const lengths: number[] = [];
    let length = 0;
    let showMs = 40;
    const queue = new WriteQueue({
      consume: (text) => {
        length += text.length;
      },
      place: () => undefined,
      show: () => {
        vi.advanceTimersByTime(showMs);
        lengths.push(length);
        length = 0;
      },
    });
    void queue.push('x'.repeat(MEGABYTE), 'stdout');
    for (let count = 0; count < 8; count += 1) nextFrame();
    const slow = lengths.at(-1) ?? 0;
    expect(slow).toBeLessThan((lengths[0] ?? 0) / 2);
    showMs = 1;
    for (let count = 0; count < 12; count += 1) nextFrame();
    expect(lengths.at(-1)).toBeGreaterThan(slow * 4);
  });

  it('never cuts a character of two units', () => {
    const { queue, consumed } = setUp();
    void queue.push(`x${'😀'.repeat(20_000)}`, 'stdout');
    while (frames.length > 0) nextFrame();
    expect(consumed.length).toBeGreaterThan(1);
    for (const [text] of consumed) expect(text.isWellFormed()).toBe(true);
  });

  it('lets a writer go on at once until much is waiting, then makes it wait', async () => {
    const { queue } = setUp();
    expect(queue.push('little', 'stdout')).toBeUndefined();
    const waiting = queue.push('x'.repeat(MEGABYTE), 'stdout');
    expect(await isSettled(waiting)).toBe(false);
    for (let count = 0; count < 20; count += 1) nextFrame();
    expect(await isSettled(waiting)).toBe(true);
  });

  it('works in a hidden tab, where frames do not come', () => {
    const { queue, text } = setUp();
    visibilityState = 'hidden';
    void queue.push('x'.repeat(MEGABYTE), 'stdout');
    vi.advanceTimersByTime(1_000);
    expect(text()).toHaveLength(MEGABYTE);
  });

  it('lets everybody go when it is cleared', async () => {
    const { queue, text } = setUp();
    const waiting = queue.push('x'.repeat(MEGABYTE), 'stdout');
    const shown = queue.whenShown();
    queue.clear();
    nextFrame();
    expect(await isSettled(waiting)).toBe(true);
    expect(await isSettled(shown)).toBe(true);
    expect(text()).toBe('');
  });
});

describe('what is not text', () => {
  it('comes in order with the text around it', () => {
    const { queue, consumed } = setUp();
    void queue.push('before\n', 'stdout');
    void queue.pushElement({ className: 'table' } as HTMLElement, 10);
    void queue.push('after\n', 'stdout');
    nextFrame();
    expect(consumed.map(([text]) => text)).toEqual(['before\n', '<table>', 'after\n']);
  });

  it('makes a flooding program wait, too', async () => {
    const { queue } = setUp();
    const element = { className: 'image' } as HTMLElement;
    let last: Promise<void> | undefined;
    for (let count = 0; count < 40; count += 1) last = queue.pushElement(element, 8_192);
    expect(await isSettled(last)).toBe(false);
    for (let count = 0; count < 60; count += 1) nextFrame();
    expect(await isSettled(last)).toBe(true);
  });
});
