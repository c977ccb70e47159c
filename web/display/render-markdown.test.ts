import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NotLoaded } from '../ui/not-loaded';
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
        if (text === 'unloaded' || text === 'broken') {
          // An `Event` says nothing; an `ErrorEvent`, which Node has not, has a message.
          const event = Object.assign(
            new Event('error'),
            text === 'broken' ? { message: text } : {},
          );
          queueMicrotask(() => thread.onerror?.(event as ErrorEvent));
          return;
        }
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

it('tells a thread that did not come from one that failed, and begins another one', async () => {
  const { ended, start, started } = threads();
  const render = createMarkdownRenderer(start);
  await expect(render('unloaded')).rejects.toThrow(NotLoaded);
  await expect(render('broken')).rejects.toThrow('Markdown failed: broken');
  expect(await render('next')).toBe('<p>next</p>');
  expect([started(), ended]).toEqual([3, [1, 2]]);
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
