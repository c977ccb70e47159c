import { describe, expect, it } from 'vitest';
import { editsByDocument, fromMarkup, fromRange, locationsOf, toRange } from './convert';

const RANGE = { start: { line: 0, character: 3 }, end: { line: 1, character: 0 } };

describe('between the protocol and Monaco', () => {
  it('counts from 0 and from 1', () => {
    const there = { startLineNumber: 1, startColumn: 4, endLineNumber: 2, endColumn: 1 };
    expect(fromRange(RANGE)).toEqual(there);
    expect(toRange(there)).toEqual(RANGE);
  });

  it('shows every form of an explanation, and nothing for an empty one', () => {
    expect(fromMarkup({ kind: 'markdown', value: '**bold**' })).toEqual([{ value: '**bold**' }]);
    expect(fromMarkup(['a', { language: 'python', value: 'x = 1' }, ''])).toEqual([
      { value: 'a' },
      { value: '```python\nx = 1\n```' },
    ]);
  });

  it('takes one place, several, links and none', () => {
    const place = { uri: 'file:///a.py', range: RANGE };
    const link = { targetUri: 'file:///a.py', targetRange: RANGE, targetSelectionRange: RANGE };
    expect(locationsOf(place)).toEqual([place]);
    expect(locationsOf([place])).toEqual([place]);
    expect(locationsOf([link])).toEqual([place]);
    expect(locationsOf(null)).toEqual([]);
  });

  it('collects the edits of both forms', () => {
    const edit = { range: RANGE, newText: 'x' };
    expect(
      editsByDocument({
        changes: { 'file:///a.py': [edit] },
        documentChanges: [
          { textDocument: { uri: 'file:///b.py', version: null }, edits: [edit] },
          { kind: 'delete', uri: 'file:///c.py' },
        ],
      }),
    ).toEqual([
      ['file:///a.py', [edit]],
      ['file:///b.py', [edit]],
    ]);
  });
});
