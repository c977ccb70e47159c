/** `createSession` as an embedding page uses it: CONTRACT §9, on the built goru.js. */
import type { Page } from '@playwright/test';
import type * as goru from '../src/index';
import type { RunResult, SessionOptions } from '../src/index';
import { expect, test as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { ELSEWHERE_PATH, SITE_PATH } from './support/site.mjs';

/** Options that survive the way into the page; callbacks are recorded there as events. */
type PlainOptions = Omit<
  SessionOptions,
  'functions' | 'onOutput' | 'onInput' | 'onDisplay' | 'onNews' | 'onStatus' | 'signal'
> & { inputs?: (string | null)[] };

/** A session in the page, spoken to from the test. */
class PageSession {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** Runs the body of an async function in the page; `goru`, `session` and `events` are in scope. */
  do<T>(body: string): Promise<T> {
    return this.#page.evaluate(
      (code) =>
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        new Function(`with (globalThis.test) { return (async () => { ${code} })(); }`)() as T,
      body,
    );
  }

  run(source: string, options: goru.RunOptions = {}): Promise<RunResult> {
    return this.do(`return session.run(${JSON.stringify(source)}, ${JSON.stringify(options)})`);
  }

  /** Runs a program that must end well and returns what it printed. */
  async print(source: string): Promise<string> {
    const result = await this.run(source);
    expect(result.stderr).toBe('');
    expect(result.status).toBe('ok');
    return result.stdout;
  }

  statuses(): Promise<string[]> {
    return this.do('return events.filter((e) => e.status).map((e) => e.status.state)');
  }
}

interface SessionFixtures {
  createSession: (options?: PlainOptions) => Promise<PageSession>;
}

const test = base.extend<SessionFixtures>({
  // Sessions are isolated from each other, or a test fails.
  createSession: async ({ blankTab: page, hostChannel }, use) => {
    const failures = escapedErrors(page, hostChannel);
    await use(async (options = {}) => {
      await page.evaluate(
        async ({ url, options: { inputs = [], ...plain } }) => {
          const library = (await import(url)) as typeof goru;
          const events: unknown[] = [];
          let underWay = 0;
          let most = 0;
          const session = await library.createSession({
            ...plain,
            functions: {
              add: ({ a, b }) => Number(a) + Number(b),
              echo: ({ value }) => value,
              // Tells how many of them were under way when the last one began.
              overlap: async ({ ms }) => {
                underWay += 1;
                most = Math.max(most, underWay);
                await new Promise((resolve) => setTimeout(resolve, Number(ms)));
                underWay -= 1;
                return most;
              },
              fail: () => {
                throw new RangeError('too far');
              },
              notANumber: () => NaN,
              cyclic: () => {
                const cycle: Record<string, unknown> = {};
                return (cycle['self'] = cycle);
              },
            },
            onInput: () => inputs.shift() ?? null,
            onOutput: ({ stream, text }) => void events.push({ stream, text }),
            onStatus: (status) => void events.push({ status }),
            onDisplay: (display) => void events.push({ display }),
            onNews: (news) => void events.push({ news }),
          });
          Object.assign(globalThis, { test: { goru: library, session, events } });
        },
        {
          url: `${SITE_PATH}goru.js`,
          options: { channel: hostChannel, hotSpare: false, ...options },
        },
      );
      return new PageSession(page);
    });
    await page.evaluate(() => {
      const { test } = globalThis as unknown as { test?: { session: goru.Session } };
      test?.session.close();
      Object.assign(globalThis, { test: undefined });
    });
    expect(failures).toEqual([]);
  },
});

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

test('input comes from onInput; null is the end of the file', async ({ createSession }) => {
  const session = await createSession({ inputs: ['Ada', 'ß€'] });
  const result = await session.run('print(input("a? "), input("b? "))\ninput()');
  expect(result).toMatchObject({ status: 'error', type: 'EOFError', stdout: 'a? b? Ada ß€\n' });
});

test('call reaches functions of the page, in both directions as JSON', async ({
  createSession,
}) => {
  const session = await createSession();
  expect(await session.print('print(call("add", a=1, b=2))')).toBe('3\n');
  expect(await session.print('print(call("echo", value={"ü": [1.5, None, True]}))')).toBe(
    "{'ü': [1.5, None, True]}\n",
  );
  const failing = async (source: string): Promise<unknown> => {
    const result = await session.run(source);
    return result.status === 'error' ? [result.type, result.message] : result.status;
  };
  expect(
    await session.print(
      'try:\n  call("nope")\nexcept LookupError as e: print(isinstance(e, RuntimeError), e)',
    ),
  ).toBe('True unknown function: nope\n');
  expect(
    await session.print('try:\n  call("fail")\nexcept RuntimeError as e: print(e.name, e)'),
  ).toBe('RangeError too far\n');
  expect(await failing('call("cyclic")')).toContainEqual(expect.stringContaining('cyclic'));
  expect(await failing('call("notANumber")')).toContainEqual(
    expect.stringContaining('the result of notANumber() is not JSON'),
  );
  expect(await failing('call("echo", value={1, 2})')).toEqual([
    'TypeError',
    expect.stringContaining('echo'),
  ]);
});

test('concurrent calls overlap', async ({ createSession }) => {
  const session = await createSession();
  const most = await session.print(`
import asyncio
print(max(await asyncio.gather(*(async_call("overlap", ms=400) for _ in range(5)))))`);
  expect(most).toBe('5\n');
});

test('display reaches the page as a MIME bundle', async ({ createSession }) => {
  const session = await createSession();
  await session.run('class P:\n  def _repr_html_(self): return "<b>p</b>"\ndisplay(P())');
  const shown = await session.do<unknown[]>('return events.filter((e) => e.display)');
  expect(shown).toEqual([
    { display: expect.objectContaining({ 'text/html': '<b>p</b>' }) as unknown },
  ]);
});

test('stdout and stderr arrive in the order they were written', async ({ createSession }) => {
  const session = await createSession();
  await session.run(
    'import sys\nfor i in range(50):\n  print(i, end=" ", file=sys.stderr if i % 3 == 0 else sys.stdout, flush=True)',
  );
  const text = await session.do<string>(
    'return events.filter((e) => e.stream).map((e) => e.text).join("")',
  );
  expect(text).toBe(Array.from({ length: 50 }, (_, i) => `${String(i)} `).join(''));
});

test('characters cut apart by flushes arrive whole', async ({ createSession }) => {
  const session = await createSession();
  const out = await session.print(
    'import sys, time\nfor b in "ä€𝄞".encode():\n  sys.stdout.buffer.write(bytes([b])); sys.stdout.buffer.flush(); time.sleep(0.01)',
  );
  expect(out).toBe('ä€𝄞');
});

test('endless output is capped with a notice, and the run goes on', async ({ createSession }) => {
  const session = await createSession({ limits: { outputBytes: 10_000 } });
  const result = await session.run('for i in range(20000): print(i)\nx = "went on"');
  expect(result.status).toBe('ok');
  expect(result.stdout.length).toBeLessThanOrEqual(10_000);
  expect(result.stderr).toContain('Output limit');
  expect(await session.print('print(x)')).toBe('went on\n');
});

test('onOutput slows a flood down to its own pace', async ({ createSession }) => {
  const session = await createSession();
  const worst = await session.do<number>(`
    let pending = 0, worst = 0;
    const paced = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      limits: { outputBytes: 1e9 },
      onOutput: async ({ text }) => {
        pending += text.length;
        worst = Math.max(worst, pending);
        await new Promise((resolve) => setTimeout(resolve, 20));
        pending -= text.length;
      },
    });
    await paced.run('line = "x" * 999\\nfor i in range(8000): print(line)');
    paced.close();
    return worst;
  `);
  expect(worst).toBeLessThan(2_500_000);
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

test('an answer of the page that does not fit fails its call, and nothing else', async ({
  createSession,
}) => {
  const session = await createSession({ limits: { memoryBytes: 32 * 1024 * 1024 } });
  await session.do('session.registerFunction("huge", () => "x".repeat(30_000_000))');
  const out = await session.print(
    'kept = 5\ntry: call("huge")\nexcept MemoryError as e: print(type(e).__name__, e)',
  );
  expect(out).toBe('MemoryError the answer is too large\n');
  expect(await session.print('print(kept, call("add", a=1, b=1))')).toBe('5 2\n');
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

test('an answer of onInput that is no text is an error for page and program', async ({
  createSession,
  blankTab,
}) => {
  const session = await createSession();
  const { result, reports } = await session.do<{ result: RunResult; reports: string[] }>(`
    const reports = [];
    const note = (event) => { reports.push(event.message); event.preventDefault(); };
    addEventListener('error', note);
    const answers = [undefined, 5];
    const wrong = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      onInput: () => answers.shift(),
    });
    const source = 'for _ in range(2):\\n  try: print("got", input())\\n  except RuntimeError as e: print(e)';
    const result = await wrong.run(source);
    wrong.close();
    removeEventListener('error', note);
    return { result, reports };
  `);
  const advice = 'it must answer a string, or null at the end of the input';
  expect(result.stdout).toBe(
    `onInput answered undefined; ${advice}\nonInput answered 5; ${advice}\n`,
  );
  expect(reports).toHaveLength(2);
  expect(reports[0]).toContain('onInput answered undefined');
  expect(blankTab.url()).toContain(ELSEWHERE_PATH);
});

test('an onOutput that throws is reported once in a run', async ({ createSession }) => {
  const session = await createSession();
  const reports = await session.do<string[]>(`
    const reports = [];
    const note = (event) => { reports.push(event.message); event.preventDefault(); };
    addEventListener('error', note);
    const broken = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      onOutput: () => { throw new Error('no room to show it'); },
      onStatus: () => {},
    });
    const source = 'for i in range(20): print(i, flush=True)';
    const results = [await broken.run(source), await broken.run(source)];
    broken.close();
    removeEventListener('error', note);
    return [...reports, ...results.map(({ status }) => status)];
  `);
  expect(reports.map((text) => (text.includes('no room to show it') ? 'report' : text))).toEqual([
    'report',
    'report',
    'ok',
    'ok',
  ]);
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

/** What a hostile program needs to speak to the page behind the driver's back. */
const FORGERY = `
import os, random, struct
fd = next(fd for fd in range(3, 64) if os.isatty(fd))
def send(data):
    try: os.write(fd, data)
    except OSError as error: return error.errno
def frame(text, payload=b''):
    return struct.pack('<II', len(text), len(payload)) + text + payload
`;

test('a flood of frames neither blocks the page nor fills it, and can be stopped', async ({
  createSession,
}) => {
  const session = await createSession();
  const floods = [
    'b\'{"type":"cancel","id":1}\'',
    'b\'{"type":"display","data":{"text/plain":"x"}}\'',
    'b\'{"type":"call","id":-1,"method":"nope","params":{}}\'',
    'b\'{"type":"call","id":-1,"method":"call/invoke","params":{"name":"large","args":{}}}\'',
  ];
  for (const flood of floods) {
    // The page counts what it had to answer, and goes on with its own work meanwhile.
    const seen = await session.do<{ status: string; large: number }>(`
      let large = 0;
      session.registerFunction('large', () => { large += 1; return 'x'.repeat(1e6); });
      const running = session.run(${JSON.stringify(`${FORGERY}
data = frame(${flood})
print("go")
while True: os.write(fd, data)`)});
      for (let i = 0; i < 30; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      const seen = { large };
      await session.interrupt();
      return { ...seen, status: (await running).status };
    `);
    expect(['interrupted', 'error']).toContain(seen.status);
    // Sixteen megabytes of unread answers, and what a program that was told so takes on its way out: on a busy
    // machine that was 78.
    expect(seen.large).toBeLessThan(300);
  }
  expect(await session.print('print(call("add", a=2, b=2))')).toBe('4\n');
});

test('thousands of calls at once are all answered, however large the answers', async ({
  createSession,
}) => {
  const session = await createSession();
  await session.do(`session.registerFunction('wide', ({ i }) => 'x'.repeat(20_000) + i)`);
  const out = await session.print(`
import asyncio
answers = await asyncio.gather(*(async_call("wide", i=i) for i in range(2000)))
print(all(a == "x" * 20_000 + str(i) for i, a in enumerate(answers)))
`);
  expect(out).toBe('True\n');
});

test('a forged result ends no run, and what goes on behind it can be stopped', async ({
  createSession,
}) => {
  const session = await createSession();
  const forged = 'frame(b\'{"type":"result","run":1,"status":"ok","value":"FORGED"}\')';
  const seen = await session.do<{ state: string; result: RunResult }>(`
    const running = session.run(${JSON.stringify(`${FORGERY}\nsend(${forged})\nprint("forged", flush=True)\nwhile True: pass`)});
    while (!events.some((e) => e.text?.includes('forged'))) await new Promise((resolve) => setTimeout(resolve, 10));
    const { state } = session.status;
    await session.interrupt();
    return { state, result: await running };
  `);
  expect(seen).toMatchObject({ state: 'running', result: { status: 'interrupted' } });
  expect(await session.print('print(1)')).toBe('1\n');
});

test('a program that lives on behind its forged result is answered nothing', async ({
  createSession,
}) => {
  const session = await createSession();
  const called = await session.do<string[]>(`
    const called = [];
    const forger = await goru.createSession({
      channel: session.channel,
      kv: { store: 'forger' },
      mounts: [{ path: '/out', mode: 'rwc', source: goru.memoryFiles({}) }],
      functions: { tell: ({ what }) => void called.push(what) },
    });
    await forger.run(${JSON.stringify(`${FORGERY}
import select
from goru import _host
def ask(id, method, params):
    send(frame(b'{"type":"call","id":%d,"method":"%s","params":%s}' % (id, method, params)))
    while True:
        answer = os.read(fd, 65536)
        if b'"id":%d' % id in answer: return answer
call("tell", what="before")
send(frame(b'{"type":"result","run":%d,"status":"ok","value":null}' % _host.channel.current_run))
select.select([fd], [], [], 0.01)
refused = [
    ask(10**9, b'call/invoke', b'{"name":"tell","args":{"what":"behind"}}'),
    ask(10**9 + 1, b'kv/get', b'{"key":"a"}'),
    ask(10**9 + 2, b'fs/listdir', b'{"path":"/out"}'),
    ask(10**9 + 3, b'http/request', b'{}'),
]
open('/out/seen', 'w').write(str(sum(b'no program is running' in answer for answer in refused)))
os.read(fd, 65536)
os._exit(0)`)});
    const deadline = performance.now() + 10_000;
    let seen = '';
    while (seen === '' && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [file] = await forger.files.list('/out');
      if (file?.bytes > 0) seen = new TextDecoder().decode(await forger.files.read('/out/seen'));
    }
    const after = await forger.run('6 * 7');
    forger.close();
    return [...called, seen, after.status];
  `);
  // The next run finds it in the driver's place, and ends it.
  expect(called).toEqual(['before', '4', 'exit']);
});

test('endless displays are capped like other output, and do not fill the page', async ({
  createSession,
}) => {
  const session = await createSession();
  const seen = await session.do<{ shown: number; status: string; stderr: string }>(`
    let shown = 0;
    const displaying = await goru.createSession({
      channel: session.channel,
      limits: { outputBytes: 1_000_000 },
      onDisplay: async ({ 'text/plain': text }) => { shown += text.length; },
    });
    const { status, stderr } = await displaying.run(
      "for i in range(200): display({'text/plain': 'x' * 99_000}, raw=True)",
    );
    displaying.close();
    return { shown, status, stderr };
  `);
  // The types count, too: ten of them, and no eleventh.
  expect(seen).toMatchObject({ shown: 990_000, status: 'ok' });
  expect(seen.stderr).toContain('Output limit of');
});

test('a program that has asked a person, and computes on, is still limited', async ({
  createSession,
}) => {
  const session = await createSession();
  const asking = `${FORGERY}\nsend(frame(b'{"type":"call","id":-5,"method":"stdin/read","params":{}}'))`;
  const seen = await session.do<{ status: string; aborted: boolean[] }>(`
    const aborted = [];
    const asked = await goru.createSession({
      channel: session.channel,
      hotSpare: false,
      onInput: ({ signal }) => new Promise(() => signal.addEventListener('abort', () => aborted.push(signal.aborted))),
    });
    await asked.run(${JSON.stringify(asking)});
    const { status } = await asked.run(${JSON.stringify(`${asking}\nwhile True: pass`)}, { timeoutMs: 1000 });
    asked.close();
    return { status, aborted };
  `);
  expect(seen).toEqual({ status: 'timeout', aborted: [true, true] });
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

test('a page whose callbacks throw gets its results all the same', async ({ createSession }) => {
  const session = await createSession();
  const results = await session.do<unknown>(`
    const reported = [];
    const listen = (event) => { event.preventDefault(); reported.push(event.error); };
    globalThis.addEventListener('error', listen);
    const fail = () => { throw 'the page broke'; };
    const clumsy = await goru.createSession({
      channel: session.channel, hotSpare: false, onStatus: fail, onDisplay: fail, onOutput: fail,
    });
    const first = await clumsy.run('display(1)\\nprint(2)');
    const stopped = clumsy.run('import time; time.sleep(60)');
    await clumsy.interrupt();
    await clumsy.reset();
    const last = await clumsy.run('3');
    clumsy.close();
    globalThis.removeEventListener('error', listen);
    return [first.status, (await stopped).status, last.value, new Set(reported).size, reported[0]];
  `);
  expect(results).toEqual(['ok', 'interrupted', '3', 1, 'the page broke']);
});

test('whatever a function of the page throws, Python hears of it', async ({ createSession }) => {
  const session = await createSession();
  await session.do(`
    const bad = () => { throw new Error('trap'); };
    const thrown = [
      { brand: 'goru', code: 'x' },
      { brand: 'goru', code: 'x', message: 1n },
      { brand: 'goru', code: 'x', notes: [{ toJSON: bad }] },
      new Proxy({}, { has: bad, get: bad, getPrototypeOf: bad }),
      Object.defineProperty(new Error(), 'message', { get: bad }),
    ];
    session.registerFunction('odd', ({ i }) => { throw thrown[i]; });
  `);
  const out = await session.print(`
for i in range(5):
    try: call('odd', i=i)
    except RuntimeError as error: print(i, end=' ')
`);
  expect(out).toBe('0 1 2 3 4 ');
});

test('forged and malformed frames harm nobody', async ({ createSession }) => {
  const session = await createSession({
    limits: { memoryBytes: 512 * 1024 * 1024, frameBytes: 101 * 1024 * 1024 },
  });
  const forged = await session.print(`
${FORGERY}
for data in [b'', b'x', b'\\0' * 8, b'\\xff' * 64, frame(b'{'), frame(b'[]'), frame(b'null'), frame(b'{"type":"nope"}'),
             frame(b'{"type":"__proto__"}'), frame(b'{"type":"call"}'), frame(b'{"type":"call","id":1e99,"method":"x","params":{}}'),
             frame(b'{"type":"result","run":999,"status":"ok","value":null}'), frame(b'{"type":"interrupted","run":999}'),
             frame(b'{"type":"cancel","id":12345}'), frame(b'{"type":"display","data":{"text/html":1}}'), frame(b'\\xff\\xfe')]:
    send(data)
random.seed(1)
for _ in range(500):
    send(random.randbytes(random.randrange(200)))
for method in ['constructor', '__proto__', 'toString', 'call/invoke', 'stdin/read/x', '../kv/get']:
    send(frame(b'{"type":"call","id":%d,"method":"%s","params":{}}' % (10**6, method.encode())))
`);
  expect(forged).toBe('');
  const add = 'print(call("add", a=2, b=2))';
  expect(await session.print(add)).toBe('4\n');
  const large = await session.print(`
import errno
megabyte = 2**20
call_nope = b'{"type":"call","id":-1,"method":"nope","params":{}}'
claims = [(100 * megabyte, 0), (0, 100 * megabyte), (2**32 - 1, 2**32 - 1), (2**32 - 8, 0), (len(call_nope), 2**32 - 1)]
print(*(errno.errorcode[send(struct.pack('<II', *claim) + call_nope)] for claim in claims))
print(errno.errorcode[send(bytes(100 * megabyte))], errno.errorcode[send(bytes(102 * megabyte))])
print(send(frame(call_nope, bytes(100 * megabyte))))
${add}
`);
  expect(large).toBe('EINVAL EINVAL EINVAL EINVAL EINVAL\nEINVAL EMSGSIZE\nNone\n4\n');
  expect(await session.print(add)).toBe('4\n');
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
