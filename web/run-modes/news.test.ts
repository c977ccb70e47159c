import { describe, expect, it } from 'vitest';
import {
  CHECKS_TYPE,
  NEWS_LIMITS,
  newsOf,
  readDebuggerNews,
  takeCheckNews,
  takeTestNews,
} from './news';

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

describe('news that a program has forged', () => {
  it('make no more rows than a page can show, each once', () => {
    const tests = Array.from({ length: 1_000_000 }, (_, id) => ({ id }));
    const first = takeTestNews([], { kind: 'start', tests });
    expect(first).toHaveLength(NEWS_LIMITS.tests);
    expect(takeTestNews(first, { kind: 'start', tests })).toHaveLength(NEWS_LIMITS.tests);
    const odd = [
      { id: 1 },
      { id: 1 },
      { id: Infinity },
      { id: { valueOf: 1, toString: 1 } },
      {},
      7,
    ];
    expect(takeTestNews([], { kind: 'start', tests: odd }).map(({ id }) => id)).toEqual([1]);
    const checks = Array.from({ length: 100_000 }, () => ({}));
    expect(takeCheckNews([], { kind: 'start', checks })).toHaveLength(NEWS_LIMITS.checks);
  });

  it('name no line that is none, and no endless text', () => {
    const title = 'x'.repeat(1_000_000);
    for (const line of [-1, 0, 0.5, Infinity, '1', {}]) {
      const [check] = takeCheckNews([], { kind: 'start', checks: [{ title, line }] });
      expect(check?.line).toBeNull();
      expect(check?.title).toHaveLength(NEWS_LIMITS.textLength);
      expect(readDebuggerNews({ file: 'main.py', line })).toBeNull();
    }
  });

  it('bring no names that cannot be shown', () => {
    const [name, type, value] = ['n', 'int', '1'];
    const variables = [
      { name, type, value, length: {}, bytes: 'many', more: 1 },
      { name: '__proto__', type, value, length: -1, bytes: Infinity },
      { name, type, value: {} },
    ];
    expect(readDebuggerNews({ file: 'main.py', line: 1, names: { variables } })?.names).toEqual([
      { name, type, value, length: null, bytes: 0 },
      { name: '__proto__', type, value, length: 0, bytes: 0 },
    ]);
  });

  it('leave nothing in prototypes', () => {
    const news = JSON.parse(
      '{"kind":"end","index":0,"status":"passed","__proto__":{"evil":1},"title":"<b>"}',
    ) as unknown;
    const [check] = takeCheckNews(
      takeCheckNews([], { kind: 'start', checks: [{ title: 'a' }] }),
      news,
    );
    expect(check).toMatchObject({ title: '<b>', status: 'passed' });
    expect('evil' in {} || 'evil' in (check ?? {})).toBe(false);
  });
});
