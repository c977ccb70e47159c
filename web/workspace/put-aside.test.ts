import { describe, expect, it } from 'vitest';
import { parsePrograms, PUT_ASIDE_MAX, titleOf, withProgram } from './put-aside';
import type { PutAsideProgram } from './put-aside';

function own(code: string, tab: string | null = null): PutAsideProgram {
  return { code, madeFrom: null, tab };
}

function changedExample(code: string): PutAsideProgram {
  return { code, madeFrom: 'Hello', tab: null };
}

function collect(...programs: PutAsideProgram[]): readonly PutAsideProgram[] {
  return programs.reduce<readonly PutAsideProgram[]>(withProgram, []);
}

describe('programs put aside', () => {
  it('have the newest in front and no text twice', () => {
    const programs = collect(own('a'), own('b'), own('a'));
    expect(programs.map(({ code }) => code)).toEqual(['a', 'b']);
  });

  it('drop changed examples before anybody’s own program', () => {
    const examples = Array.from({ length: 30 }, (_, index) => changedExample(String(index)));
    const programs = collect(own('mine'), ...examples);
    expect(programs).toHaveLength(PUT_ASIDE_MAX);
    expect(programs.at(-1)).toEqual(own('mine'));
    expect(programs[0]?.code).toBe('29');
  });

  it('drop the oldest when all are somebody’s own', () => {
    const programs = collect(...Array.from({ length: 12 }, (_, index) => own(String(index))));
    expect(programs.map(({ code }) => code)).toEqual('11 10 9 8 7 6 5 4 3 2'.split(' '));
  });

  it('have one version of what an open tab goes on writing', () => {
    const programs = collect(own('p', 'tab 1'), own('x'), own('pr', 'tab 1'), own('q', 'tab 2'));
    expect(programs.map(({ code }) => code)).toEqual(['q', 'pr', 'x']);
  });

  it('remain somebody’s own when the same text comes again', () => {
    expect(collect(own('a'), changedExample('a'))).toEqual([own('a')]);
  });

  it('come back from storage, and nothing else does', () => {
    const programs = collect(own('a'), changedExample('b'));
    expect(parsePrograms(JSON.stringify(programs))).toEqual(programs);
    for (const text of [null, '', '{', '{}', '[1, null, {"code": 1}]', '[{"code": "x"}]']) {
      expect(parsePrograms(text)).toEqual([]);
    }
  });
});

describe('titleOf', () => {
  it.each([
    ['\n\n# My game\nx = 1', 'My game'],
    ['"""Counts words."""\n', 'Counts words.'],
    ['---\n', 'Untitled'],
    ['x'.repeat(100), `${'x'.repeat(60)}…`],
  ])('of %j is %s', (code, title) => {
    expect(titleOf(code)).toBe(title);
  });
});
