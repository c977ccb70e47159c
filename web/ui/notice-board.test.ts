import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNoticeBoard } from './notice-board';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the notice board', () => {
  it('shows a brief word in front of what waits for an answer, and then that again', () => {
    const { store, show, showBriefly } = createNoticeBoard();
    const notice = { text: 'Opened.' };
    show(notice);
    showBriefly('Saved');
    expect(store.get()).toEqual({ notice, brief: 'Saved' });
    vi.runAllTimers();
    expect(store.get()).toEqual({ notice, brief: null });
  });

  it('takes away only the notice that is meant', () => {
    const { store, show, dismiss } = createNoticeBoard();
    const first = { text: 'first' };
    const second = { text: 'second' };
    show(first);
    show(second);
    dismiss(first);
    expect(store.get().notice).toBe(second);
    dismiss();
    expect(store.get().notice).toBeNull();
  });
});
