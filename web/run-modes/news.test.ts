import { describe, expect, it } from 'vitest';
import { CHECKS_TYPE, newsOf, readDebuggerNews, takeCheckNews, takeTestNews } from './news';

describe('news about tests', () => {
  const started = takeTestNews([], {
    kind: 'start',
    tests: [
      { id: 1, group: 'main.Areas', name: 'test_a', file: 'main.py', line: 3 },
      { id: 2, group: 'main', name: 'test_b', file: 'main.py', line: 9 },
    ],
  });

  it('begin with what is to be run', () => {
    expect(started.map(({ name, status, line }) => [name, status, line])).toEqual([
      ['test_a', 'waiting', 3],
      ['test_b', 'waiting', 9],
    ]);
  });

  it('say how each ended, and where it failed', () => {
    const end = {
      kind: 'end',
      id: 2,
      status: 'failed',
      message: '1 != 2',
      file: null,
      line: 11,
      durationMs: 4,
      output: 'x',
    };
    const [first, second] = takeTestNews(started, end);
    expect(first).toBe(started[0]);
    expect(second).toMatchObject({
      status: 'failed',
      line: 11,
      file: 'main.py',
      output: 'x',
      name: 'test_b',
    });
  });

  it('that are something else change nothing', () => {
    for (const news of [null, 7, { kind: 'start', tests: 7 }, { kind: 'end', id: 9 }]) {
      expect(takeTestNews(started, news)).toEqual(started);
    }
  });
});

it('news about checks are worked into the list', () => {
  const started = takeCheckNews([], {
    kind: 'start',
    checks: [{ title: 'a', file: 'main.py', line: 5 }],
  });
  const ended = takeCheckNews(started, {
    kind: 'end',
    index: 0,
    status: 'failed',
    line: 6,
    expression: 'f(1)',
    operator: '==',
    actual: '2',
    expected: '3',
    note: null,
  });
  expect(ended).toEqual([
    {
      title: 'a',
      status: 'failed',
      file: 'main.py',
      line: 6,
      note: null,
      expression: 'f(1)',
      operator: '==',
      actual: '2',
      expected: '3',
      message: null,
    },
  ]);
  expect(takeCheckNews(started, { kind: 'end', index: 0, status: 'great' })).toEqual(started);
});

it('news of the debugger say where it stands, or that it goes on', () => {
  const variable = { name: 'n', type: 'int', value: '1', length: null, bytes: 28 };
  const news = {
    file: 'main.py',
    line: 4,
    function: 'f',
    names: { variables: [variable, 7], left: 0 },
  };
  expect(readDebuggerNews(news)).toEqual({
    file: 'main.py',
    line: 4,
    function: 'f',
    names: [variable],
  });
  expect(readDebuggerNews(null)).toBeNull();
});

it('a bundle of another type is no news', () => {
  expect(newsOf({ 'text/plain': 'x' }, CHECKS_TYPE)).toBeUndefined();
  expect(newsOf({ [CHECKS_TYPE]: '{' }, CHECKS_TYPE)).toBeUndefined();
  expect(newsOf({ [CHECKS_TYPE]: 'null' }, CHECKS_TYPE)).toBeNull();
});
