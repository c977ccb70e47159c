import { expect, it } from 'vitest';
import { hasOutputs, programOfNotebook } from './notebook';

const notebook = (...cells: object[]): string => JSON.stringify({ nbformat: 4, cells });

it('makes cells of a notebook’s code and comments of its text', () => {
  const text = notebook(
    { cell_type: 'markdown', source: ['# Squares\n', '\n', 'of numbers'] },
    { cell_type: 'code', source: ['x = 3\n', 'x ** 2'], outputs: [{ text: '9' }] },
    { cell_type: 'code', source: '' },
    { cell_type: 'raw', source: 'as it is' },
  );
  expect(programOfNotebook(text)).toBe(
    '# %% [markdown]\n# # Squares\n#\n# of numbers\n\n# %%\nx = 3\nx ** 2\n\n# %% [text]\n# as it is\n',
  );
});

it('leaves out what only a notebook understands, but not what installs packages', () => {
  const text = notebook(
    { cell_type: 'code', source: '%matplotlib inline\n%pip install leather\n!ls\nprint(7 % 4)' },
    { cell_type: 'code', source: '%%html\n<b>bold</b>' },
  );
  expect(programOfNotebook(text)).toBe(
    '# %%\n# %matplotlib inline\n%pip install leather\n# !ls\nprint(7 % 4)\n\n# %%\n# %%html\n# <b>bold</b>\n',
  );
});

it('lets no text out of its comments, whatever ends its lines: Python knows three ends', () => {
  const text = notebook(
    { cell_type: 'markdown', source: 'one\rimport this\r\nthree' },
    { cell_type: 'code', source: '%%html\rimport this' },
    { cell_type: 'code', source: 'x = 1\r!ls' },
  );
  expect(programOfNotebook(text)).toBe(
    '# %% [markdown]\n# one\n# import this\n# three\n\n# %%\n# %%html\n# import this\n\n# %%\nx = 1\n# !ls\n',
  );
});

it.each(['', 'print(1)', '[]', '{}', '{"cells":1}'])('takes %j for no notebook', (text) => {
  expect(programOfNotebook(text)).toBeNull();
});

it('makes an empty program of an empty notebook', () => {
  expect(programOfNotebook(notebook())).toBe('');
});

it('tells whether there were outputs, which a program has none of', () => {
  expect(hasOutputs(notebook({ cell_type: 'code', source: '1', outputs: [{ text: '1' }] }))).toBe(
    true,
  );
  expect(hasOutputs(notebook({ cell_type: 'code', source: '1', outputs: [] }, {}))).toBe(false);
  expect(hasOutputs('{')).toBe(false);
});
