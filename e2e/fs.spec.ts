/** `fs`, `open()` and `session.files` on the built goru.js: CONTRACT §4. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type * as goru from '../src/index';
import { expect, test as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { ELSEWHERE_PATH, SITE_PATH } from './support/site.mjs';

/** What a test's code in the page sees. */
interface PageScope {
  goru: typeof goru;
  /** Runs a program that must end well; its output. */
  print: (session: goru.Session, source: string) => Promise<string>;
  channel: goru.ChannelKind | 'auto';
}

type InPage = <Result, Argument = undefined>(
  body: (scope: PageScope, argument: Argument) => Promise<Result>,
  argument?: Argument,
) => Promise<Result>;

/** Runs a function in a page that has loaded goru.js; whatever it closes over stays behind. */
function inPage(page: Page, site: { origin: string }, channel: PageScope['channel']): InPage {
  return async (body, argument) => {
    if (page.url() === 'about:blank') await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
    return page.evaluate(
      async ({ url, body, argument, channel }) => {
        const library = (await import(url)) as typeof goru;
        const scope: PageScope = {
          goru: library,
          channel,
          print: async (session, source) => {
            const result = await session.run(source);
            if (result.status !== 'ok') throw new Error(`${result.status}\n${result.stderr}`);
            return result.stdout;
          },
        };
        // The test's own text, not a program's.
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
        return new Function(`return (${body})`)()(scope, argument) as never;
      },
      { url: `${site.origin}${SITE_PATH}goru.js`, body: body.toString(), argument, channel },
    );
  };
}

const test = base.extend<{ inPage: InPage }>({
  inPage: async ({ page, site, hostChannel }, use) => {
    const failures = escapedErrors(page, hostChannel);
    await use(inPage(page, site, hostChannel));
    expect(failures).toEqual([]);
  },
});

test('programs and the page share the files of a mount', async ({ inPage }) => {
  const seen = await inPage(async ({ goru, print, channel }) => {
    const session = await goru.createSession({
      channel,
      mounts: [
        { path: '/data', mode: 'ro', source: goru.memoryFiles({ 'a.csv': 'x,y\n1,2\n' }) },
        { path: '/out', mode: 'rwc', source: goru.memoryFiles({}) },
      ],
    });
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    let changes = 0;
    session.files.onChange(() => (changes += 1));
    const reports: string[] = [];
    const stopObserving = session.observeHostCalls(({ method, error, resultBytes }) => {
      reports.push(`${method} ${String(resultBytes)} ${error?.message ?? 'ok'}`);
    });
    const printed = await print(
      session,
      `
import os
print(os.getcwd(), fs.read_text('/data/a.csv').splitlines(), sep='\\n')
fs.write_json('result.json', {'ok': True})
open('/out/open.txt', 'w').write('by open')
print([entry['name'] for entry in fs.listdir('/out')], [*fs.walk('/out')])
for action in (lambda: fs.write_text('/data/new', ''), lambda: fs.read_bytes('/etc/passwd')):
    try:
        action()
    except PermissionError as error:
        print(type(error).__name__, error)
await fs.async_append_text('/out/open.txt', ', by fs')
`,
    );
    const changesOfProgram = changes;
    stopObserving();
    await print(session, `fs.exists('/out')`);
    await session.files.write('/out/page/note.txt', new TextEncoder().encode('by the page'));
    const fromPage = await print(session, `print(open('page/note.txt').read())`);
    const entries = await session.files.list('/out');
    // While the guest waits in a run the page is heard, too.
    const sleeping = session.run('import time; time.sleep(0.3)');
    const whileSleeping = text(await session.files.read('/out/open.txt'));
    await sleeping;
    const missing = await session.files.read('/out/none').catch((error: unknown) => String(error));
    const mounts = await session.files.mounts();
    session.close();
    const closed = await session.files.mounts().catch((error: unknown) => String(error));
    return {
      printed: printed.split('\n'),
      changesOfProgram,
      changes,
      reports,
      fromPage,
      entries: entries.map(({ name, isDirectory, bytes }) => [name, isDirectory, bytes]),
      whileSleeping,
      missing,
      mounts,
      closed,
    };
  });
  expect(seen.printed).toEqual([
    '/out',
    "['x,y', '1,2']",
    "['open.txt', 'result.json'] [('/out', [], ['open.txt', 'result.json'])]",
    'GoruPermissionError permission denied: read-only mount',
    'GoruPermissionError permission denied: path not in any mount',
    '',
  ]);
  expect(seen.reports).toEqual([
    'fs/read 8 ok',
    'fs/write 4 ok',
    'fs/listdir 93 ok',
    'fs/listdir 93 ok',
    'fs/write 0 permission denied: read-only mount',
    'fs/read 0 permission denied: path not in any mount',
    'fs/append 4 ok',
  ]);
  expect(seen.changesOfProgram).toBeGreaterThan(0);
  expect(seen.changes).toBeGreaterThan(seen.changesOfProgram);
  expect(seen.fromPage).toBe('by the page\n');
  expect(seen.entries).toEqual([
    ['result.json', false, 12],
    ['open.txt', false, 14],
    ['page', true, 0],
  ]);
  expect(seen.whileSleeping).toBe('by open, by fs');
  expect(seen.missing).toContain('file not found: /out/none');
  expect(seen.mounts).toEqual([
    { path: '/data', mode: 'ro', storage: 'memory', problem: null },
    { path: '/out', mode: 'rwc', storage: 'memory', problem: null },
    { path: '/tmp', mode: 'rwc', storage: 'memory', problem: null },
  ]);
  expect(seen.closed).toContain('session closed');
});

const CHECKS = readFileSync(new URL('support/mounted-files.py', import.meta.url), 'utf8');

test.describe('a mount that lasts', () => {
  // Every one is a session or more, and some wait for a lock to be handed on.
  test.setTimeout(120_000);

  test("carries Python's own file functions", async ({ inPage }) => {
    const seen = await inPage(async ({ goru, print, channel }, checks) => {
      const session = await goru.createSession({
        channel,
        limits: { runTimeoutMs: 0 },
        mounts: [
          { path: '/out', mode: 'rwc', source: goru.opfsDirectory('checks') },
          { path: '/data', mode: 'ro', source: goru.memoryFiles({ 'checks.py': checks }) },
        ],
      });
      return print(
        session,
        `
import os, sys
sys.path.insert(0, '/data')
import checks
os.mkdir('/out/all')
checks.run_all('/out/all')
print(os.getcwd(), os.listdir('/out'))
`,
      );
    }, CHECKS);
    expect(seen.replace(/^(\d+) checks$/m, 'checks')).toBe('checks\n/out []\n');
  });

  test('keeps files over reloads, apart from other names', async ({ inPage, page }) => {
    const open = async (program: string) =>
      inPage(async ({ goru, print, channel }, source) => {
        const session = await goru.createSession({
          channel,
          mounts: [
            { path: '/out', mode: 'rwc', source: goru.opfsDirectory('lesson 1/..') },
            { path: '/other', mode: 'rwc', source: goru.opfsDirectory('lesson 2') },
          ],
        });
        const printed = await print(session, source);
        return { printed, mounts: await session.files.mounts() };
      }, program);
    const first = await open(`
import os
fs.write_text('/out/by-fs.txt', 'kept')
with open('/out/by-open.txt', 'w') as file:
    file.write('kept as well')
os.makedirs('/out/a/b')
fs.write_bytes('/out/a/b/c.bin', bytes(range(256)) * 4096)
print(fs.listdir('/other'))
`);
    expect(first.printed).toBe('[]\n');
    expect(first.mounts.map(({ path, problem }) => [path, problem])).toEqual([
      ['/out', null],
      ['/other', null],
      ['/tmp', null],
    ]);
    await page.reload();
    const second = await open(`
print(fs.read_text('/out/by-fs.txt'), open('/out/by-open.txt').read())
print(open('/out/a/b/c.bin', 'rb').read() == bytes(range(256)) * 4096)
print([entry['name'] for entry in fs.listdir('/out')], os.listdir('/other') if 'os' in globals() else '-')
`);
    expect(second.printed).toBe("kept kept as well\nTrue\n['a', 'by-fs.txt', 'by-open.txt'] -\n");
  });

  test('has one answer for fs and for open()', async ({ inPage }) => {
    const printed = await inPage(async ({ goru, print, channel }) => {
      const session = await goru.createSession({
        channel,
        mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('answers') }],
      });
      return print(
        session,
        `
import asyncio, errno
def text(action):
    try:
        return action()
    except OSError as error:
        return f'{errno.errorcode[error.errno]} {error}'
    except ValueError as error:
        return str(error)
fs.write_text('/out/a', 'old')
held = open('/out/a', 'a')
print(text(lambda: fs.write_text('/out/a', 'new')))
fs.append_text('/out/a', '+')
print(fs.read_text('/out/a'))
held.close()
fs.write_text('/out/a', 'new')
print(open('/out/a').read())
fs.mkdir('/out/d/e')
fs.copy('/out/a', '/out/d/b')
fs.rename('/out/d', '/out/f')
print([*fs.walk('/out')])
print(text(lambda: fs.remove('/out/f')))
print(text(lambda: fs.read_text('/out/f')))
print(text(lambda: fs.write_text('/out/a\\\\b', '')))
print(text(lambda: fs.write_text('/out/' + 'x' * 256, '')))
fs.remove('/out/f/e')
async def many():
    await asyncio.gather(*(fs.async_write_text(f'/out/n{i % 5}', str(i)) for i in range(40)))
    return await asyncio.gather(*(fs.async_read_text(f'/out/n{i}') for i in range(5)))
print(await many())
print(fs.stat('/out/a')['size'], fs.exists('/out/none'))
`,
      );
    });
    expect(printed.split('\n')).toEqual([
      'EBUSY file is in use: /out/a',
      'old+',
      'new',
      "[('/out', ['f'], ['a']), ('/out/f', ['e'], ['b']), ('/out/f/e', [], [])]",
      'directory not empty: /out/f',
      'cannot read directory: /out/f',
      'invalid file name: /out/a\\b',
      'file name too long: /out/' + 'x'.repeat(256),
      "['35', '36', '37', '38', '39']",
      '3 False',
      '',
    ]);
  });

  test('is whole again after Stop', async ({ inPage }) => {
    const seen = await inPage(async ({ goru, print, channel }) => {
      const session = await goru.createSession({
        channel,
        mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('stop') }],
      });
      const busy = session.run(
        `
import os, sqlite3
held = open('/out/held', 'w'); held.write('x' * 10000); held.flush(); os.fsync(held.fileno())
fs.write_text('/out/kept', 'kept')
os.mkdir('/out/mine.lock')
db = sqlite3.connect('/out/x.db'); db.execute('create table t (n)'); db.commit()
db.execute('begin exclusive'); db.execute('insert into t values (1)')
print('busy')
while True: pass
`,
        { timeoutMs: 4000 },
      );
      const { status } = await busy;
      const printed = await print(
        session,
        `
import os, sqlite3
print(fs.read_text('/out/kept'), len(open('/out/held').read()))
open('/out/held', 'a').write('more')
db = sqlite3.connect('/out/x.db')
print(db.execute('select count(*) from t').fetchone())
db.execute('insert into t values (2)'); db.commit()
print(sorted(os.listdir('/out')))
`,
      );
      return { status, printed };
    });
    expect(seen.status).toBe('timeout');
    expect(seen.printed).toBe("kept 10000\n(0,)\n['held', 'kept', 'mine.lock', 'x.db']\n");
  });
});

test.describe('where the browser refuses', () => {
  test('the private file system, files last in the database', async ({
    inPage,
    page,
    hostChannel,
  }) => {
    test.skip(
      hostChannel === 'auto',
      'with JSPI the worker asks for itself, out of reach of a test',
    );
    await page.addInitScript(() => {
      navigator.storage.getDirectory = () =>
        Promise.reject(new DOMException('refused', 'SecurityError'));
    });
    const run = (source: string) =>
      inPage(async ({ goru, print, channel }, program) => {
        const session = await goru.createSession({
          channel,
          mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('database') }],
        });
        const printed = await print(session, program);
        return { printed, mount: (await session.files.mounts())[0] };
      }, source);
    const first = await run(`
import os, sqlite3
fs.mkdir('/out/a/b'); fs.write_text('/out/a/b/c', 'kept'); open('/out/d', 'w').write('x')
os.rename('/out/a', '/out/moved'); os.remove('/out/d'); os.mkdir('/out/empty')
db = sqlite3.connect('/out/x.db'); db.execute('create table t (n)')
with db: db.execute('insert into t values (7)')
`);
    expect(first.mount).toMatchObject({ storage: 'indexeddb', problem: null });
    await page.reload();
    const second = await run(`
import sqlite3
print([*fs.walk('/out')], fs.read_text('/out/moved/b/c'))
print(sqlite3.connect('/out/x.db').execute('select * from t').fetchall())
`);
    expect(second.printed).toBe(
      "[('/out', ['empty', 'moved'], ['x.db']), ('/out/empty', [], []), ('/out/moved', ['b'], []), ('/out/moved/b', [], ['c'])] kept\n[(7,)]\n",
    );
  });

  test('all storage, files stay in memory and the mount says so', async ({ inPage, page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    });
    const { printed, mount } = await inPage(async ({ goru, print, channel }) => {
      const session = await goru.createSession({
        channel,
        mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('nowhere') }],
      });
      const text = await print(session, `fs.write_text('a', 'x'); print(open('/out/a').read())`);
      return { printed: text, mount: (await session.files.mounts())[0] };
    });
    expect(printed).toBe('x\n');
    expect(mount).toEqual({
      path: '/out',
      mode: 'rwc',
      storage: 'memory',
      problem: 'kept in memory only: the browser refuses storage (the page has no locks)',
    });
  });
});

test.describe('two tabs', () => {
  test('share a mount: the second may read, and takes over when the first closes', async ({
    inPage,
  }) => {
    const seen = await inPage(async ({ goru, print, channel }) => {
      const open = () =>
        goru.createSession({
          channel,
          hotSpare: false,
          mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('shared') }],
        });
      const first = await open();
      await print(first, `fs.write_text('/out/a', 'first')`);
      const second = await open();
      const problem = (await second.files.mounts())[0]?.problem;
      const refused = await print(
        second,
        `
import errno, os
print(fs.read_text('/out/a'), open('/out/a').read(), os.listdir('/out'))
for action in (
    lambda: fs.write_text('/out/a', 'second'),
    lambda: fs.append_text('/out/a', 'second'),
    lambda: fs.remove('/out/a'),
    lambda: open('/out/a', 'w'),
    lambda: open('/out/new', 'w'),
    lambda: os.remove('/out/a'),
    lambda: os.mkdir('/out/d'),
    lambda: os.rename('/out/a', '/out/b'),
):
    try:
        action()
    except OSError as error:
        print(errno.errorcode[error.errno], error)
`,
      );
      const fromPage = await second.files
        .write('/out/b', new Uint8Array(1))
        .catch((error: unknown) => (goru.isGoruError(error) ? error.code : String(error)));
      const changed = new Promise<void>((resolve) => {
        second.files.onChange(resolve);
      });
      await print(first, `open('/out/a', 'a').write('!')`);
      first.close();
      await changed;
      const mounts = await second.files.mounts();
      const after = await print(
        second,
        `fs.write_text('/out/b', fs.read_text('/out/a') + '?'); print(open('/out/b').read())`,
      );
      second.close();
      return { problem, refused, fromPage, after, problemAfter: mounts[0]?.problem };
    });
    expect(seen.problem).toBe(
      'open in another tab or session: it can only be read here until that closes',
    );
    const lines = seen.refused.trimEnd().split('\n');
    expect(lines[0]).toBe("first first ['a']");
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(Array(8).fill('EBUSY'));
    expect(lines[1]).toBe('EBUSY in use by another tab or session: /out/a');
    expect(seen.fromPage).toBe('busy');
    expect(seen.after).toBe('first!?\n');
    expect(seen.problemAfter).toBeNull();
  });
});
