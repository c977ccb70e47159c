import { expect, it } from 'vitest';
import { Model } from './model';
import { randomOf } from './random';

const NOTHING = { kv: {}, file: {}, log: {}, texts: {}, packages: [] };

it('tells what was acknowledged and is not there, and what nobody wrote', () => {
  const model = new Model();
  expect(model.issue('kv', 'a', 3)).toBe(1);
  expect(model.issue('kv', 'a', 3)).toBe(4);
  model.issue('file', 'b', 1);
  model.issue('log', 'c', 3);
  model.hear('ACK kv a 4\nprint("ACK kv a 9")\nACK log c 1\nACK log c 2\n');
  const there = { ...NOTHING, kv: { a: 4 }, log: { c: [1, 2, 3] } };
  expect(model.compare(there)).toEqual([]);
  // Written, and killed before it could say so.
  expect(model.compare({ ...there, kv: { a: 6 }, file: { b: 1 } })).toEqual([]);
  expect(model.compare({ ...there, kv: { a: 3 } })).toEqual(['kv a is 3, but 4 was acknowledged']);
  expect(model.compare({ ...there, kv: { a: 7 } })).toEqual([
    'kv a is 7, which nobody has written',
  ]);
  expect(model.compare({ ...there, log: { c: [2] } })).toEqual(['log c has lost 1']);
});

it('counts on no file that is in memory, as the page says', () => {
  const model = new Model();
  model.issue('log', 'a', 1);
  model.issue('kv', 'a', 1);
  model.hear('ACK log a 1\nACK kv a 1\n', { keepsFiles: false });
  expect(model.compare(NOTHING)).toEqual(['kv a is 0, but 1 was acknowledged']);
  const inMemory = { ...NOTHING, kv: { a: 1 }, log: { b: [1] }, texts: { 'chaos-1.py': 'there' } };
  model.holds('chaos-2.py', 'kept by another tab');
  expect(model.compare(inMemory, { keepsFiles: false })).toEqual([]);
});

it('tells what files and packages have lost', () => {
  const model = new Model();
  model.mayHold('a.txt', 'mine');
  expect(model.compare(NOTHING)).toEqual([]);
  model.holds('a.txt', 'mine');
  model.packages.add('lesson');
  expect(model.compare(NOTHING)).toEqual([
    'a.txt is no file instead of "mine"',
    'the package lesson is gone',
  ]);
  expect(model.checked).toBe(2);
  model.packages.clear();
  model.mayHold('a.txt', 'changed');
  expect(model.compare({ ...NOTHING, texts: { 'a.txt': 'changed' } })).toEqual([]);
  model.holds('a.txt', undefined);
  expect(model.compare({ ...NOTHING, texts: { 'a.txt': 'mine' } })).toEqual([
    'a.txt is "mine" instead of no file',
  ]);
});

it('lets a renamed file, and a copy of everything, hold what may have been there', () => {
  const model = new Model();
  model.holds('a.txt', 'kept');
  model.mayHold('a.txt', 'typed');
  model.mayBeCalled('b.txt', 'a.txt');
  model.issue('kv', 'a', 2);
  model.hear('ACK kv a 1\n');
  const copy = model.copy();
  model.hear('ACK kv a 2\n');
  for (const text of ['kept', 'typed']) {
    expect(copy.compare({ ...NOTHING, kv: { a: 1 }, texts: { 'b.txt': text } })).toEqual([]);
  }
  expect(copy.compare({ ...NOTHING, kv: { a: 1 }, texts: { 'b.txt': 'other' } })).toEqual([
    'b.txt is "other" instead of "kept" or "typed" or no file',
  ]);
  expect(model.compare({ ...NOTHING, kv: { a: 1 } })).toEqual([
    'kv a is 1, but 2 was acknowledged',
  ]);
});

it('tells what is of another workspace', () => {
  const model = new Model();
  expect(model.isPristine).toBe(true);
  model.issue('kv', 'a', 1);
  model.mayHold('chaos-1.txt', 'mine');
  expect(model.isPristine).toBe(true);
  model.hear('ACK kv a 1\n');
  expect(model.isPristine).toBe(false);
  const own = { ...NOTHING, kv: { a: 1 }, texts: { 'chaos-1.txt': 'mine', 'chaos-1 (2).txt': '' } };
  expect(model.compare(own)).toEqual([]);
  const foreign = { ...own, kv: { a: 1, b: 1 }, log: { a: [1] } };
  expect(model.compare({ ...foreign, texts: { 'chaos-2.txt': 'theirs' } })).toEqual([
    'kv b is there, which nobody has written here',
    'log a is there, which nobody has written here',
    'chaos-2.txt is there, which nobody has written here',
  ]);
});

it('lets an archive bring what it has, no more and no less', () => {
  const model = new Model();
  model.issue('kv', 'a', 5);
  model.issue('log', 'a', 2);
  model.holds('chaos-1.txt', 'kept');
  model.hear('ACK kv a 2\nACK log a 1\n');
  const zip = {
    ...NOTHING,
    kv: { a: 4 },
    log: { a: [1, 2] },
    texts: { 'chaos-1.txt': 'kept' },
  };
  expect(model.compare(zip)).toEqual([]);
  const imported = new Model();
  imported.adopt(model.archived(zip));
  expect(imported.compare(zip)).toEqual([]);
  expect(imported.compare({ ...zip, kv: { a: 3 }, log: { a: [1] } })).toEqual([
    'kv a is 3, but 4 was acknowledged',
    'log a has lost 2',
  ]);
  // Its program, when it is run again there.
  expect(imported.compare({ ...zip, kv: { a: 5 } })).toEqual([]);
  expect(imported.compare({ ...zip, kv: { a: 6 } })).toEqual([
    'kv a is 6, which nobody has written',
  ]);
});

it('chooses the same for the same seed and step, and something else for another', () => {
  const draw = (seed: number, step: number) =>
    Array.from({ length: 8 }, () => 0).map(
      (
        (random) => () =>
          random.int(1, 1000)
      )(randomOf(seed, step)),
    );
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(1, 3));
  expect(draw(1, 2)).not.toEqual(draw(2, 2));
  expect(draw(1, 2).every((number) => number >= 1 && number <= 1000)).toBe(true);
});
