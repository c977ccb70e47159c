import { describe, expect, it } from 'vitest';
import { indent, newLine, outdent } from './editing-keys';
import type { Edit } from './editing-keys';

type Key = (code: string, start: number, end: number) => Edit;

/** `|` is the cursor, two of them a selection. */
function press(key: Key, marked: string): string {
  const [before = '', selected = '', after] = marked.split('|');
  const code = marked.replaceAll('|', '');
  const start = before.length;
  const edit = key(code, start, after === undefined ? start : start + selected.length);
  const result = code.slice(0, edit.start) + edit.text + code.slice(edit.end);
  const { selectionStart: from, selectionEnd: to } = edit;
  const isCursor = from === to;
  return `${result.slice(0, from)}|${isCursor ? '' : `${result.slice(from, to)}|`}${result.slice(to)}`;
}

describe('keys in a snippet', () => {
  it.each([
    ['if x:|', 'if x:\n    |'],
    ['    for y in z:  # all|', '    for y in z:  # all\n        |'],
    ['    y = 1|', '    y = 1\n    |'],
    ['a|bc|d', 'a\n|d'],
  ])('Enter in %j', (before, after) => {
    expect(press(newLine, before)).toBe(after);
  });

  it.each([
    ['|x', '    |x'],
    ['ab|', 'ab  |'],
    ['a\n|b\n\nc\n|d', 'a\n|    b\n\n    c|\nd'],
  ])('Tab in %j', (before, after) => {
    expect(press(indent, before)).toBe(after);
  });

  it.each([
    ['      x|', '  x|'],
    ['x|', 'x|'],
    [' | x', '|x'],
    ['|    a\n\tb\nc|', '|a\nb\nc|'],
  ])('Shift+Tab in %j', (before, after) => {
    expect(press(outdent, before)).toBe(after);
  });
});
