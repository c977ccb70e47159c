import { describe, expect, it, vi } from 'vitest';
import type { HostFrame, ReplyFrame } from '../contract/frames';
import { GoruError } from '../contract/goru-error';
import type { HostCallReport } from '../contract/options';
import { disabledMethods } from './disabled-methods';
import { Host, type ServiceCall, type ServiceMethods, type ServiceReply } from './host';

const NO_PAYLOAD = new Uint8Array(0);

describe('the host', () => {
  it('answers a call with the value and the payload of its method', async () => {
    const { host, replies } = hostOf({
      'test/add': ({ params }) => ({ value: params, payload: new Uint8Array([1, 2]) }),
    });
    host.call({ type: 'call', id: 5, method: 'test/add', params: { a: 1 } }, NO_PAYLOAD);
    await settled();
    expect(replies).toEqual([
      { frame: { type: 'reply', id: 5, value: { a: 1 } }, payload: new Uint8Array([1, 2]) },
    ]);
  });

  it('answers at once when its method does', () => {
    const { host, replies } = hostOf({
      'test/a': () => ({ value: 1 }),
      'test/fail': () => raise(new GoruError('busy', 'no')),
    });
    host.call(callOf(1, 'test/a'), NO_PAYLOAD);
    host.call(callOf(2, 'test/fail'), NO_PAYLOAD);
    expect(replies).toHaveLength(2);
  });

  it('begins so many calls of capabilities at once, and the others as those end', async () => {
    const ends: (() => void)[] = [];
    const never = (): Promise<ServiceReply> =>
      new Promise((resolve) => {
        ends.push(() => {
          resolve({ value: null });
        });
      });
    const { host, replies } = hostOf({ 'kv/items': never, 'call/invoke': never });
    for (let id = 1; id <= 100; id += 1) host.call(callOf(id, 'kv/items'), NO_PAYLOAD);
    expect(ends).toHaveLength(32);
    host.cancel(1);
    expect(ends).toHaveLength(33);
    // Each that ends lets another one begin, and so on.
    for (let i = 0; i < 100; i += 1) {
      ends[i]?.();
      await settled();
    }
    expect(replies.map(({ frame }) => frame.id)).toEqual(
      Array.from({ length: 99 }, (_, i) => i + 2),
    );
    ends.length = 0;
    // One function of the page may wait for the call of another.
    for (let id = 101; id <= 200; id += 1) host.call(callOf(id, 'call/invoke'), NO_PAYLOAD);
    expect(ends).toHaveLength(100);
  });

  it('refuses a call without beginning it', () => {
    const method = vi.fn(() => ({ value: 1 }));
    const { host, replies } = hostOf({ 'test/a': method });
    host.refuse(callOf(1, 'test/a'), new GoruError('cancelled', 'no program is running'));
    expect(replies).toEqual([
      errorReply(1, { code: 'cancelled', message: 'no program is running' }),
    ]);
    expect(method).not.toHaveBeenCalled();
  });

  it('hands the payload to the method', async () => {
    const seen: Uint8Array[] = [];
    const { host } = hostOf({
      'test/take': ({ payload }) => {
        seen.push(payload);
        return { value: null };
      },
    });
    host.call(callOf(1, 'test/take'), new Uint8Array([9]));
    await settled();
    expect(seen).toEqual([new Uint8Array([9])]);
  });

  it.each(['unknown', 'test/unknown', 'constructor', 'toString', '__proto__', ''])(
    'knows no method "%s"',
    async (method) => {
      const { host, replies } = hostOf({ 'test/a': () => ({ value: null }) });
      host.call(callOf(1, method), NO_PAYLOAD);
      await settled();
      expect(replies).toEqual([
        errorReply(1, { code: 'unsupported', message: `unknown host method: ${method}` }),
      ]);
    },
  );

  it.each([
    ['now', () => raise(new GoruError('not-found', 'gone', { notes: ['n'] }))],
    ['later', () => Promise.reject(new GoruError('not-found', 'gone', { notes: ['n'] }))],
  ])('answers with the error of a method that fails %s', async (_when, method) => {
    const { host, replies } = hostOf({ 'test/fail': method });
    host.call(callOf(1, 'test/fail'), NO_PAYLOAD);
    await settled();
    expect(replies).toEqual([errorReply(1, { code: 'not-found', message: 'gone', notes: ['n'] })]);
  });

  it.each([
    ['an error', new TypeError('boom'), { message: 'boom', name: 'TypeError' }],
    ['a text', 'boom', { message: 'boom' }],
    ['nothing', undefined, { message: 'undefined' }],
    ['an object without prototype', Object.create(null), { message: '(a thrown object)' }],
  ])('answers when a method throws %s', async (_name, thrown, expected) => {
    const { host, replies } = hostOf({ 'test/fail': () => raise(thrown) });
    host.call(callOf(1, 'test/fail'), NO_PAYLOAD);
    await settled();
    expect(replies).toMatchObject([
      { frame: { type: 'reply', id: 1, error: { code: 'host-function', ...expected } } },
    ]);
  });

  it('answers when the reply itself cannot be sent', async () => {
    const { host, replies } = hostOf(
      { 'test/a': () => ({ value: null }) },
      {
        onReply: ({ frame }) => {
          if (!('error' in frame)) throw new TypeError('cannot be encoded');
        },
      },
    );
    host.call(callOf(1, 'test/a'), NO_PAYLOAD);
    await settled();
    expect(replies).toMatchObject([
      { frame: { id: 1, value: null } },
      { frame: { id: 1, error: { message: 'cannot be encoded' } } },
    ]);
  });

  it('answers calls in the order in which their methods finish', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method });
    for (const id of [1, 2, 3]) host.call(callOf(id, 'test/wait'), NO_PAYLOAD);
    finish(2);
    await settled();
    finish(0);
    finish(1);
    await settled();
    expect(replies.map(({ frame }) => frame.id)).toEqual([3, 1, 2]);
  });

  it('neither answers a call that was cancelled nor lets it run on unaware', async () => {
    const { method, finish, calls } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method });
    host.call(callOf(1, 'test/wait'), NO_PAYLOAD);
    host.cancel(1);
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(calls[0]?.signal.reason).toMatchObject({ code: 'cancelled' });
    finish(0);
    await settled();
    expect(replies).toEqual([]);
  });

  it('does not take a late result for the answer to a new call of that id', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method });
    host.call(callOf(1, 'test/wait'), NO_PAYLOAD);
    host.cancel(1);
    host.call(callOf(1, 'test/wait'), NO_PAYLOAD);
    finish(0, 'old');
    await settled();
    expect(replies).toEqual([]);
    finish(1, 'new');
    await settled();
    expect(replies).toMatchObject([{ frame: { id: 1, value: 'new' } }]);
  });

  it('ignores the cancelling of what is not pending', async () => {
    const { host, replies } = hostOf({ 'test/a': () => ({ value: 1 }) });
    host.cancel(1);
    host.call(callOf(1, 'test/a'), NO_PAYLOAD);
    await settled();
    host.cancel(1);
    expect(replies).toHaveLength(1);
  });

  it('refuses an id that is in use, and answers its first call all the same', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method });
    host.call(callOf(1, 'test/wait'), NO_PAYLOAD);
    host.call(callOf(1, 'test/wait'), NO_PAYLOAD);
    await settled();
    expect(replies).toEqual([errorReply(1, { code: 'protocol', message: 'call id 1 is in use' })]);
    finish(0, 'first');
    await settled();
    expect(replies[1]).toMatchObject({ frame: { id: 1, value: 'first' } });
  });

  it('has a limit for calls at once, not for calls in all', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method }, { maxPendingCalls: 2 });
    for (const id of [1, 2, 3]) host.call(callOf(id, 'test/wait'), NO_PAYLOAD);
    await settled();
    expect(replies).toEqual([
      errorReply(3, { code: 'limit', message: 'more than 2 host calls at once' }),
    ]);
    finish(0);
    await settled();
    host.call(callOf(4, 'test/wait'), NO_PAYLOAD);
    await settled();
    expect(replies).toHaveLength(2);
  });

  it('has a limit for the bytes of calls at once, though not for a single one', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method }, { maxPendingBytes: 100 });
    host.call(callOf(1, 'test/wait'), new Uint8Array(1_000));
    host.call(callOf(2, 'test/wait'), new Uint8Array(1));
    await settled();
    const message = 'more than 100 bytes of host calls at once';
    expect(replies).toEqual([errorReply(2, { code: 'limit', message })]);
    finish(0);
    await settled();
    host.call(callOf(3, 'test/wait'), new Uint8Array(1));
    await settled();
    expect(replies).toHaveLength(2);
  });

  it('repeats no endless name', async () => {
    const { host, replies } = hostOf({});
    host.call(callOf(1, 'x'.repeat(1_000_000)), NO_PAYLOAD);
    await settled();
    expect(JSON.stringify(replies).length).toBeLessThan(1_000);
  });

  it('ends everything when the interpreter is gone', async () => {
    const { method, calls, finish } = pendingMethod();
    const { host, replies } = hostOf({ 'test/wait': method });
    for (const id of [1, 2]) host.call(callOf(id, 'test/wait'), NO_PAYLOAD);
    host.cancelAll();
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    finish(0);
    finish(1);
    await settled();
    expect(replies).toEqual([]);
  });

  it('does not let a listener of an aborted signal disturb the others', () => {
    const { method, calls } = pendingMethod();
    const { host } = hostOf({ 'test/wait': method });
    for (const id of [1, 2]) host.call(callOf(id, 'test/wait'), NO_PAYLOAD);
    const heard = vi.fn();
    calls[0]?.signal.addEventListener('abort', () => {
      host.cancel(1);
    });
    calls[1]?.signal.addEventListener('abort', heard);
    host.cancelAll();
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('a guest that does not read its answers', () => {
  it('gets no more of them, and its calls wait for their turn', async () => {
    const { host, replies, guest, runTasks, begun } = backedUp();
    guest.isReading = false;
    const accepted: number[] = [];
    for (const id of [1, 2, 3]) {
      host.call(callOf(id, 'test/echo'), NO_PAYLOAD, () => accepted.push(id));
    }
    await runTasks();
    expect([begun, replies, accepted]).toEqual([[], [], []]);
    guest.isReading = true;
    host.resume();
    await runTasks();
    expect(replies.map(({ frame }) => frame.id)).toEqual([1, 2, 3]);
    expect(accepted).toEqual([1, 2, 3]);
  });

  it('is answered one by one, as long as it has room for the next', async () => {
    const { host, replies, guest, runTasks, begun } = backedUp({ isFullAfterEveryReply: true });
    guest.isReading = false;
    for (const id of [1, 2, 3]) host.call(callOf(id, 'test/echo'), NO_PAYLOAD);
    guest.isReading = true;
    host.resume();
    await runTasks();
    expect([begun.length, replies.length]).toEqual([1, 1]);
    guest.isReading = true;
    host.resume();
    await runTasks();
    expect([begun.length, replies.length]).toEqual([2, 2]);
  });

  it('gets answers that became ready meanwhile, in their order, when it reads again', async () => {
    const { method, finish } = pendingMethod();
    const { host, replies, guest, runTasks } = backedUp({ method });
    for (const id of [1, 2, 3]) host.call(callOf(id, 'test/echo'), NO_PAYLOAD);
    guest.isReading = false;
    for (const index of [1, 0, 2]) finish(index);
    await runTasks();
    host.cancel(1);
    expect(replies).toEqual([]);
    guest.isReading = true;
    host.resume();
    expect(replies.map(({ frame }) => frame.id)).toEqual([2, 3]);
  });

  it('can cancel what waits, and what waits ends with the interpreter', async () => {
    const { host, replies, guest, runTasks, begun } = backedUp();
    guest.isReading = false;
    const left: number[] = [];
    for (const id of [1, 2]) host.call(callOf(id, 'test/echo'), NO_PAYLOAD, () => left.push(id));
    host.cancel(1);
    expect(left).toEqual([1]);
    host.cancelAll();
    expect(left).toEqual([1, 2]);
    guest.isReading = true;
    host.resume();
    await runTasks();
    expect([begun, replies]).toEqual([[], []]);
  });

  function backedUp({
    isFullAfterEveryReply = false,
    method = undefined as ServiceMethods[string] | undefined,
  } = {}) {
    const guest = { isReading: true };
    const tasks: (() => void)[] = [];
    const begun: ServiceCall[] = [];
    const { host, replies } = hostOf(
      {
        'test/echo': (call) => {
          begun.push(call);
          return method?.(call) ?? { value: null };
        },
      },
      {
        backPressure: {
          canSend: () => guest.isReading,
          inNextTask: (task) => tasks.push(task),
        },
        onReply: () => {
          if (isFullAfterEveryReply) guest.isReading = false;
        },
      },
    );
    const runTasks = async (): Promise<void> => {
      do {
        tasks.shift()?.();
        await settled();
      } while (tasks.length > 0);
    };
    return { host, replies, guest, runTasks, begun };
  }
});

describe('a capability that is off', () => {
  it.each([
    ['kv/get', { key: 'a' }, 'kv not enabled'],
    ['kv/set', { key: 'a', value: '1' }, 'kv not enabled'],
  ])('says so when %s is called', async (method, params, message) => {
    expect(await errorOf(method, params)).toMatchObject({ code: 'permission', message });
  });
});

describe('a report of a call', () => {
  it('repeats no more of what a program wrote than somebody reads', () => {
    const reports: HostCallReport[] = [];
    const observer = () => (report: HostCallReport) => {
      reports.push(report);
    };
    const { host } = hostOf({ 'test/a': () => raise(new Error(LONG)) }, { observer });
    host.call(callOf(1, LONG), NO_PAYLOAD);
    host.call(callOf(2, 'test/a'), NO_PAYLOAD);
    expect(reports.map(({ error }) => error?.code)).toEqual(['unsupported', 'host-function']);
    expect(JSON.stringify(reports).length).toBeLessThan(5_000);
  });
});

const LONG = 'x'.repeat(1_000_000);

interface Sent {
  frame: ReplyFrame;
  payload: Uint8Array | undefined;
}

type HostOptions = ConstructorParameters<typeof Host>[0];

function hostOf(
  methods: ServiceMethods,
  options: Partial<HostOptions> & { onReply?: (reply: Sent) => void } = {},
) {
  const replies: Sent[] = [];
  const send = (frame: HostFrame, payload?: Uint8Array): void => {
    if (frame.type !== 'reply') return;
    replies.push({ frame, payload });
    options.onReply?.({ frame, payload });
  };
  return { host: new Host({ methods, send, maxPendingCalls: 100, ...options }), replies };
}

function callOf(id: number, method: string) {
  return { type: 'call', id, method, params: {} } as const;
}

async function errorOf(method: string, params: Parameters<Host['call']>[0]['params']) {
  const { host, replies } = hostOf(disabledMethods());
  host.call({ type: 'call', id: 1, method, params }, NO_PAYLOAD);
  await settled();
  const [reply] = replies;
  return reply !== undefined && 'error' in reply.frame ? reply.frame.error : undefined;
}

function errorReply(id: number, error: object) {
  return { frame: { type: 'reply', id, error }, payload: undefined };
}

/** A method whose calls end when the test says so. */
function pendingMethod() {
  const calls: ServiceCall[] = [];
  const resolvers: ((reply: ServiceReply) => void)[] = [];
  return {
    calls,
    method: (call: ServiceCall) => {
      calls.push(call);
      return new Promise<ServiceReply>((resolve) => resolvers.push(resolve));
    },
    finish: (index: number, value = 'done') => {
      resolvers[index]?.({ value });
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function raise(error: unknown): never {
  throw error;
}
