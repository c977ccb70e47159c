import { expect, it } from 'vitest';
import { formatJournal, parseJournal } from './journal';
import type { Journal } from './journal';

it('brings back the tabs and what their files hold', () => {
  const journal: Journal = {
    tabs: ['helper.py', 'main.py'],
    active: 'helper.py',
    files: new Map([
      ['main.py', { text: null, base: 'print(1)' }],
      ['helper.py', { text: 'x = 1', base: 'x = 1' }],
      ['draft.py', { text: 'x = 2', base: 'x = 1' }],
      ['new.py', { text: 'x', base: null }],
      ['empty.py', { text: '', base: '' }],
    ]),
  };
  expect(parseJournal(formatJournal(journal))).toEqual(journal);
});

it('leaves out long texts that the folder has, but none that it has not', () => {
  const long = 'x'.repeat(200_000);
  const files = new Map([
    ['same.txt', { text: long, base: long }],
    ['changed.txt', { text: long, base: '' }],
  ]);
  const again = parseJournal(formatJournal({ tabs: ['main.py'], active: 'main.py', files }));
  expect(again.files.get('same.txt')).toEqual({ text: null, base: null });
  expect(again.files.get('changed.txt')?.text).toBe(long);
});

it.each([null, '', 'nonsense', '[]', '{"tabs":7,"files":[1]}', '{"tabs":["lost.py"]}'])(
  'takes %j for a workspace with one file',
  (text) => {
    expect(parseJournal(text)).toMatchObject({ tabs: ['main.py'], active: 'main.py' });
  },
);
