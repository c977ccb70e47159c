import { describe, expect, it } from 'vitest';
import { createConsentDesk } from './consent-desk';
import type { HostRequest } from '../../src/index';

function request(host: string, options: Partial<HostRequest> = {}): HostRequest {
  const { signal } = new AbortController();
  return { host, method: 'GET', url: `https://${host}/x`, line: null, signal, ...options };
}

function setUp() {
  const desk = createConsentDesk();
  desk.startRun('');
  const hosts = (): string[] =>
    desk.store.get().questions.flatMap((it) => (it.about === 'host' ? [it.host] : []));
  const answer = (decision: 'once' | 'always' | 'deny'): void => {
    const [first] = desk.store.get().questions;
    if (first) desk.answer(first.id, decision);
  };
  return { desk, hosts, answer };
}

describe('the consent desk', () => {
  it('shows what is written in the line that asks', () => {
    const { desk } = setUp();
    desk.startRun('import x\r\n  http.get("https://a.test")\r\n');
    void desk.ask(request('a.test', { line: 2 }));
    void desk.ask(request('b.test', { line: 99 }));
    expect(desk.store.get().questions.map(({ code }) => code)).toEqual([
      'http.get("https://a.test")',
      null,
    ]);
  });

  it('asks about one host once, however many requests wait for it', async () => {
    const { desk, hosts, answer } = setUp();
    const answers = [1, 2, 3].map(() => desk.ask(request('a.test')));
    expect(hosts()).toEqual(['a.test']);
    answer('once');
    expect(await Promise.all(answers)).toEqual(['once', 'once', 'once']);
    expect(hosts()).toEqual([]);
  });

  it('queues different hosts', async () => {
    const { desk, hosts, answer } = setUp();
    const answers = ['a.test', 'b.test'].map((host) => desk.ask(request(host)));
    expect(hosts()).toEqual(['a.test', 'b.test']);
    answer('deny');
    answer('always');
    expect(await Promise.all(answers)).toEqual(['deny', 'always']);
  });

  it('does not ask again in the same run, and does in the next one', async () => {
    const { desk, hosts, answer } = setUp();
    void desk.ask(request('a.test'));
    answer('deny');
    expect(await desk.ask(request('a.test'))).toBe('deny');
    expect(desk.store.get().asked).toBe(1);
    desk.startRun('');
    void desk.ask(request('a.test'));
    expect(hosts()).toEqual(['a.test']);
  });

  it('takes no earlier answer for a host that is on the list no more', async () => {
    const { desk, hosts, answer } = setUp();
    const first = desk.ask(request('a.test'));
    answer('always');
    expect(await first).toBe('always');
    const second = desk.ask(request('a.test'));
    expect(hosts()).toEqual(['a.test']);
    answer('deny');
    expect(await second).toBe('deny');
  });

  it('takes no leave for one run as one for what comes after it', async () => {
    const { desk, hosts, answer } = setUp();
    void desk.ask(request('once.test'));
    answer('once');
    void desk.ask(request('never.test'));
    answer('deny');
    expect(await desk.ask(request('once.test'))).toBe('once');
    desk.endRun();
    expect(await desk.ask(request('never.test'))).toBe('deny');
    void desk.ask(request('once.test'));
    expect(hosts()).toEqual(['once.test']);
  });

  it('takes a question back when nobody waits for its answer any more', async () => {
    const { desk, hosts } = setUp();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => desk.ask(request('a.test', { signal })));
    first.abort();
    expect(hosts()).toEqual(['a.test']);
    second.abort();
    expect(hosts()).toEqual([]);
    expect(await Promise.all(answers)).toEqual(['deny', 'deny']);
    // Stopped is not denied: the next one is asked about.
    void desk.ask(request('a.test'));
    expect(hosts()).toEqual(['a.test']);
  });
});

describe('questions about packages', () => {
  it('wait their turn, and are answered like those about hosts', async () => {
    const { desk, answer } = setUp();
    desk.startRun('import goru\ninstall_pkg("six")');
    const { signal } = new AbortController();
    const plan = () => Promise.resolve([]);
    const asking = desk.askForPackages({
      requirements: ['six'],
      names: ['six'],
      line: 2,
      plan,
      signal,
    });
    expect(desk.store.get().questions).toEqual([
      {
        id: 1,
        about: 'packages',
        requirements: ['six'],
        plan,
        doubtful: [],
        line: 2,
        code: 'install_pkg("six")',
      },
    ]);
    answer('always');
    expect(await asking).toBe('always');
    // Nothing of it is on the list of hosts.
    expect(desk.store.get().decisions.size).toBe(0);
  });

  it('go when the program does, and are a no then', async () => {
    const { desk } = setUp();
    const stop = new AbortController();
    const request = {
      requirements: ['six'],
      names: ['six'],
      line: null,
      plan: () => Promise.resolve([]),
    };
    const asking = desk.askForPackages({ ...request, signal: stop.signal });
    stop.abort();
    expect(await asking).toBe('deny');
    expect(desk.store.get().questions).toEqual([]);
    expect(await desk.askForPackages({ ...request, signal: stop.signal })).toBe('deny');
  });
});
