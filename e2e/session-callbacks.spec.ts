/** What a program says to the functions that a page gives its session, and hears from them. */
import { expect, test } from './support/session-fixtures';
import { ELSEWHERE_PATH } from './support/site.mjs';
import type { RunResult } from '../src/index';

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
