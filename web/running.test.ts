import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createConsentDesk } from './consent/consent-desk';
import { PLAIN_RUN } from './run-modes/run-settings';
import { createRunning } from './running';
import type { HostDecision, RunResult } from '../src/index';
import type { RunHow } from './run/python';

const ENDED_WELL = { status: 'ok', stdout: '', display: null } as unknown as RunResult;

beforeEach(() => {
  vi.stubGlobal('document', { activeElement: null });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page whose program is run as `onRun` says. */
function page(onRun: (how: RunHow) => Promise<RunResult | null>, code = '') {
  const desk = createConsentDesk();
  const nothing = (): void => undefined;
  const files = { get: () => ({ active: 'main.py', names: ['main.py'] }) };
  const actions = createRunning({
    python: {
      store: { get: () => ({ isBusy: false }) },
      run: (_: string, how: RunHow) => onRun(how),
    },
    grants: { consent: desk },
    workspace: { code: { get: () => code }, dismissOpenedNotice: nothing },
    files: { store: files, flush: () => Promise.resolve() },
    sharing: { mayRun: () => Promise.resolve(true) },
    notices: { show: nothing },
    lines: { start: nothing },
    modes: {
      store: { get: () => ({ settings: PLAIN_RUN }) },
      dropChecks: nothing,
      startChecks: nothing,
      endChecks: () => Promise.resolve(),
      endDebugging: nothing,
    },
    getEditor: () => null,
    getParts: () => null,
    mark: nothing,
    onStart: nothing,
  } as unknown as Parameters<typeof createRunning>[0]);

  const ask = (): Promise<HostDecision> =>
    desk.ask({
      ...{ host: 'a.test', method: 'GET', url: 'https://a.test/', line: null },
      signal: new AbortController().signal,
    });
  const questions = () => desk.store.get().questions;
  const allowOnce = async (): Promise<void> => {
    const asked = ask();
    desk.answer(questions()[0]?.id ?? -1, 'once');
    await asked;
  };
  return { actions, ask, allowOnce, questions };
}

it.each([
  ['ends well', () => Promise.resolve(ENDED_WELL)],
  ['loses its session in the middle', () => Promise.resolve(null)],
  ['cannot be reported', () => Promise.reject(new Error('a mistake'))],
])('what a run was allowed once is asked about again when it %s', async (_how, end) => {
  let isOver = false;
  const { actions, ask, allowOnce, questions } = page(async () => {
    await allowOnce();
    isOver = true;
    return end();
  });
  actions.run();
  await vi.waitFor(() => {
    expect(isOver).toBe(true);
  });
  await new Promise((resolve) => setTimeout(resolve));
  void ask();
  expect(questions()).toHaveLength(1);
});

it('holds for the checks of a program, which belong to it', async () => {
  const asked: unknown[] = [];
  const { actions, ask, allowOnce, questions } = page(async ({ kind }) => {
    if (kind === 'checks') asked.push(await ask(), questions().length);
    else await allowOnce();
    return ENDED_WELL;
  }, '# goru: check');
  actions.run();
  await vi.waitFor(() => {
    expect(asked).toEqual(['once', 0]);
  });
  await new Promise((resolve) => setTimeout(resolve));
  void ask();
  expect(questions()).toHaveLength(1);
});
