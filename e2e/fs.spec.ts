/** `fs`, `open()` and `session.files` on the built goru.js: CONTRACT §4. */
import { readFileSync } from 'node:fs';
import { expect, test } from './support/mount-fixtures';
import { SITE_PATH } from './support/site.mjs';

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
});
