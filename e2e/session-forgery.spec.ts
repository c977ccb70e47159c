/** Programs that speak to the page behind the back of Python's driver, or drown it. */
import { expect, test } from './support/session-fixtures';
import type { RunResult } from '../src/index';

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
