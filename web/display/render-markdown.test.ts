import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMarkdownRenderer, type MarkdownThread } from './render-markdown';

/** Answers what it is told to; nothing for a text that takes for ever. */
function threads() {
  const ended: number[] = [];
  let count = 0;
  const start = (): MarkdownThread => {
    count += 1;
    const id = count;
    const thread: MarkdownThread = {
      postMessage: (text) => {
        if (text === 'endless') return;
        const data = text === 'deep' ? null : `<p>${text}</p>`;
        queueMicrotask(() => thread.onmessage?.(new MessageEvent('message', { data })));
      },
      terminate: () => ended.push(id),
      onmessage: null,
      onerror: null,
    };
    return thread;
  };
  return { ended, start, started: () => count };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('ends what takes for ever, and shows the next one', async () => {
  const { ended, start, started } = threads();
  const render = createMarkdownRenderer(start);
  const endless = expect(render('endless')).rejects.toThrow('too long');
  const next = render('next');
  await vi.advanceTimersByTimeAsync(3_000);
  await endless;
  expect(await next).toBe('<p>next</p>');
  expect([started(), ended]).toEqual([2, [1]]);
});

it('goes on in the same thread after a text that cannot be shown, and ends it when there is nothing to do', async () => {
  const { ended, start, started } = threads();
  const render = createMarkdownRenderer(start);
  await expect(render('deep')).rejects.toThrow('too deep or too much');
  expect(await render('next')).toBe('<p>next</p>');
  expect([started(), ended]).toEqual([1, []]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual([1]);
});
