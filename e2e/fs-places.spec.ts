/** Mounts where the browser refuses storage, and in two tabs at once. */
import type { Page } from '@playwright/test';
import { expect, inPage, test } from './support/mount-fixtures';
import { PageSession, type PlainOptions } from './support/page-session';
import { SITE_PATH } from './support/site.mjs';

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
