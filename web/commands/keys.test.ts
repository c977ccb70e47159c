import { describe, expect, it } from 'vitest';
import { describeKeys, isWritten, matchesKeys } from './keys';

const press = (key: string, modifiers: Partial<Record<string, boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

describe('matchesKeys', () => {
  it('takes Ctrl for Mod, and the command key on Apple’s keyboards', () => {
    expect(matchesKeys('Mod+Enter', press('Enter', { ctrlKey: true }), false)).toBe(true);
    expect(matchesKeys('Mod+Enter', press('Enter', { metaKey: true }), false)).toBe(false);
    expect(matchesKeys('Mod+Enter', press('Enter', { metaKey: true }), true)).toBe(true);
    expect(matchesKeys('Mod+Enter', press('Enter', { ctrlKey: true }), true)).toBe(false);
  });

  it('wants every modifier and no other', () => {
    const both = press('Enter', { ctrlKey: true, shiftKey: true });
    expect(matchesKeys('Mod+Enter', both, false)).toBe(false);
    expect(matchesKeys('Mod+Shift+Enter', both, false)).toBe(true);
    expect(matchesKeys('F1', press('F1', { altKey: true }), false)).toBe(false);
  });

  it('knows a letter that Shift has made a capital', () => {
    expect(matchesKeys('Mod+Shift+P', press('P', { ctrlKey: true, shiftKey: true }), false)).toBe(
      true,
    );
  });

  it('finds a sign wherever a keyboard has it', () => {
    expect(matchesKeys('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys('?', press('?'), false)).toBe(true);
    expect(matchesKeys('?', press('?', { ctrlKey: true }), false)).toBe(false);
  });
});

describe('isWritten', () => {
  it('tells what writes a letter from what does not', () => {
    expect(['?', 'Shift+A', 'F1', 'Mod+S', 'Escape'].map(isWritten)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('describeKeys', () => {
  it('writes them as the system does', () => {
    expect(describeKeys('Mod+Shift+Enter', false)).toBe('Ctrl+Shift+Enter');
    expect(describeKeys('Mod+Shift+Enter', true)).toBe('⇧⌘↵');
    expect(describeKeys('Shift+Alt+F', true)).toBe('⌥⇧F');
  });
});
