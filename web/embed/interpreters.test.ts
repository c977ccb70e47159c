import { describe, expect, it, vi } from 'vitest';
import { createInterpreters } from './interpreters';
import type { RunEvents, SessionHooks } from './interpreters';
import type { RunResult } from '../../src/index';

const OK = {
  ...{
    status: 'ok',
    stdout: '',
    stderr: '',
    value: null,
    display: null,
    durationMs: 1,
    stateLost: false,
  },
} satisfies RunResult;

/** Sessions that say what is done with them, and whose runs end when they are told to. */
function setUp(options: { freshMax?: number; namedMax?: number } = {}) {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const hooks: SessionHooks[] = [];
  const interpreters = createInterpreters({
    ...options,
    onStatus: () => undefined,
    start: (given) => {
      const number = hooks.push(given);
      log.push(`start ${String(number)}`);
      return Promise.resolve({
        run: (source, { mode } = {}) =>
          new Promise((resolve) => {
            log.push(`${String(number)}: ${mode === undefined ? '' : `${mode}: `}${source}`);
            ends.push(() => {
              resolve(OK);
            });
          }),
        reset: () => {
          log.push(`reset ${String(number)}`);
          return Promise.resolve();
        },
        close: () => log.push(`close ${String(number)}`),
      });
    },
  });
  const silent: RunEvents = {
    onStarted: () => undefined,
    onOutput: () => undefined,
    onDisplay: () => undefined,
    onNews: () => undefined,
    onInput: () => Promise.resolve(null),
  };
  const run = (session: string | null, source: string, signal = new AbortController().signal) =>
    interpreters.run(session, source, silent, { signal });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { log, ends, hooks, interpreters, run, silent, settle };
}

describe('interpreters', () => {
  it('reset one between two snippets', async () => {
    const { log, ends, run, settle } = setUp({ freshMax: 1 });
    const first = run(null, 'a');
    const second = run(null, 'b');
    await settle();
    ends.shift()?.();
    await first;
    await settle();
    ends.shift()?.();
    await second;
    await settle();
    expect(log).toEqual(['start 1', '1: a', 'reset 1', '1: b', 'reset 1']);
  });

  it('run two snippets at once, and a third when one of them has ended', async () => {
    const { log, ends, run, settle } = setUp({ freshMax: 2 });
    void run(null, 'a');
    void run(null, 'b');
    void run(null, 'c');
    await settle();
    expect(log).toEqual(['start 1', 'start 2', '1: a', '2: b']);
    ends[1]?.();
    await settle();
    expect(log.slice(4)).toEqual(['reset 2', '2: c']);
  });

  it('run the checks of a program before anything is reset, and for nobody who has stopped it', async () => {
    const { log, ends, run, settle } = setUp({ freshMax: 1 });
    const source = 'x = 1\n# goru: check "x"\nassert x';
    const first = run(null, source);
    await settle();
    ends.shift()?.();
    await settle();
    ends.shift()?.();
    await first;
    await settle();
    expect(log).toEqual(['start 1', `1: ${source}`, `1: checks: ${source}`, 'reset 1']);
    const controller = new AbortController();
    const stopped = run(null, source, controller.signal);
    await settle();
    controller.abort();
    ends.shift()?.();
    await stopped;
    await settle();
    expect(log.slice(4)).toEqual([`1: ${source}`, 'reset 1']);
  });

  it('hear of checks only while they run: a program can tell anything', async () => {
    const { ends, hooks, interpreters, silent, settle } = setUp({ freshMax: 1 });
    const onNews = vi.fn();
    const source = 'x = 1\n# goru: check "x"\nassert x';
    const news = { 'application/vnd.goru.checks+json': '{}' };
    const { signal } = new AbortController();
    const run = interpreters.run(null, source, { ...silent, onNews }, { signal });
    await settle();
    hooks[0]?.onNews(news);
    expect(onNews).not.toHaveBeenCalled();
    ends.shift()?.();
    await settle();
    hooks[0]?.onNews(news);
    expect(onNews).toHaveBeenCalledTimes(1);
    ends.shift()?.();
    await run;
    hooks[0]?.onNews(news);
    expect(onNews).toHaveBeenCalledTimes(1);
  });

  it('keep a named session, whose runs wait their turn', async () => {
    const { log, ends, run, settle } = setUp();
    const first = run('lesson', 'x = 1');
    const second = run('lesson', 'x');
    await settle();
    expect(log).toEqual(['start 1', '1: x = 1']);
    ends.shift()?.();
    await first;
    await settle();
    ends.shift()?.();
    await second;
    expect(log).toEqual(['start 1', '1: x = 1', '1: x']);
  });

  it('have an end: a page cannot start a hundred', async () => {
    const { run, settle } = setUp({ namedMax: 1 });
    void run('a', '');
    await expect(run('b', '')).rejects.toThrow('1 named sessions');
    await settle();
  });

  it('leave out a snippet that was stopped before its turn', async () => {
    const { log, ends, run, settle } = setUp({ freshMax: 1 });
    const controller = new AbortController();
    void run(null, 'a');
    const waits = run(null, 'b', controller.signal);
    void run(null, 'c');
    controller.abort();
    await expect(waits).rejects.toThrow('before its turn');
    await settle();
    ends.shift()?.();
    await settle();
    expect(log).toEqual(['start 1', '1: a', 'reset 1', '1: c']);
  });

  it('give output to the run that wrote it', async () => {
    const { ends, hooks, interpreters, silent, settle } = setUp({ freshMax: 1 });
    const told: string[] = [];
    const events = (name: string): RunEvents => ({
      ...silent,
      onOutput: (_, text) => told.push(`${name} ${text}`),
    });
    const { signal } = new AbortController();
    void interpreters.run(null, 'a', events('a'), { signal });
    void interpreters.run(null, 'b', events('b'), { signal });
    await settle();
    hooks[0]?.onOutput({ stream: 'stdout', text: '1' });
    ends.shift()?.();
    await settle();
    hooks[0]?.onOutput({ stream: 'stdout', text: '2' });
    expect(told).toEqual(['a 1', 'b 2']);
  });
});
