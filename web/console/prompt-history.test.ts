import { describe, expect, it } from 'vitest';
import { PromptHistory } from './prompt-history';
import type { HistoryStorage } from './prompt-history';

function createStorage(
  initial: string | null = null,
): HistoryStorage & { text: () => string | null } {
  let stored = initial;
  return {
    read: () => stored,
    write: (_, text) => {
      stored = text;
      return true;
    },
    text: () => stored,
  };
}

describe('the history of the console', () => {
  it('is walked up and down, and ends with what was being typed', () => {
    const history = new PromptHistory(createStorage());
    history.add('a = 1');
    history.add('b = 2');
    expect(history.previous('draft')).toBe('b = 2');
    expect(history.previous('b = 2')).toBe('a = 1');
    expect(history.previous('a = 1')).toBeNull();
    expect(history.next()).toBe('b = 2');
    expect(history.next()).toBe('draft');
    expect(history.next()).toBeNull();
  });

  it('survives a reload, knows an entry once, and keeps two hundred', () => {
    const storage = createStorage();
    const history = new PromptHistory(storage);
    for (let count = 0; count < 250; count += 1) history.add(`x = ${String(count)}`);
    history.add('x = 200');
    const after = new PromptHistory(storage);
    expect(after.previous('')).toBe('x = 200');
    expect(after.previous('')).toBe('x = 249');
    expect(JSON.parse(storage.text() ?? '')).toHaveLength(200);
  });

  it.each(['nonsense', '{}', '[1, null]'])('begins anew where the storage holds %s', (text) => {
    expect(new PromptHistory(createStorage(text)).previous('')).toBeNull();
  });
});
