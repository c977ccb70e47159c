import { describe, expect, it } from 'vitest';
import type { RunResult } from '../contract/run-result';
import { createSessionConsole } from './ask-python';

const OUTCOME = { stdout: '', stderr: '', durationMs: 1, stateLost: false };
const VARIABLE = { name: 'x', type: 'int', value: '1', length: null, bytes: 28 };

function consoleThatHears(value: string | null) {
  const asked: unknown[] = [];
  const sessionConsole = createSessionConsole((question) => {
    asked.push(JSON.parse(question));
    const result: RunResult = { ...OUTCOME, status: 'ok', value, display: null };
    return Promise.resolve(result);
  });
  return { asked, sessionConsole };
}

describe('questions to Python', () => {
  it('travel as JSON and come back as what they promise', async () => {
    const answer = { word: 'pri', matches: ['print('], count: 1 };
    const { asked, sessionConsole } = consoleThatHears(JSON.stringify(answer));
    expect(await sessionConsole.complete('pri')).toEqual(answer);
    expect(asked).toEqual([{ about: 'completions', text: 'pri' }]);
    expect(await consoleThatHears('false').sessionConsole.isComplete('if x:')).toBe(false);
  });

  it.each([
    null,
    '',
    'nonsense',
    'null',
    '[]',
    '{"word": 1, "matches": [], "count": 0}',
    '{"variables": [{"name": "x"}], "left": 0}',
    '{"variables": {}, "left": 0}',
  ])('have no answer when a program forged one: %s', async (value) => {
    const { sessionConsole } = consoleThatHears(value);
    expect(await sessionConsole.isComplete('x')).toBeNull();
    expect(await sessionConsole.complete('x')).toBeNull();
    expect(await sessionConsole.variables()).toBeNull();
  });

  it('have no answer when a program forged more than our side ever says', async () => {
    const many = JSON.stringify({ variables: Array(201).fill(VARIABLE), left: 0 });
    expect(await consoleThatHears(many).sessionConsole.variables()).toBeNull();
    const long = { ...VARIABLE, value: 'x'.repeat(1_000_000) };
    const { sessionConsole } = consoleThatHears(JSON.stringify({ variables: [long], left: 0 }));
    expect(await sessionConsole.variables()).toBeNull();
    const matches = JSON.stringify({ word: 'x', matches: Array(101).fill('x'), count: 101 });
    expect(await consoleThatHears(matches).sessionConsole.complete('x')).toBeNull();
  });

  it('have no answer when the session is closed meanwhile', async () => {
    const closed = createSessionConsole(() => Promise.reject(new Error('session closed')));
    expect(await closed.isComplete('x')).toBeNull();
  });

  it('have no answer while a program runs', async () => {
    const busy = createSessionConsole(() => Promise.resolve(undefined));
    expect(await busy.variables()).toBeNull();
  });
});
