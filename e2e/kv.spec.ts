/** `kv` as a program and a page meet it: CONTRACT §3 on real IndexedDB. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { KvEntry } from '../src/index';
import { expect, testInSharedProfile as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { PageSession, type PlainOptions } from './support/page-session';
import { SITE_PATH } from './support/site.mjs';

interface KvFixtures {
  /** In the tab that tests share, on an empty store. */
  startSession: (options?: PlainOptions) => Promise<PageSession>;
  /** In a page, which is loaded anew for it. */
  startSessionIn: (page: Page, options?: PlainOptions) => Promise<PageSession>;
  /** Chromium with a profile on disk; called again, the same profile, started anew if need be. */
  openProfile: () => Promise<BrowserContext>;
}

const test = base.extend<KvFixtures>({
  openProfile: async ({ launchOptions }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'goru-kv-'));
    let context: BrowserContext | undefined;
    await use(async () => {
      if (context !== undefined) return context;
      context = await chromium.launchPersistentContext(profile, launchOptions);
      context.on('close', () => (context = undefined));
      return context;
    });
    await context?.close();
    await rm(profile, { recursive: true, force: true });
  },
  startSession: async ({ blankTab, hostChannel }, use) => {
    const failures = escapedErrors(blankTab, hostChannel);
    const tab = await PageSession.openIn(blankTab);
    await tab.do('await (await goru.openKvStore()).clear()');
    await use((options = {}) =>
      tab.start({ kv: true, hotSpare: false, channel: hostChannel, ...options }),
    );
    await tab.end();
    expect(failures).toEqual([]);
  },
  startSessionIn: async ({ page, site, hostChannel }, use) => {
    const failures = escapedErrors(page, hostChannel);
    await use(async (tab, options = {}) => {
      const session = await PageSession.open(tab, site.origin);
      return session.start({ kv: true, hotSpare: false, channel: hostChannel, ...options });
    });
    expect(failures).toEqual([]);
  },
});

/** Every kind of entry a page would show, as `openKvStore` tells it. */
const ENTRIES = 'return (await goru.openKvStore()).entries()';

test('values come back as json.loads(json.dumps(v)) returns them, by every method', async ({
  startSession,
}) => {
  const session = await startSession();
  expect(
    await session.json(`
values = [None, True, 0, -1, 2**53 + 1, 2**300, 1.0, 1e300, -0.0, '', 'ü𝄞', '\\ud800', '\\x00',
          [], {}, [1, [2, {'a': None}]], {1: 2, None: 3, True: 4}, (1, 2), 'x' * 65000]
wrong = []
for i, v in enumerate(values):
    async_ = i % 2
    key = f'k{i}'
    stored = (await kv.async_set(key, v)) if async_ else kv.set(key, v)
    back = (await kv.async_get(key)) if async_ else kv.get(key)
    expected = json.loads(json.dumps(v))
    if stored != 'ok' or repr(back) != repr(expected):
        wrong.append([repr(v)[:80], repr(back)[:80]])
assert kv.items() == await kv.async_items() == sorted(kv.items())
assert [json.dumps(v) for _, v in sorted(kv.items(), key=lambda p: int(p[0][1:]))] == [json.dumps(v) for v in values]
print(json.dumps(wrong))`),
  ).toEqual([]);
});

test('keys are any texts, sorted; a mapping’s operators and the twins agree', async ({
  startSession,
}) => {
  const session = await startSession();
  const result = await session.json(`
keys = ['b', 'a', 'Z', '10', '9', 'é', '😀', '\\uffff', '\\ud800', '\\udc00', ' ', '\\x00', '__proto__', 'constructor',
        '../../etc', "'; DROP", 'k' * 256, '0', 'null', '[0]']
for k in keys:
    kv.set(k, k)
out = [kv.keys() == sorted(keys), await kv.async_keys() == kv.keys(), [kv.get(k) for k in keys] == keys]
out += [len(kv) == len(keys), await kv.async_length() == len(keys), 'a' in kv, 'A' in kv, await kv.async_contains('\\ud800')]
out += [kv.delete('missing'), kv.delete('a'), await kv.async_delete('a'), kv.get('a'), kv.get('a', 7), await kv.async_get('a', default=8)]
out += [kv.clear(), kv.keys(), len(kv), kv.items(), await kv.async_clear()]
print(json.dumps(out))`);
  expect(result).toEqual([
    ...[true, true, true, true, true, true, false, true],
    ...['ok', 'ok', 'ok', null, 7, 8],
    ...['ok', [], 0, [], 'ok'],
  ]);
});

test('what cannot be stored is said in the contract’s words, and nothing changes', async ({
  startSession,
}) => {
  const session = await startSession();
  expect(
    await session.json(`
loop = []; loop.append(loop)
kv.set('k', 'old')
cases = [('', 1), ('é' * 128 + 'a', 1), ('k', 'x' * 65535), ('k', float('nan')), ('k', [float('inf')]),
         ('k', {1}), ('k', object()), ('k', loop), (7, 1), (b'k', 1), (None, 1)]
told = []
for key, value in cases:
    for method in (kv.set, kv.async_set):
        try:
            result = method(key, value)
            if method is kv.async_set:
                await result
            told.append('stored')
        except Exception as error:
            kinds = [kind.__name__ for kind in (TypeError, ValueError, RuntimeError, OSError) if isinstance(error, kind)]
            told.append(' '.join(kinds) + ': ' + str(error))
assert told[::2] == told[1::2], told
print(json.dumps([told[::2], kv.items()]))`),
  ).toEqual([
    [
      'ValueError RuntimeError: key required',
      'ValueError RuntimeError: key too large',
      'ValueError RuntimeError: value too large',
      'ValueError: Out of range float values are not JSON compliant: nan',
      'ValueError: Out of range float values are not JSON compliant: inf',
      'TypeError: Object of type set is not JSON serializable',
      'TypeError: Object of type object is not JSON serializable',
      'ValueError: Circular reference detected',
      'TypeError: key must be a str, not int',
      'TypeError: key must be a str, not bytes',
      'TypeError: key must be a str, not NoneType',
    ],
    [['k', 'old']],
  ]);
});

test('1,000 entries and 10 MB are the limits; what is there can be overwritten', async ({
  startSession,
}) => {
  const session = await startSession();
  const usage = await session.do(`
    test.store = await goru.openKvStore();
    await Promise.all(Array.from({ length: 1000 }, (_, i) => test.store.set('k' + i, '0')));
    return test.store.usage()`);
  expect(usage).toMatchObject({ entries: 1000 });
  const attempt = (source: string) => `
try:
    ${source}
    out.append('stored')
except ValueError as error:
    out.append(str(error))`;
  expect(
    await session.json(
      `out = []${attempt('kv.set("one more", 1)')}${attempt('kv.set("k1", [1])')}\nprint(json.dumps(out))`,
    ),
  ).toEqual(['too many entries', 'stored']);
  await session.do(`
    await test.store.clear();
    const large = JSON.stringify('x'.repeat(65_534));
    await Promise.all(Array.from({ length: 159 }, (_, i) => test.store.set(String(i), large)));
    const { bytes } = await test.store.usage();
    await test.store.set('rest', JSON.stringify('x'.repeat(10 * 1024 * 1024 - bytes - 'rest'.length - 2)));`);
  expect(
    await session.json(
      `out = []${attempt('kv.set("x", 1)')}${attempt('kv.set("7", "y" * 65534)')}${attempt('kv.set("8", 8)')}${attempt('kv.set("x", 1)')}\nprint(json.dumps(out))`,
    ),
  ).toEqual(['kv store full', 'stored', 'stored', 'stored']);
});

test('entries survive a reload, and stores of other names have none of them', async ({
  startSessionIn,
  page,
  hostChannel,
}) => {
  const session = await startSessionIn(page);
  await session.json(`kv.set('big', 2**70)\nkv.set('a', [1.0])\nprint(1)`);
  const reloaded = await startSessionIn(page);
  expect(await reloaded.json('print(json.dumps([kv.get("big") == 2**70, kv.items()]))')).toEqual([
    true,
    [
      ['a', [1.0]],
      ['big', 2 ** 70],
    ],
  ]);
  const other = await reloaded.start({
    ...{ channel: hostChannel, hotSpare: false },
    kv: { store: 'lesson-3' },
  });
  expect(await other.json('print(json.dumps(kv.keys()))')).toEqual([]);
  const names = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return databases.map(({ name }) => name);
  });
  expect(names).toEqual(
    expect.arrayContaining([`goru:${SITE_PATH}:kv:default`, `goru:${SITE_PATH}:kv:lesson-3`]),
  );
});

test('kv that is off says so, whatever is called', async ({ startSession }) => {
  const session = await startSession({ kv: false });
  const result = await session.json(`
told = set()
for name in kv.__all__:
    arguments = ['a', 1][:{'get': 1, 'set': 2, 'delete': 1, 'contains': 1}.get(name.removeprefix('async_'), 0)]
    try:
        result = getattr(kv, name)(*arguments)
        if name.startswith('async_'):
            await result
    except PermissionError as error:
        told.add(str(error))
    else:
        told.add(name)
try:
    len(kv)
except RuntimeError as error:
    told.add(str(error))
print(json.dumps(sorted(told)))`);
  expect(result).toEqual(['kv not enabled']);
});

test('the page’s store is the program’s, and hears of its changes', async ({ startSession }) => {
  const session = await startSession();
  await session.do(`
    test.store = await goru.openKvStore();
    await test.store.set('from page', ' { "n" : 12345678901234567890 } ');
    test.heard = 0;
    test.store.onChange(() => test.heard++)`);
  expect(
    await session.json(
      `v = kv.get('from page')\nkv.set('from program', v)\nprint(json.dumps(v['n'] == 12345678901234567890))`,
    ),
  ).toBe(true);
  expect(await session.do('return test.heard')).toBe(1);
  expect(await session.do(ENTRIES)).toEqual([
    { key: 'from page', json: '{"n":12345678901234567890}', bytes: 35 },
    { key: 'from program', json: '{"n":12345678901234567890}', bytes: 38 },
  ]);
  expect(await session.do('return test.store.problem')).toBeNull();
});

test('two tabs cannot write past a limit together, and hear of each other', async ({
  startSessionIn,
  page,
  context,
}) => {
  const options = { limits: { kv: { entries: 30 } } };
  const one = await startSessionIn(page, options);
  const two = await startSessionIn(await context.newPage(), options);
  await one.do(`
    test.store = await goru.openKvStore();
    test.heard = new Promise((resolve) => test.store.onChange(resolve))`);
  const write = (name: string) => `
import asyncio
async def attempt(i):
    try:
        return await kv.async_set(f'${name}{i}', i)
    except ValueError as error:
        return str(error)
print(json.dumps(await asyncio.gather(*map(attempt, range(25)))))`;
  const told = (await Promise.all([one.json(write('a')), two.json(write('b'))])).flat();
  expect(told.filter((text) => text === 'ok')).toHaveLength(30);
  expect(told.filter((text) => text === 'too many entries')).toHaveLength(20);
  expect(await two.json('print(json.dumps(len(kv)))')).toBe(30);
  await one.do('await test.store.clear(); test.store.onChange(() => { test.again = true })');
  await two.json(`kv.set('late', 1)\nprint(1)`);
  await expect.poll(() => one.do('return test.again')).toBe(true);
  expect(await one.json('print(json.dumps(kv.items()))')).toEqual([['late', 1]]);
});

test('where the browser refuses storage, kv works in memory and says so', async ({
  startSessionIn,
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
  });
  const session = await startSessionIn(page);
  const result = await session.run('for i in range(3):\n    kv.set("a", i)\nprint(kv.items())');
  expect(result.stdout).toBe("[('a', 2)]\n");
  const problem =
    'the browser refuses storage (The user denied permission.): entries of kv are gone with the page';
  expect(result.stderr.split('\n')[0]).toBe(`main.py:2: RuntimeWarning: ${problem}`);
  expect(result.stderr.match(/RuntimeWarning/g)).toHaveLength(1);
  expect(await session.do('return (await goru.openKvStore()).problem')).toBe(problem);
  expect(await session.do(ENTRIES)).toEqual([{ key: 'a', json: '2', bytes: 2 }]);
});

test('a program that forges calls or changes kv harms nobody but itself', async ({
  startSession,
}) => {
  const session = await startSession();
  const told = await session.json(`
kv.set('k', 'good')
from goru import _host
told = []
for method, params, payload in [
    ('kv/get', None, b''), ('kv/get', [], b''), ('kv/get', {}, b''), ('kv/get', {'key': 0}, b''),
    ('kv/get', {'key': ['k']}, b''), ('kv/set', {'key': 0}, b'1'), ('kv/delete', {'key': {}}, b''),
    ('kv/set', {'key': 'k'}, b'"\\xff"'), ('kv/set', {'key': 'k'}, b''), ('kv/set', {'key': 'k'}, b'1],[2'),
    ('kv/set', {'key': 'k'}, b'NaN'), ('kv/set', {'key': 'k'}, b'[' * 20_000_000), ('kv/set', {'key': 'x' * 5_000_000}, b'1'),
    ('kv/usage', {}, b''), ('kv/__proto__', {}, b''), ('kv/constructor', {}, b'')]:
    try:
        told.append(repr(_host.call(method, params, payload)))
    except RuntimeError as error:
        told.append(str(error))
told.append(kv.items())
kv.get = lambda *_: 'mine'
_host.call = None
print(json.dumps(told))`);
  expect(told).toEqual([
    'malformed host call: the parameters are no object',
    'malformed host call: the parameters are no object',
    ...Array.from({ length: 5 }, () => 'malformed host call: key is no string'),
    'malformed host call: the value is not UTF-8',
    'value is not JSON',
    'value is not JSON',
    'value is not JSON',
    'value too large',
    'key too large',
    'unknown host method: kv/usage',
    'unknown host method: kv/__proto__',
    'unknown host method: kv/constructor',
    [['k', 'good']],
  ]);
  expect(await session.do(ENTRIES)).toEqual([{ key: 'k', json: '"good"', bytes: 7 }]);
  await session.do('await session.reset()');
  expect(await session.json('print(json.dumps(kv.get("k")))')).toBe('good');
});

test.describe('in Chromium, whose debug protocol can do it', () => {
  test.skip(
    ({ browserName, hostChannel }) => browserName !== 'chromium' || hostChannel !== 'auto',
    'quota and process ids come from Chromium’s debug protocol',
  );

  test('a full disk is OSError ENOSPC, and the old value stays', async ({ openProfile, site }) => {
    const context = await openProfile();
    const page = await context.newPage();
    const tab = await PageSession.open(page, site.origin);
    // Before the first write: Chromium remembers for a while how much room there was.
    const debug = await context.newCDPSession(page);
    const quota = { origin: site.origin, quotaSize: 500_000 };
    await debug.send('Storage.overrideQuotaForOrigin', quota);
    const session = await tab.start({ kv: true, hotSpare: false, channel: 'auto' });
    const told = await session.json(`
import errno
told = []
last = None
for i in range(50):
    try:
        kv.set('k', [i, 'x' * 60_000])
        last = i
        kv.set(f'k{i}', 'x' * 60_000)
    except OSError as error:
        told = [type(error).__name__, error.errno == errno.ENOSPC, str(error), error.__notes__]
        break
stored = kv.get('k')
print(json.dumps([told, stored[0] == last > 0, len(stored[1]), len(kv) == len(kv.items())]))`);
    expect(told).toEqual([
      [
        'DiskFullError',
        true,
        'no space left on device',
        ['The browser gives this site no more storage; what was stored before is intact.'],
      ],
      true,
      60_000,
      true,
    ]);
  });

  test('what was stored survives the death of the tab’s and of the browser’s process', async ({
    openProfile,
    site,
  }) => {
    /** By key, the last write that had returned. */
    const acknowledged = new Map<string, number>();
    for (const [round, victim] of ['renderer', 'renderer', 'renderer', 'browser'].entries()) {
      const context = await openProfile();
      const page = await context.newPage();
      const killAt = Math.ceil(Math.random() * 190);
      const died = new Promise((resolve) => {
        if (victim === 'browser') context.on('close', resolve);
        else page.on('crash', resolve);
      });
      page.on('console', (message) => {
        const [marker, key = '', i] = message.text().split(' ');
        if (marker === 'stored') acknowledged.set(key, Number(i));
        if (marker === 'stored' && Number(i) === killAt) void kill(context, victim);
      });
      const session = await PageSession.open(page, site.origin);
      await session.start({ kv: true, hotSpare: false, channel: 'auto' });
      await session.do(
        `
        session.registerFunction('stored', ({ key, i }) => console.log('stored', key, i));
        void session.run(given)`,
        `
for i in range(200):
    key = f'r${String(round)}k{i % 40}'
    kv.set(key, {'i': i, 'filler': 'x' * 1000})
    call('stored', key=key, i=i)`,
      );
      await died;

      const after = await openProfile();
      const tab = await PageSession.open(await after.newPage(), site.origin);
      const entries = await tab.do<KvEntry[]>(ENTRIES);
      const stored = new Map(entries.map(({ key, json }) => [key, JSON.parse(json) as Stored]));
      for (const [key, i] of acknowledged) {
        // A later write to the same key may have made it without its acknowledgement.
        const value = stored.get(key);
        expect([i, i + 40], `${key} after a kill at write ${String(killAt)}`).toContain(value?.i);
      }
      for (const { filler } of stored.values()) expect(filler).toHaveLength(1000);
      const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      expect(await tab.do('return (await goru.openKvStore()).usage()')).toEqual({
        entries: entries.length,
        bytes,
      });
    }
    expect(new Set([...acknowledged.keys()].map((key) => key.split('k')[0])).size).toBe(4);
  });
});

interface Stored {
  i: number;
  filler: string;
}

/** Ends processes of this browser as a crash would: all of its pages’, or the browser itself. */
async function kill(context: BrowserContext, type: string): Promise<void> {
  const debug = await context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await debug?.send('SystemInfo.getProcessInfo')) ?? {};
  for (const { id } of processInfo.filter((info) => info.type === type)) {
    process.kill(id, 'SIGKILL');
  }
}
