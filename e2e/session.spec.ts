/** `createSession` as an embedding page uses it: CONTRACT §9, on the built goru.js. */
import { expect, test } from './support/session-fixtures';
import type { RunResult } from '../src/index';

test('a result carries output, value, time and no lost state', async ({ createSession }) => {
  const session = await createSession();
  const result = await session.run('import sys\nprint("a")\nprint("b", file=sys.stderr)\n6 * 7');
  expect(result).toMatchObject({
    status: 'ok',
    stdout: 'a\n',
    stderr: 'b\n',
    value: '42',
    stateLost: false,
  });
  expect(result.durationMs).toBeGreaterThan(0);
  expect(await session.run('None')).toMatchObject({ status: 'ok', value: null });
});

test('an error tells type, message, traceback, line and column', async ({ createSession }) => {
  const session = await createSession();
  const result = await session.run('def f(x):\n    return "ä" + x\n\nf(1)', {
    filename: 'lesson.py',
  });
  expect(result).toMatchObject({ status: 'error', type: 'TypeError', line: 2, column: 12 });
  if (result.status !== 'error') throw new Error('unreachable');
  expect(result.message).toContain('can only concatenate str');
  expect(result.traceback).toContain('File "lesson.py", line 4, in <module>');
  expect(result.traceback).toContain('    return "ä" + x');
  expect(result.traceback).not.toContain('_goru');
  const syntax = await session.run('x = (1,\ny = 2');
  expect(syntax).toMatchObject({ status: 'error', type: 'SyntaxError', line: 1 });
});

test('a part runs at its own lines, with arguments, a seed and a clock that stands still', async ({
  createSession,
}) => {
  const session = await createSession();
  const source = 'x = 1\nif x:\n    import sys\n    sys.argv[1:], 1 / x';
  const part = { from: source.indexOf('    import'), to: source.length };
  expect(await session.run(source, { part })).toMatchObject({ type: 'NameError', line: 4 });
  await session.run('x = 4');
  const options = { part, args: ['--name', 'Ä B'] };
  expect(await session.run(source, options)).toMatchObject({ value: "(['--name', 'Ä B'], 0.25)" });
  const draw = 'import random, time; random.random(), time.time()';
  const fixed = { seed: 3, clockMs: 1_700_000_000_500 };
  const first = await session.run(draw, fixed);
  expect(first).toMatchObject({ value: expect.stringContaining(', 1700000000.5)') });
  expect(await session.run(draw, fixed)).toMatchObject({ value: 'value' in first && first.value });
  expect(await session.run('import time; time.time() > 1750000000')).toMatchObject({
    value: 'True',
  });
});

test('tests and checks are told as news, and are no displays', async ({ createSession }) => {
  const session = await createSession();
  const source = 'def test_one():\n    assert 1\n# goru: check "two"\nassert output == "x"\n';
  expect(await session.run(source, { mode: 'tests' })).toMatchObject({ status: 'ok', value: null });
  expect(await session.run(source, { mode: 'checks', output: 'x' })).toMatchObject({ stdout: '' });
  const events = await session.do<Record<string, Record<string, string>>[]>('return events');
  expect(events.filter(({ display }) => display !== undefined)).toEqual([]);
  const news = events.flatMap(({ news }) => Object.values(news ?? {}));
  expect(news.map((text) => JSON.parse(text) as unknown)).toMatchObject([
    { kind: 'start', tests: [{ name: 'test_one', file: 'main.py', line: 1 }] },
    { kind: 'end', status: 'passed' },
    { kind: 'start', checks: [{ title: 'two', file: 'main.py', line: 3 }] },
    { kind: 'end', index: 0, status: 'passed' },
  ]);
});

test('variables persist, sys.exit keeps them, reset forgets them', async ({ createSession }) => {
  const session = await createSession();
  await session.run('x = 1');
  expect(await session.run('import sys; sys.exit(3)')).toMatchObject({ status: 'exit', code: 3 });
  expect(await session.print('print(x)')).toBe('1\n');
  await session.do('await session.reset()');
  expect(await session.run('x')).toMatchObject({ status: 'error', type: 'NameError' });
});

test('sessions are isolated from each other', async ({ createSession }) => {
  const session = await createSession();
  const other = await session.do(`
    const second = await goru.createSession({ hotSpare: false, channel: session.channel });
    await session.run('x = 1; open("/tmp/mine", "w").close()');
    const result = await second.run('import os; print("x" in globals(), os.listdir("/tmp"))');
    second.close();
    return result.stdout;
  `);
  expect(other).toBe('False []\n');
});

test('runs wait their turn, first in first out', async ({ createSession }) => {
  const session = await createSession();
  const order = await session.do<string[]>(`
    const order = [];
    await Promise.all([1, 2, 3].map(async (n) => {
      const result = await session.run('import time; time.sleep(0.05); print(' + n + ')');
      order.push(result.stdout.trim());
    }));
    return order;
  `);
  expect(order).toEqual(['1', '2', '3']);
});

test('a time limit ends sleeping code and keeps its state', async ({ createSession }) => {
  const session = await createSession();
  // The first run compiles and imports, which on a slow machine is busy code for a while.
  await session.run('x = 5\nimport time');
  const result = await session.run('time.sleep(60)', { timeoutMs: 300 });
  expect(result).toMatchObject({ status: 'timeout', limitMs: 300, stateLost: false });
  expect(await session.print('print(x)')).toBe('5\n');
});

test('a time limit ends busy code, where this Python asks in between, and keeps its state', async ({
  createSession,
  siteFolder,
}) => {
  test.skip(siteFolder === 'dist-3.12', 'VMware’s Python asks nobody while it computes');
  const session = await createSession();
  await session.run('x = 5');
  const result = await session.run('def spin():\n    while True: pass\nspin()', { timeoutMs: 300 });
  expect(result).toMatchObject({ status: 'timeout', stateLost: false });
  expect(result.stderr).toMatch(/line 3, in <module>[^]*line 2, in spin[^]*KeyboardInterrupt\n$/);
  expect(await session.print('print(x)')).toBe('5\n');
});

test('a time limit ends one long call, and the session is usable again', async ({
  createSession,
}) => {
  const session = await createSession();
  const result = await session.run('sum(range(10**12))', { timeoutMs: 300 });
  expect(result).toMatchObject({ status: 'timeout', stateLost: true });
  expect(await session.print('print(1)')).toBe('1\n');
  expect(await session.statuses()).toContain('restarting');
});

test('the time limit stands still while a person is thinking', async ({ createSession }) => {
  const session = await createSession();
  const result = await session.do<RunResult>(`
    const slow = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      onInput: () => new Promise((resolve) => setTimeout(() => resolve('late'), 1500)),
    });
    const result = await slow.run('print(input())', { timeoutMs: 1200 });
    slow.close();
    return result;
  `);
  expect(result).toMatchObject({ status: 'ok', stdout: 'late\n' });
  expect(result.durationMs).toBeLessThan(1200);
});

test('an AbortSignal interrupts its run, or takes it out of the queue', async ({
  createSession,
}) => {
  const session = await createSession();
  const results = await session.do<RunResult[]>(`
    const first = new AbortController();
    const second = new AbortController();
    const runs = [
      session.run('import time; time.sleep(60)', { signal: first.signal }),
      session.run('print("never")', { signal: second.signal }),
      session.run('print("after")'),
    ];
    second.abort();
    setTimeout(() => first.abort(), 300);
    return Promise.all(runs);
  `);
  expect(results.map((r) => [r.status, r.stdout])).toEqual([
    ['interrupted', ''],
    ['interrupted', ''],
    ['ok', 'after\n'],
  ]);
});

test('close rejects what is pending and what comes later', async ({ createSession }) => {
  const session = await createSession();
  const errors = await session.do<string[]>(`
    const said = async (promise) => promise.then(() => 'ok', (e) => goru.isGoruError(e) ? e.code + ': ' + e.message : String(e));
    const running = said(session.run('import time; time.sleep(60)'));
    const queued = said(session.run('1'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    session.close();
    return [await running, await queued, await said(session.run('1')), session.status.state];
  `);
  const closed = 'session-closed: session closed';
  expect(errors).toEqual([closed, closed, closed, 'closed']);
});

test('the memory limit is a MemoryError, and the session lives', async ({ createSession }) => {
  const session = await createSession({ limits: { memoryBytes: 64 * 1024 * 1024 } });
  for (const hog of ['bytearray(10**9)', '[0] * 10**9', '"x" * 10**9', 'list(range(10**8))']) {
    expect(await session.run(hog)).toMatchObject({ status: 'error', type: 'MemoryError' });
  }
  expect(await session.print('print("alive")')).toBe('alive\n');
});

test('a program that fills the memory and keeps it does not break the next ones', async ({
  createSession,
}) => {
  const session = await createSession({ limits: { memoryBytes: 64 * 1024 * 1024 } });
  const small = 'print(sum([i * i for i in range(50_000)]))';
  const full = await session.run('data = []\nwhile True: data.append("x" * 100_000)');
  expect(full).toMatchObject({ status: 'error', type: 'MemoryError', stateLost: false });
  expect(full.stderr).toContain('the variables that this program set were deleted: data.');
  expect(await session.print(small)).toBe('41665416675000\n');
  expect(await session.print('import decimal; print(decimal.Decimal(1))')).toBe('1\n');
  // Kept on purpose, by a program that ended well: only its author can decide what goes.
  await session.run('try:\n  kept = []\n  while True: kept.append("x" * 100_000)\nexcept: pass');
  for (let i = 0; i < 2; i += 1) {
    const failed = await session.run('big = [str(i) for i in range(10**6)]');
    expect(failed).toMatchObject({ status: 'error', type: 'MemoryError' });
    expect(failed.stderr).toContain('or reset the session');
  }
  await session.run('del kept');
  expect(await session.print(small)).toBe('41665416675000\n');
});

test('tasks end with the program that made them', async ({ createSession }) => {
  const session = await createSession();
  const result = await session.run(`
import asyncio
async def tick():
    while True:
        print("tick")
        await asyncio.sleep(0.01)
task = asyncio.create_task(tick())
await asyncio.sleep(0.03)`);
  expect(result).toMatchObject({ status: 'ok' });
  expect(result.stderr).toBe('[1 background task was cancelled when the program ended: tick()]\n');
  expect(await session.print('await asyncio.sleep(0.1)\nprint(task.cancelled())')).toBe('True\n');
});

test('a run that cannot be one is refused', async ({ createSession }) => {
  const session = await createSession();
  const failing = (call: string): Promise<string> =>
    session.do(`return ${call}.then(() => 'no error', (e) => e.code + ': ' + e.message)`);
  expect(await failing('session.run()')).toBe(
    'invalid-argument: the program of run() is undefined; give a string',
  );
  expect(await failing('session.run(5)')).toBe(
    'invalid-argument: the program of run() is 5; give a string',
  );
  expect(await failing('session.run("1", { nonsense: 1 })')).toBe(
    'invalid-argument: unknown option "nonsense" in the options of run(); give filename, mode, part, args, seed, clockMs, output, timeoutMs or signal',
  );
  expect(await failing('(async () => session.registerFunction("f", 5))()')).toBe(
    'invalid-argument: the function "f" of registerFunction() is 5; give a function',
  );
  expect(await session.print('print(1)')).toBe('1\n');
});

test('an interpreter that ends while nothing runs is told by the next result', async ({
  createSession,
}) => {
  const session = await createSession();
  await session.run(
    'import os, sys\nx = 1\nsys.modules["_goru.driver"].Driver.run_next = lambda driver: (driver._channel.wait(0.05), os.abort())',
  );
  await expect.poll(() => session.statuses()).toContain('restarting');
  await expect.poll(() => session.do('return session.status.state')).toBe('ready');
  expect(await session.run('x')).toMatchObject({ type: 'NameError', stateLost: true });
  expect(await session.run('1')).toMatchObject({ status: 'ok', stateLost: false });
});

test('options that make no sense are clear errors', async ({ createSession }) => {
  const session = await createSession();
  const failing = (options: string): Promise<string> =>
    session.do(
      `return goru.createSession(${options}).then(() => 'no error', (e) => e.code + ': ' + e.message)`,
    );
  expect(await failing('{ limits: { memoryBytes: 1000 } }')).toMatch(
    /^invalid-argument: limits\.memoryBytes is 1000; this interpreter takes \d+ to \d+ bytes$/,
  );
  expect(await failing('{ limits: { runTimeoutMs: -1 } }')).toContain('limits.runTimeoutMs is -1');
  expect(
    await failing(`{ mounts: [{ path: 'data', mode: 'ro', source: goru.memoryFiles({}) }] }`),
  ).toContain('mount path "data"');
  expect(
    await failing(`{ mounts: [{ path: '/usr/x', mode: 'ro', source: goru.memoryFiles({}) }] }`),
  ).toContain('belongs to the interpreter');
  expect(await failing('{ env: { "A=B": "1" } }')).toContain('env has an impossible entry');
  expect(await failing('null')).toBe(
    'invalid-argument: the options of createSession is null; give an object',
  );
  expect(await failing('{ onOutptu: String }')).toContain('did you mean "onOutput"?');
  expect(await failing('{ limits: { memoryBytes: "64 MB" } }')).toBe(
    'invalid-argument: limits.memoryBytes is "64 MB"; give a number of 0 or more',
  );
  expect(await failing('{ functions: new Map([["f", String]]) }')).toContain('functions is a Map');
});

test('a program that ends its interpreter does not end the session', async ({ createSession }) => {
  const session = await createSession();
  expect(await session.run('import os; os._exit(7)')).toMatchObject({
    status: 'exit',
    code: 7,
    stateLost: true,
  });
  expect(await session.print('print(1)')).toBe('1\n');
  const crash = await session.run('import os; os.abort()');
  expect(crash).toMatchObject({ stateLost: true });
  expect(['crashed', 'exit']).toContain(crash.status);
  expect(await session.print('print(2)')).toBe('2\n');
});

test('closing a session while it starts settles everything', async ({ createSession }) => {
  const session = await createSession();
  const errors = await session.do<string[]>(`
    const said = async (promise) => promise.then(() => 'ok', (e) => e.code + ': ' + e.message);
    const aborts = [undefined, 0, 5, 30, 120].map((ms) => {
      const controller = new AbortController();
      const creating = said(goru.createSession({ channel: session.channel, signal: controller.signal }));
      if (ms === undefined) controller.abort();
      else setTimeout(() => controller.abort(), ms);
      // One that has become ready in time is closed afterwards.
      return creating.then((text) => text === 'ok' ? 'session-closed: session closed' : text);
    });
    const resetting = said(session.reset());
    session.close();
    return [...await Promise.all(aborts), await resetting];
  `);
  expect(errors).toEqual(Array<string>(6).fill('session-closed: session closed'));
});

test('mounts obey their modes', async ({ createSession }) => {
  const session = await createSession();
  const result = await session.do<RunResult>(`
    const mounted = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      mounts: [
        { path: '/ro', mode: 'ro', source: goru.memoryFiles({ 'a.txt': 'one', 'deep/b.txt': 'two' }) },
        { path: '/rw', mode: 'rw', source: goru.memoryFiles({ 'a.txt': 'one' }) },
        { path: '/rwc', mode: 'rwc', source: goru.memoryFiles({}) },
      ],
    });
    const result = await mounted.run(${JSON.stringify(`
import os, pathlib
def attempt(f):
    try: return f()
    except OSError as error: return type(error).__name__
print(open('/ro/deep/b.txt').read(), sorted(os.listdir('/ro')))
print(attempt(lambda: open('/ro/a.txt', 'w')), attempt(lambda: open('/ro/new', 'w')), attempt(lambda: os.remove('/ro/a.txt')))
print(attempt(lambda: open('/rw/a.txt', 'w').write('x')), attempt(lambda: open('/rw/new', 'w')), attempt(lambda: os.mkdir('/rw/d')))
pathlib.Path('/rwc/d').mkdir(); pathlib.Path('/rwc/d/f').write_text('hello'); os.rename('/rwc/d/f', '/rwc/g')
print(pathlib.Path('/rwc/g').read_text(), attempt(lambda: open('/rwc/../etc/passwd')), attempt(lambda: open('/etc/passwd')))
print(os.getcwd())
`)});
    mounted.close();
    return result;
  `);
  expect(result.stderr).toBe('');
  expect(result.stdout.split('\n')).toEqual([
    "two ['a.txt', 'deep']",
    'OSError OSError OSError',
    '1 PermissionError PermissionError',
    expect.stringMatching(/^hello \w*(Error) \w*(Error)$/),
    '/rwc',
    '',
  ]);
});

test('the environment is what the page gives, and no more', async ({ createSession }) => {
  const session = await createSession({ env: { LESSON: 'drei' } });
  expect(
    await session.print('import os; print(os.environ.get("LESSON"), "HOME" in os.environ)'),
  ).toBe('drei False\n');
});

test('two sessions never draw the same random numbers', async ({ createSession }) => {
  const session = await createSession();
  const draw =
    'import random, secrets, uuid; print(random.random(), secrets.token_hex(), uuid.uuid4())';
  const first = await session.print(draw);
  await session.do('await session.reset()');
  const second = await session.print(draw);
  const words = (text: string): string[] => text.trim().split(' ');
  for (const [i, word] of words(first).entries()) expect(words(second)[i]).not.toBe(word);
});
