import { expect, it, vi } from 'vitest';
import { CHECKS_TYPE, DEBUGGER_TYPE, TESTS_TYPE } from './news';
import { createRunModes } from './run-modes';
import type * as News from './news';

function memory() {
  const kept = new Map<string, string>();
  return {
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, text: string) => {
      kept.set(name, text);
      return true;
    },
    remove: (name: string) => void kept.delete(name),
  };
}

function modesWith(options: Partial<Parameters<typeof createRunModes>[0]> = {}) {
  return createRunModes({
    storage: memory(),
    onNotLoaded: () => {
      throw new Error('what reads news is there');
    },
    onFailure: (error) => {
      throw error;
    },
    ...options,
  });
}

const STARTED = JSON.stringify({ kind: 'start', tests: [{ id: 1, name: 'test_a' }] });

it('takes news one after the other', async () => {
  const modes = modesWith();
  modes.startTests();
  const tests = [
    { id: 1, group: 'main', name: 'test_a', file: 'main.py', line: 1 },
    { id: 2, group: 'main', name: 'test_b', file: 'main.py', line: 4 },
  ];
  void modes.takeNews({ [TESTS_TYPE]: JSON.stringify({ kind: 'start', tests }) });
  void modes.takeNews({ [TESTS_TYPE]: JSON.stringify({ kind: 'end', id: 1, status: 'passed' }) });
  await modes.endTests(false);
  const { tests: shown, testing } = modes.store.get();
  expect(shown.map(({ status }) => status)).toEqual(['passed', 'stopped']);
  expect(testing).toBe('done');
});

it('keeps checks until the next program, which may carry none', async () => {
  const modes = modesWith();
  modes.dropChecks(true);
  expect(modes.store.get().checking).toBe('waiting');
  modes.startChecks();
  const checks = [{ title: 'a', file: 'main.py', line: 1 }];
  void modes.takeNews({ [CHECKS_TYPE]: JSON.stringify({ kind: 'start', checks }) });
  await modes.endChecks();
  expect(modes.store.get()).toMatchObject({ checking: 'done', checks: [{ title: 'a' }] });
  modes.dropChecks(false);
  expect(modes.store.get()).toMatchObject({ checking: 'none', checks: [] });
});

it('shows where the debugger stands without a gap between two commands', async () => {
  const modes = modesWith();
  const tell = (news: unknown): void => {
    void modes.takeNews({ [DEBUGGER_TYPE]: JSON.stringify(news) });
  };
  const at = (line: number) => ({
    file: 'main.py',
    line,
    function: null,
    names: { variables: [] },
  });
  const lines: (number | undefined)[] = [];
  modes.store.subscribe(() => lines.push(modes.store.get().place?.line));
  tell(at(1));
  tell(null);
  tell(at(2));
  tell(null);
  await vi.waitFor(() => {
    expect(modes.store.get().place).toBeNull();
    expect(lines).toEqual([1, 2, undefined]);
  });
});

it('keeps the settings until runs are plain again', () => {
  const storage = memory();
  modesWith({ storage }).change({ args: 'a b' });
  const again = modesWith({ storage });
  expect(again.store.get().settings.args).toBe('a b');
  again.makePlain();
  expect(modesWith({ storage }).store.get().settings.args).toBe('');
});

it('takes no news of tests and checks from a program that was not asked for them', async () => {
  const modes = modesWith();
  modes.dropChecks(true);
  const news = { kind: 'start', tests: [{ id: 1, name: 'forged' }], checks: [{ title: 'forged' }] };
  await modes.takeNews({ [TESTS_TYPE]: JSON.stringify(news) });
  await modes.takeNews({ [CHECKS_TYPE]: JSON.stringify(news) });
  expect(modes.store.get()).toMatchObject({ tests: [], testing: 'never', checks: [] });
});

it('shows no debugger when the run is over, however late its last news come', async () => {
  const modes = modesWith();
  const last = modes.takeNews({ [DEBUGGER_TYPE]: JSON.stringify({ file: 'main.py', line: 1 }) });
  modes.endDebugging();
  await last;
  await Promise.resolve();
  expect(modes.store.get().place).toBeNull();
});

it('says once in a run that nothing of it can be read, and does not call that no tests', async () => {
  const onNotLoaded = vi.fn();
  const notFetched = new TypeError('Failed to fetch dynamically imported module');
  const loadNews = vi.fn<() => Promise<typeof News>>().mockRejectedValue(notFetched);
  const modes = modesWith({ onNotLoaded, loadNews });
  const runTests = async (): Promise<void> => {
    modes.startTests();
    await Promise.all([1, 2].map(() => modes.takeNews({ [TESTS_TYPE]: STARTED })));
    modes.endDebugging();
    await modes.endTests(false);
  };
  await runTests();
  expect(onNotLoaded).toHaveBeenCalledTimes(1);
  expect(modes.store.get()).toMatchObject({ tests: [], testing: 'unread' });
  await runTests();
  expect(onNotLoaded).toHaveBeenCalledTimes(2);
  modes.startChecks();
  await modes.takeNews({ [CHECKS_TYPE]: '{}' });
  await modes.endChecks();
  expect(modes.store.get().checking).toBe('unread');
  // The network is back.
  loadNews.mockImplementation(() => import('./news'));
  modes.startTests();
  await modes.takeNews({ [TESTS_TYPE]: STARTED });
  await modes.endTests(false);
  expect(modes.store.get()).toMatchObject({ tests: [{ name: 'test_a' }], testing: 'done' });
});

it('reports what else goes wrong with news as what it is, and takes those that follow', async () => {
  const onFailure = vi.fn();
  const modes = modesWith({ onFailure });
  modes.startTests();
  const mistake = new Error('a mistake in what shows tests');
  const unsubscribe = modes.store.subscribe(() => {
    throw mistake;
  });
  await modes.takeNews({ [TESTS_TYPE]: STARTED });
  expect(onFailure.mock.calls).toEqual([[mistake]]);
  unsubscribe();
  const end = { kind: 'end', id: 1, status: 'passed' };
  await modes.takeNews({ [TESTS_TYPE]: JSON.stringify(end) });
  await modes.endTests(false);
  expect(modes.store.get()).toMatchObject({ tests: [{ status: 'passed' }], testing: 'done' });
});
