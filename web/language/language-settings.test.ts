import { describe, expect, it } from 'vitest';
import { openLanguageSettings } from './language-settings';
import { mayStartByItself } from './may-start';

function open(kept: string | null) {
  const written = new Map<string, string>();
  const store = openLanguageSettings({
    read: () => kept,
    write: (name, text) => {
      written.set(name, text);
      return true;
    },
  });
  return { store, written };
}

describe('what a person chose for the editor', () => {
  it('is nothing at first, and is kept', () => {
    const { store, written } = open(null);
    expect(store.get()).toEqual({ hasInlayHints: false, formatsOnSave: false });
    store.update({ formatsOnSave: true });
    expect(open([...written.values()][0] ?? null).store.get().formatsOnSave).toBe(true);
  });

  it.each(['{', 'null', '3', '{"formatsOnSave":"yes"}'])('survives %j', (kept) => {
    expect(open(kept).store.get().formatsOnSave).toBe(false);
  });
});

describe('code help starts by itself', () => {
  it.each([
    [{}, true],
    [{ deviceMemory: 8 }, true],
    [{ deviceMemory: 4, connection: { saveData: false } }, true],
    [{ deviceMemory: 2 }, false],
    [{ deviceMemory: 8, connection: { saveData: true } }, false],
  ])('on %j: %s', (device, expected) => {
    expect(mayStartByItself(device)).toBe(expected);
  });
});
