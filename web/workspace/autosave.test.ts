import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAutosave } from './autosave';
import { createCodeDocument } from './code-document';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const written: string[] = [];
  const saved: boolean[] = [];
  const state = { works: true };
  const document = createCodeDocument('');
  const save = (text: string): boolean => {
    if (state.works) written.push(text);
    return state.works;
  };
  const autosave = startAutosave({ document, save, onSavedChange: (is) => saved.push(is) });
  return { written, saved, state, document, autosave };
}

describe('autosave', () => {
  it('writes once after a burst of typing', () => {
    const { document, written } = setUp();
    document.type('a');
    document.type('ab');
    document.type('abc');
    expect(written).toEqual([]);
    vi.runAllTimers();
    expect(written).toEqual(['abc']);
  });

  it('writes at once when the page goes', () => {
    const { document, written, autosave } = setUp();
    document.type('a');
    autosave.flush();
    autosave.flush();
    expect(written).toEqual(['a']);
  });

  it('says when saving stops to work and when it works again', () => {
    const { document, saved, state } = setUp();
    state.works = false;
    document.type('a');
    vi.runAllTimers();
    document.type('b');
    vi.runAllTimers();
    state.works = true;
    document.type('c');
    vi.runAllTimers();
    expect(saved).toEqual([false, true]);
  });

  it('does not write when the text stays the same', () => {
    const { document, written } = setUp();
    document.replace('');
    vi.runAllTimers();
    expect(written).toEqual([]);
  });
});
