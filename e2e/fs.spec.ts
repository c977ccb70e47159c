/** `fs`, `open()` and `session.files` on the built goru.js: CONTRACT §4. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type * as goru from '../src/index';
import { expect, testInSharedProfile as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { PageSession, type PlainOptions } from './support/page-session';
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

interface SessionsOfPage {
  sessions?: goru.Session[];
}

/** Runs a function in a page that has loaded goru.js; whatever it closes over stays behind. */
function inPage(page: Page, site: { origin: string }, channel: PageScope['channel']): InPage {
  return async (body, argument) => {
    if (page.url() === 'about:blank') await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
    return page.evaluate(
      async ({ url, body, argument, channel }) => {
        const library = (await import(url)) as typeof goru;
        const scope: PageScope = {
          goru: {
            ...library,
            createSession: async (options) => {
              const session = await library.createSession(options);
              ((globalThis as SessionsOfPage).sessions ??= []).push(session);
              return session;
            },
          },
          channel,
          print: async (session, source) => {
            const result = await session.run(source);
            if (result.status !== 'ok') throw new Error(`${result.status}\n${result.stderr}`);
            return result.stdout;
          },
        };
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        return new Function(`return (${body})`)()(scope, argument) as never;
      },
      { url: `${site.origin}${SITE_PATH}goru.js`, body: body.toString(), argument, channel },
    );
  };
}

interface FsFixtures {
  /** In the tab that tests share: their mounts have names of their own. */
  inPage: InPage;
  /** In `page`, which no other test has. */
  inOwnPage: InPage;
}

const test = base.extend<FsFixtures>({
  inPage: async ({ blankTab, site, hostChannel }, use) => {
    const failures = escapedErrors(blankTab, hostChannel);
    await use(inPage(blankTab, site, hostChannel));
    await blankTab.evaluate(() => {
      const page = globalThis as SessionsOfPage;
      for (const session of page.sessions ?? []) session.close();
      page.sessions = [];
    });
    expect(failures).toEqual([]);
  },
  inOwnPage: async ({ page, site, hostChannel }, use) => {
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
    { path: '/data', mode: 'ro', storage: 'memory', problem: null, problemKind: null },
    { path: '/out', mode: 'rwc', storage: 'memory', problem: null, problemKind: null },
    { path: '/tmp', mode: 'rwc', storage: 'memory', problem: null, problemKind: null },
  ]);
  expect(seen.closed).toContain('session closed');
});

const CHECKS = readFileSync(new URL('support/mounted-files.py', import.meta.url), 'utf8');

const READ_ONLY = 'permission denied: read-only mount';
const NO_NEW_FILES = 'permission denied: cannot create new files';
const NO_NEW_DIRECTORIES = 'permission denied: cannot create directories';

/** What becomes of an expression in a mount `M` that is `ro`, and in one that is `rw`. */
const MODES: Record<string, [ro: string, rw: string]> = {
  "sorted(os.listdir('M'))": ["['a', 'b', 'd', 'empty']", "['a', 'b', 'd', 'empty']"],
  "open('M/a').read() + fs.read_text('M/d/c')": ["'ad/c'", "'ad/c'"],
  "os.access('M/a', os.W_OK)": ['False', 'True'],
  "open('M/new', 'w')": ['EROFS', 'EACCES'],
  "open('M/new', 'a')": ['EROFS', 'EACCES'],
  "open('M/d/new', 'x')": ['EROFS', 'EACCES'],
  "os.mkdir('M/new')": ['EROFS', 'EACCES'],
  "os.makedirs('M/d/new/er')": ['EROFS', 'EACCES'],
  "os.rename('M/a', 'M/new')": ['EROFS', 'EACCES'],
  "os.rename('M/d', 'M/new')": ['EROFS', 'EACCES'],
  "shutil.copyfile('M/a', 'M/new')": ['EROFS', 'EACCES'],
  "shutil.move('/tmp/x', 'M/new')": ['EROFS', 'EACCES'],
  "tempfile.mkstemp(dir='M')": ['EROFS', 'EACCES'],
  "fs.write_text('M/new', '')": [READ_ONLY, NO_NEW_FILES],
  "fs.append_text('M/new', '')": [READ_ONLY, NO_NEW_FILES],
  "fs.copy('M/a', 'M/new')": [READ_ONLY, NO_NEW_FILES],
  "fs.rename('M/a', 'M/new')": [READ_ONLY, NO_NEW_FILES],
  "fs.rename('M/d', 'M/new')": [READ_ONLY, NO_NEW_DIRECTORIES],
  "fs.mkdir('M/new')": [READ_ONLY, NO_NEW_DIRECTORIES],
  "open('M/a', 'r+')": ['EROFS', 'opened'],
  "open('M/a', 'a').write('1')": ['EROFS', '1'],
  "os.truncate('M/a', 1)": ['EROFS', 'None'],
  "os.utime('M/a')": ['EROFS', 'None'],
  "os.replace('M/d/c', 'M/b')": ['EROFS', 'None'],
  "open('M/a', 'w').write('new')": ['EROFS', '3'],
  "fs.append_text('M/a', 'er')": [READ_ONLY, 'None'],
  "fs.write_text('M/b', 'b')": [READ_ONLY, 'None'],
  "os.rmdir('M/empty')": ['EROFS', 'None'],
  "os.remove('M/b')": ['EROFS', 'None'],
  "fs.remove('M/d')": [READ_ONLY, 'None'],
};

/** Prints what becomes of each, as JSON. */
const MODES_PROGRAM = `
import errno, io, json, os, shutil, tempfile
open('/tmp/x', 'w').close()
def told(expression):
    try:
        value = eval(expression)
    except OSError as error:
        return str(error) if isinstance(error, RuntimeError) else errno.errorcode[error.errno]
    if isinstance(value, io.IOBase):
        value.close()
        return 'opened'
    return repr(value)
print(json.dumps({
    expression: [told(expression.replace('M', mount)) for mount in ('/ro', '/rw')]
    for expression in ${JSON.stringify(Object.keys(MODES))}
}))
`;

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

  test('keeps files over reloads, apart from other names', async ({ inOwnPage, page }) => {
    const open = async (program: string) =>
      inOwnPage(async ({ goru, print, channel }, source) => {
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
      let begun: () => void = () => undefined;
      const isBusy = new Promise<void>((resolve) => (begun = resolve));
      const session = await goru.createSession({
        channel,
        onDisplay: () => {
          begun();
        },
        mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('stop') }],
      });
      const busy = session.run(`
import os, sqlite3
held = open('/out/held', 'w'); held.write('x' * 10000); held.flush(); os.fsync(held.fileno())
fs.write_text('/out/kept', 'kept')
os.mkdir('/out/mine.lock')
db = sqlite3.connect('/out/x.db'); db.execute('create table t (n)'); db.commit()
db.execute('begin exclusive'); db.execute('insert into t values (1)')
display('busy')
sum(range(10**12))  # One long call, which no Python can be stopped in.
`);
      await isBusy;
      await session.interrupt();
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
    expect(seen.status).toBe('interrupted');
    expect(seen.printed).toBe("kept 10000\n(0,)\n['held', 'kept', 'mine.lock', 'x.db']\n");
  });

  test('binds programs to its mode, in open(), os and fs alike', async ({ inPage }) => {
    const { told, mounts, files } = await inPage(async ({ goru, print, channel }, program) => {
      const session = await goru.createSession({
        channel,
        hotSpare: false,
        mounts: [
          { path: '/ro', mode: 'ro', source: goru.opfsDirectory('to read') },
          { path: '/rw', mode: 'rw', source: goru.opfsDirectory('to edit') },
        ],
      });
      const folders = ['/ro', '/rw'];
      for (const folder of folders) {
        for (const name of ['a', 'b', 'd/c']) {
          await session.files.write(`${folder}/${name}`, new TextEncoder().encode(name));
        }
        await session.files.createDirectory(`${folder}/empty`);
      }
      // A new interpreter finds them stored.
      await session.reset();
      const text = await print(session, program);
      const inFolder = async (folder: string): Promise<string[]> => {
        const names = (await session.files.list(folder)).map(({ name }) => name).sort();
        const bytes = await session.files.read(`${folder}/a`);
        return [...names, new TextDecoder().decode(bytes)];
      };
      return {
        told: JSON.parse(text) as unknown,
        mounts: await session.files.mounts(),
        files: await Promise.all(folders.map(inFolder)),
      };
    }, MODES_PROGRAM);
    expect(mounts.slice(0, 2)).toEqual([
      {
        path: '/ro',
        mode: 'ro',
        storage: expect.stringMatching(/opfs|indexeddb/),
        problem: null,
        problemKind: null,
      },
      {
        path: '/rw',
        mode: 'rw',
        storage: expect.stringMatching(/opfs|indexeddb/),
        problem: null,
        problemKind: null,
      },
    ]);
    expect(told).toEqual(MODES);
    expect(files).toEqual([
      ['a', 'b', 'd', 'empty', 'a'],
      ['a', 'newer'],
    ]);
  });

  test('shows nothing of what a dead tab left behind, and sweeps it away', async ({
    inPage,
    browserName,
  }) => {
    test.skip(browserName === 'webkit', 'its pages cannot write to the private file system');
    const seen = await inPage(async ({ goru, print, channel }, sitePath) => {
      const create = { create: true };
      const folder = (parent: FileSystemDirectoryHandle, name: string) =>
        parent.getDirectoryHandle(name, create);
      const put = async (parent: FileSystemDirectoryHandle, name: string, text: string) => {
        const writable = await (await parent.getFileHandle(name, create)).createWritable();
        await writable.write(text);
        await writable.close();
      };
      // As src/session/mount-storage.ts and src/fs/opfs-volume.ts name them.
      const origin = await navigator.storage.getDirectory();
      const site = await folder(origin, `goru-${encodeURIComponent(sitePath)}`);
      const mount = await folder(site, 'files-leftovers');
      const files = await folder(mount, 'files');
      const temporary = await folder(mount, 'temporary');
      await put(files, 'kept.txt', 'kept');
      await put(files, 'half.txt.crswap', 'ha');
      await put(await folder(files, 'd'), 'deep.crswap', 'de');
      await folder(files, 'd.lock');
      await folder(files, 'mine.lock');
      await put(files, 'x.db', '');
      await folder(files, 'x.db.lock');
      await put(files, 'full.db', '');
      await put(await folder(files, 'full.db.lock'), 'mine', 'no lock');
      await put(temporary, 'new-dead-1', 'never placed');
      await put(temporary, 'unlinked-dead-2', 'open when the tab died');
      // A folder on its way, one of its two files moved.
      await put(await folder(files, 'old'), 'a', 'a');
      await put(await folder(files, 'new'), 'b', 'b');
      const journal = JSON.stringify({ from: ['old'], to: ['new'] });
      await put(temporary, 'journal.json', journal);

      const session = await goru.createSession({
        channel,
        hotSpare: false,
        mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('leftovers') }],
      });
      const [attached] = await session.files.mounts();
      const printed = await print(
        session,
        `
import os, sqlite3
for step in sorted(os.walk('/out')): print(step[0], sorted(step[1]), sorted(step[2]))
print(open('/out/new/a').read() + open('/out/new/b').read(), fs.exists('/out/half.txt.crswap'))
db = sqlite3.connect('/out/x.db', timeout=0)
with db: db.execute('create table t (n)')
db.close()
`,
      );
      // One that comes while the mount is in use (the page replaces a file) is not swept, but hidden.
      await put(files, 'later.crswap', '');
      const later = await print(
        session,
        `print('later.crswap' in os.listdir('/out'), fs.exists('/out/later.crswap'), os.path.exists('/out/later.crswap'))`,
      );
      const listed = (await session.files.list('/out')).map(({ name }) => name).sort();
      session.close();
      const tree = async (
        directory: FileSystemDirectoryHandle,
        path: string,
      ): Promise<string[]> => {
        const paths: string[] = [];
        for await (const [name, handle] of directory.entries()) {
          if (handle.kind === 'file') paths.push(path + name);
          else paths.push(`${path}${name}/`, ...(await tree(handle, `${path}${name}/`)));
        }
        return paths.sort();
      };
      return { attached, printed, later, listed, tree: await tree(mount, '') };
    }, SITE_PATH);
    expect(seen.attached).toMatchObject({ storage: 'opfs', problem: null });
    expect(seen.printed.split('\n')).toEqual([
      "/out ['d', 'd.lock', 'full.db.lock', 'mine.lock', 'new'] ['full.db', 'kept.txt', 'x.db']",
      ...['/out/d [] []', '/out/d.lock [] []', "/out/full.db.lock [] ['mine']"],
      ...['/out/mine.lock [] []', "/out/new [] ['a', 'b']", 'ab False', ''],
    ]);
    expect(seen.later).toBe('False False False\n');
    const names = [
      'd',
      'd.lock',
      'full.db',
      'full.db.lock',
      'kept.txt',
      'mine.lock',
      'new',
      'x.db',
    ];
    expect(seen.listed).toEqual(names);
    expect(seen.tree).toEqual([
      ...['files/', 'files/d.lock/', 'files/d/', 'files/full.db', 'files/full.db.lock/'],
      ...['files/full.db.lock/mine', 'files/kept.txt', 'files/later.crswap', 'files/mine.lock/'],
      ...['files/new/', 'files/new/a', 'files/new/b', 'files/x.db', 'temporary/'],
    ]);
  });

  test("tells the page, in every method of session.files, why it can't", async ({ inPage }) => {
    const seen = await inPage(async ({ goru, print, channel }) => {
      const reports: string[] = [];
      const note = (event: ErrorEvent): void => {
        event.preventDefault();
        reports.push(event.message);
      };
      addEventListener('error', note);
      let begun: () => void = () => undefined;
      const session = await goru.createSession({
        channel,
        onDisplay: () => {
          begun();
        },
        hotSpare: false,
        limits: { fs: { tmpBytes: 1000 } },
        mounts: [
          { path: '/data', mode: 'ro', source: goru.memoryFiles({ a: 'a', held: '', 'd/b': 'b' }) },
          { path: '/out', mode: 'rwc', source: goru.opfsDirectory('page errors') },
        ],
      });
      const { files } = session;
      const bytes = new Uint8Array(2000);
      for (const name of ['a', 'held', 'd/b']) await files.write(`/out/${name}`, bytes);
      await print(session, `files = [open(f'/{m}/held') for m in ('data', 'out')]`);
      const told = (work: Promise<unknown>): Promise<string> =>
        work.then(
          (value) => `none: ${JSON.stringify(value)}`,
          (error: unknown) =>
            goru.isGoruError(error) ? `${error.code}: ${error.message}` : String(error),
        );
      const inMount = async (m: string): Promise<string[]> => [
        await told(files.list(`${m}/none`)),
        await told(files.list(`${m}/a`)),
        await told(files.read(`${m}/none`)),
        await told(files.read(`${m}/d`)),
        await told(files.read(`${m}/../etc/passwd`)),
        await told(files.write(`${m}/d`, bytes)),
        await told(files.write(`${m}/a/b`, bytes)),
        await told(files.write(m, bytes)),
        await told(files.write(`${m}/held`, bytes)),
        await told(files.createDirectory(`${m}/a`)),
        await told(files.createDirectory(`${m}/a/b`)),
        await told(files.rename(`${m}/none`, `${m}/x`)),
        await told(files.rename(`${m}/a`, `${m}/none/x`)),
        await told(files.rename(`${m}/a`, `${m}/d`)),
        await told(files.rename(`${m}/d`, `${m}/d/x`)),
        await told(files.rename(`${m}/a`, '/tmp/a')),
        await told(files.rename(m, `${m}/x`)),
        await told(files.remove(`${m}/none`)),
        await told(files.remove(m)),
      ];
      const inMounts = [await inMount('/data'), await inMount('/out')];
      const paths: string[] = [];
      for (const path of ['/etc/passwd', '', '/data/\0', `/data/${'x/'.repeat(2048)}`]) {
        paths.push(await told(files.list(path)), await told(files.write(path, bytes)));
      }
      const full = [
        await told(files.write('/tmp/x', bytes)),
        await told(files.rename('/out/a', '/out/held')),
        await told(files.write('/out/' + 'x'.repeat(256), bytes)),
        await told(files.write('/out/a\\b', bytes)),
      ];
      let heard = 0;
      const stopThrowing = files.onChange(() => {
        throw new Error('the listener broke');
      });
      files.onChange(() => (heard += 1));
      const stopListening = files.onChange(() => (heard += 100));
      stopListening();
      await files.write('/out/new', bytes);
      stopThrowing();
      await files.remove('/out/new');
      // What may have happened half-way when Python is restarted is not done again; the rest is.
      const isBusy = new Promise<void>((resolve) => (begun = resolve));
      const busy = session.run('display("busy")\nsum(range(10**12))', { timeoutMs: 1000 });
      await isBusy;
      const restarted = await Promise.all([
        told(files.rename('/out/a', '/out/b')),
        told(files.remove('/out/a')),
        told(files.list('/none')),
        told(files.mounts().then((mounts) => mounts.length)),
      ]);
      const { status } = await busy;
      const pending = told(files.read('/out/a'));
      session.close();
      const closed = await Promise.all([
        pending,
        told(files.mounts()),
        told(files.list('/out')),
        told(files.read('/out/a')),
        told(files.write('/out/a', bytes)),
        told(files.createDirectory('/out/x')),
        told(files.rename('/out/a', '/out/x')),
        told(files.remove('/out/a')),
      ]);
      removeEventListener('error', note);
      return { inMounts, paths, full, heard, reports, restarted, status, closed };
    });
    const inMount = (m: string): string[] => [
      `not-found: directory not found: ${m}/none`,
      `not-found: directory not found: ${m}/a`,
      `not-found: file not found: ${m}/none`,
      `invalid-argument: is a directory: ${m}/d`,
      'permission: permission denied: path escape attempt',
      `invalid-argument: is a directory: ${m}/d`,
      `invalid-argument: not a directory: ${m}/a`,
      `invalid-argument: is a directory: ${m}`,
      `busy: file is in use: ${m}/held`,
      `invalid-argument: not a directory: ${m}/a`,
      `invalid-argument: not a directory: ${m}/a/b`,
      `not-found: file not found: ${m}/none`,
      `not-found: directory not found: ${m}/none`,
      `invalid-argument: is a directory: ${m}/d`,
      `invalid-argument: cannot move a directory into itself: ${m}/d to ${m}/d/x`,
      'unsupported: a file cannot be renamed into another mount',
      'permission: permission denied: cannot rename a mount',
      `not-found: file not found: ${m}/none`,
      `busy: file is in use: ${m}`,
    ];
    expect.soft(seen.inMounts).toEqual([inMount('/data'), inMount('/out')]);
    const paths = [
      'permission: permission denied: path not in any mount',
      'invalid-argument: path required',
      'invalid-argument: invalid path',
      'limit: path too long',
    ];
    expect.soft(seen.paths).toEqual(paths.flatMap((text) => [text, text]));
    expect
      .soft(seen.full)
      .toEqual([
        'disk-full: no space left: /tmp/x',
        'busy: file is in use: /out/held',
        `limit: file name too long: /out/${'x'.repeat(256)}`,
        'invalid-argument: invalid file name: /out/a\\b',
      ]);
    expect.soft(seen.reports).toEqual([expect.stringContaining('the listener broke')]);
    expect.soft(seen.heard).toBeGreaterThanOrEqual(2);
    expect.soft(seen.heard).toBeLessThan(100);
    expect.soft(seen.status).toBe('timeout');
    expect
      .soft(seen.restarted)
      .toEqual([
        'interpreter: Python was restarted during this rename',
        'interpreter: Python was restarted during this remove',
        'permission: permission denied: path not in any mount',
        'none: 3',
      ]);
    expect.soft(seen.closed).toEqual(Array<string>(8).fill('session-closed: session closed'));
  });
});

test.describe('where the browser refuses', () => {
  test('the private file system, files last in the database', async ({
    inOwnPage,
    page,
    context,
    site,
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
      inOwnPage(async ({ goru, print, channel }, program) => {
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
    const names = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return databases.map(({ name }) => name);
    });
    expect(names).toEqual([`goru:${SITE_PATH}:files:database`]);
    await page.reload();
    const second = await run(`
import sqlite3
print([*fs.walk('/out')], fs.read_text('/out/moved/b/c'))
print(sqlite3.connect('/out/x.db').execute('select * from t').fetchall())
`);
    expect(second.printed).toBe(
      "[('/out', ['empty', 'moved'], ['x.db']), ('/out/empty', [], []), ('/out/moved', ['b'], []), ('/out/moved/b', [], ['c'])] kept\n[(7,)]\n",
    );
    // Its next version has the file system, and perhaps JSPI: the files are still where they are.
    const updated = await context.newPage();
    await updated.goto(page.url());
    for (const next of [hostChannel, 'auto'] as const) {
      const third = await inPage(
        updated,
        site,
        next,
      )(async ({ goru, print, channel }) => {
        const session = await goru.createSession({
          channel,
          mounts: [{ path: '/out', mode: 'rwc', source: goru.opfsDirectory('database') }],
        });
        const text = await print(session, `print(fs.read_text('/out/moved/b/c'))`);
        const [mount] = await session.files.mounts();
        session.close();
        return { text, mount };
      });
      expect(third).toMatchObject({ text: 'kept\n', mount: { storage: 'indexeddb' } });
    }
  });

  test('all storage, files stay in memory and the mount says so', async ({ inOwnPage, page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    });
    const { printed, mount } = await inOwnPage(async ({ goru, print, channel }) => {
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
      problemKind: 'memory',
    });
  });
});

test.describe('two tabs', () => {
  // Four sessions, and some wait for a lock to be handed on.
  test.setTimeout(120_000);

  test('share a mount: one changes it, the others read, and take over when it is gone', async ({
    page,
    context,
    browserName,
    site,
    hostChannel,
  }) => {
    const openTab = async (tab: Page): Promise<PageSession> => {
      const session = await PageSession.open(tab, site.origin);
      return session.start({ ...SHARED_MOUNT, channel: hostChannel });
    };
    const problemOf = (session: PageSession): Promise<string | null> =>
      session.do('return (await session.files.mounts())[0].problem');
    const isOwner = async (session: PageSession): Promise<void> => {
      await expect.poll(() => problemOf(session)).toBeNull();
    };

    const first = await openTab(page);
    await first.json(`fs.write_text('/out/a', 'first'); print('null')`);
    expect(await problemOf(first)).toBeNull();
    const second = await openTab(await context.newPage());
    expect(await problemOf(second)).toBe(HELD_ELSEWHERE);
    expect(await second.json(REFUSED_IN_A_VIEW)).toEqual([
      ['first', 'first', ['a']],
      'EBUSY in use by another tab or session: /out/a',
      ...Array<string>(7).fill('EBUSY'),
    ]);
    const refused = `return session.files.write('/out/b', new Uint8Array(1)).catch(({ code }) => code)`;
    expect(await second.do(refused)).toBe('busy');
    await second.do('test.changed = new Promise((resolve) => session.files.onChange(resolve))');
    await first.json(`open('/out/a', 'a').write('!'); print('null')`);

    // The tab is closed, its session is not.
    await page.close();
    await second.do('await test.changed');
    await isOwner(second);
    expect(
      await second.json(
        `fs.write_text('/out/b', fs.read_text('/out/a') + '?'); print(json.dumps(open('/out/b').read()))`,
      ),
    ).toBe('first!?');

    // A tab of its own dies, where a test can have that; else the same tab closes its session.
    let heir = second;
    if (browserName === 'chromium') {
      heir = await openTab(await context.newPage());
      expect(await problemOf(heir)).toBe(HELD_ELSEWHERE);
      await second.json(`open('/out/c', 'w').write('last words'); print('null')`);
      const debug = await context.newCDPSession(second.page);
      const crashed = second.page.waitForEvent('crash');
      // It never answers.
      void debug.send('Page.crash').catch(() => undefined);
      await crashed;
      await isOwner(heir);
      expect(
        await heir.json(
          `fs.append_text('/out/c', '.'); print(json.dumps([open('/out/c').read(), fs.read_text('/out/b')]))`,
        ),
      ).toEqual(['last words.', 'first!?']);
    }

    // Two sessions of one page are two as well.
    await heir.do('test.owner = session; test.session = await goru.createSession(given)', {
      ...SHARED_MOUNT,
      channel: hostChannel,
    });
    expect(await problemOf(heir)).toBe(HELD_ELSEWHERE);
    await heir.do('test.owner.close()');
    await isOwner(heir);
    expect(
      await heir.json(`fs.write_text('/out/a', 'last'); print(json.dumps(open('/out/a').read()))`),
    ).toBe('last');
  });
});

const HELD_ELSEWHERE = 'open in another tab or session: it can only be read here until that closes';

const SHARED_MOUNT = {
  hotSpare: false,
  mounts: [{ path: '/out', mode: 'rwc', source: { kind: 'opfs', name: 'shared' } }],
} as const satisfies PlainOptions;

/** What reads works, what changes something is refused. */
const REFUSED_IN_A_VIEW = `
import errno, os
told = [[fs.read_text('/out/a'), open('/out/a').read(), os.listdir('/out')]]
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
        told.append('done')
    except OSError as error:
        is_first = len(told) == 1
        told.append(errno.errorcode[error.errno] + (f' {error}' if is_first else ''))
print(json.dumps(told))
`;
