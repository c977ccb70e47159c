import { describe, expect, it } from 'vitest';
import { cellAt, findCells, firstCheckLine, partOfSelection } from './parts';

const TEXT = `import math
# %% First
x = 1

# %%
y = 2
#%% [markdown] Words
# about it
`;

describe('cells', () => {
  it('are found with what stands before the first', () => {
    const cells = findCells(TEXT);
    expect(
      cells.map(({ firstLine, lastLine, title, isText }) => [firstLine, lastLine, title, isText]),
    ).toEqual([
      [1, 1, '', false],
      [2, 4, 'First', false],
      [5, 6, '', false],
      [7, 9, 'Words', true],
    ]);
    expect(cells.map(({ from, to }) => TEXT.slice(from, to)).join('')).toBe(TEXT);
  });

  it('are none without a mark, and end where the checks begin', () => {
    expect(findCells('x = 1\n')).toEqual([]);
    const text = '# %%\nx = 1\n# goru: check "x"\nassert x\n# %%\n';
    expect(findCells(text).map(({ from, to }) => text.slice(from, to))).toEqual(['# %%\nx = 1\n']);
    expect(firstCheckLine(text)).toBe(3);
    expect(firstCheckLine('x = 1')).toBeNull();
  });

  it('do not count comments before the first mark as one', () => {
    expect(findCells('# About\n\n# %%\nx = 1').map(({ firstLine }) => firstLine)).toEqual([3]);
  });

  it('are known by their lines', () => {
    const cells = findCells(TEXT);
    expect(cellAt(cells, 4)?.title).toBe('First');
    expect(cellAt(cells, 9)?.title).toBe('Words');
    expect(cellAt([], 1)).toBeNull();
  });
});

describe('the part that a selection means', () => {
  const text = 'for i in range(3):\n    print(i)\nprint("ü", i + 1)\n\n# end';
  const part = (from: number, to: number): string | null => {
    const found = partOfSelection(text, { from, to });
    return found === null ? null : text.slice(found.from, found.to);
  };

  it('is exactly what is selected within a line', () => {
    const from = text.indexOf('i + 1');
    expect(part(from, from + 5)).toBe('i + 1');
  });

  it('is whole lines when there are several', () => {
    expect(part(25, 40)).toBe('    print(i)\nprint("ü", i + 1)');
    expect(part(0, text.indexOf('print("'))).toBe('for i in range(3):\n    print(i)');
  });

  it('is the line of the cursor when nothing is selected', () => {
    expect(part(21, 21)).toBe('    print(i)');
    expect(partOfSelection(text, { from: 21, to: 21 })).toMatchObject({
      firstLine: 2,
      lastLine: 2,
    });
  });

  it('is nothing where there is no code', () => {
    expect(part(text.length, text.length)).toBeNull();
  });
});
