/**
 * Nothing that was acknowledged is lost, and nothing is torn: the renderer is killed by its process
 * id, with no chance to tidy up. A profile on disk, because a private one stores nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type * as goru from '../src/index';
import { expect, test as base } from './support/fixtures';
import { ELSEWHERE_PATH, SITE_PATH } from './support/site.mjs';

const test = base.extend<{ profile: BrowserContext }>({
  profile: async ({ browserName, launchOptions }, use) => {
    test.skip(
      browserName !== 'chromium',
      'the process ids of tabs come from the DevTools protocol',
    );
    const directory = mkdtempSync(join(tmpdir(), 'goru-profile-'));
    const context = await chromium.launchPersistentContext(directory, launchOptions);
    await use(context);
    await context.close();
    rmSync(directory, { recursive: true, force: true });
  },
});

test.setTimeout(180_000);

/** What a killed program does in turn; the `n`th time is done for good when it calls `done`. */
const OPERATIONS = {
  written: `fs.write_text('/out/written', f'{n} ' * 3000)`,
  replaced: `
    with open('/out/replaced.tmp', 'w') as file:
        file.write(f'{n} ' * 3000)
    os.replace('/out/replaced.tmp', '/out/replaced')`,
  // Not atomic, so the one that is being written may be torn; the four others are whole.
  closed: `
    with open(f'/out/closed-{n % 5}', 'w') as file:
        file.write(f'{n} ' * 3000)`,
  inserted: `
    with db:
        db.execute('insert into t values (?, ?)', (n, f'{n} ' * 500))`,
  renamed: `os.rename(f'/out/folder-{n - 1}', f'/out/folder-{n}')`,
};

type Operation = keyof typeof OPERATIONS;
const NAMES = Object.keys(OPERATIONS) as Operation[];

/** Each takes a few times as long on the fallback. */
const OPERATIONS_PER_ROUND = { auto: 200, 'service-worker': 50 };
/** One during each kind of operation. */
const ROUNDS = NAMES.length;

/** A program that goes on after what is done. */
function programAfter(done: Readonly<Record<Operation, number>>, turns: number): string {
  const steps = NAMES.map((name) => {
    return `
    n = ${String(done[name] + 1)} + turn
    ${OPERATIONS[name].trim()}
    call('done', operation='${name}', n=n)`;
  });
  return `
import os, sqlite3
db = sqlite3.connect('/out/x.db')
for turn in range(${String(turns)}):${steps.join('')}
`;
}

/** How often each was done, counted from 0; -1 is never. */
interface State {
  /** What `f'{i} ' * 3000` left: `i`, how many words, how many different ones. */
  written: Words;
  replaced: Words;
  closed: Words[];
  inserted: { integrity: string; last: number; count: number; wrong: number };
  folders: Record<string, string[]>;
  names: string[];
}

type Words = [i: number, count: number, different: number];

const STATE = `
import json, os, sqlite3
def words(path):
    found = open(path).read().split() if os.path.exists(path) else []
    return [int(found[0]) if found else -1, len(found), len(set(found))]
db = sqlite3.connect('/out/x.db')
with db:
    db.execute('create table if not exists t (n integer primary key, text)')
    # A change, upon which no journal of a change that never happened is left.
    db.execute(f'pragma user_version = {int.from_bytes(os.urandom(3))}')
last, count = db.execute('select coalesce(max(n), -1), count(*) from t').fetchone()
inserted = {
    'integrity': db.execute('pragma integrity_check').fetchone()[0],
    'last': last,
    'count': count,
    'wrong': sum(text != f'{n} ' * 500 for n, text in db.execute('select n, text from t')),
}
db.close()
if not any(name.startswith('folder-') for name in os.listdir('/out')):
    os.makedirs('/out/folder--1/deep')
    for name in ('a', 'b', 'deep/c', 'deep/d'):
        open(f'/out/folder--1/{name}', 'w').write(name)
print(json.dumps({
    'written': words('/out/written'),
    'replaced': words('/out/replaced'),
    'closed': [words(f'/out/closed-{i}') for i in range(5)],
    'inserted': inserted,
    'folders': {
        name: sorted(open(os.path.join(at, file)).read() for at, _, files in os.walk(f'/out/{name}') for file in files)
        for name in os.listdir('/out') if name.startswith('folder-')
    },
    'names': sorted(os.listdir('/out')),
}))
`;

/**
 * Compares what is there with what was done. There may be more of it, because a kill comes before
 * the word of what was done last. Answers what is there.
 */
function checkState(
  state: State,
  done: Readonly<Record<Operation, number>>,
): Record<Operation, number> {
  const { written, replaced, closed, inserted, folders, names } = state;
  const whole = (i: number): Words => (i === -1 ? [-1, 0, 0] : [i, 3000, 1]);
  expect({ written, replaced }).toEqual({
    written: whole(written[0]),
    replaced: whole(replaced[0]),
  });
  expect(inserted).toMatchObject({ integrity: 'ok', count: inserted.last + 1, wrong: 0 });

  const isWhole = ([i, count, different]: Words): boolean =>
    i >= 0 && count === 3000 && different === 1;
  const lastClosed = Math.max(-1, ...closed.filter(isWhole).map(([i]) => i));
  // Of the last five operations each has its file, but for the one that the next was about to replace.
  for (const [slot, content] of closed.entries()) {
    const isNext = slot === (lastClosed + 1) % 5;
    const i = lastClosed - ((lastClosed - slot + 5) % 5);
    if (isNext && !isWhole(content)) continue;
    expect(content, `/out/closed-${String(slot)}`).toEqual(whole(Math.max(i, -1)));
  }

  const [[folder, files] = ['', []], ...more] = Object.entries(folders);
  expect(more).toEqual([]);
  expect(files).toEqual(['a', 'b', 'deep/c', 'deep/d']);

  const isThere = (name: string): boolean => names.includes(name);
  const optional = ['replaced.tmp', ...closed.map((_, slot) => `closed-${String(slot)}`)];
  const expected = [
    ...optional.filter(isThere),
    ...(written[0] === -1 ? [] : ['written']),
    ...(replaced[0] === -1 ? [] : ['replaced']),
    ...[folder, 'x.db'],
  ];
  expect(names).toEqual(expected.sort());

  const last = {
    written: written[0],
    replaced: replaced[0],
    closed: lastClosed,
    inserted: inserted.last,
    renamed: Number(folder.slice('folder-'.length)),
  };
  for (const name of NAMES) {
    expect(last[name], `the last that was ${name}`).toBeGreaterThanOrEqual(done[name]);
  }
  return last;
}

test('a tab that is killed at any moment leaves what it was told of, and nothing torn', async ({
  profile,
  site,
  hostChannel,
}) => {
  const seed = Number(process.env['GORU_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomNumbers(seed);
  const opened = { site, channel: hostChannel };
  const turns = OPERATIONS_PER_ROUND[hostChannel] / NAMES.length;
  let done: Record<Operation, number> = {
    ...{ written: -1, replaced: -1, closed: -1, inserted: -1, renamed: -1 },
  };
  let moment = 'at the start';
  try {
    let page = await openSession(profile, opened);
    for (let round = 0; round < ROUNDS; round += 1) {
      done = checkState(JSON.parse(await run(page, STATE)) as State, done);
      // Any of the program's operations, and each round during another kind of them.
      const count = Math.floor(random() * (turns - 2)) * NAMES.length + round + 1;
      const delayMs = random() * 10;
      moment = `killed ${delayMs.toFixed(1)} ms after ${String(count)} operations in round ${String(round)}`;
      done = await killDuring(page, { done, turns, count, delayMs });
      page = await openSession(profile, opened);
    }
    checkState(JSON.parse(await run(page, STATE)) as State, done);
    await page.close();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${moment} (GORU_SEED=${String(seed)})\n${reason}`, { cause: error });
  }
});

/** mulberry32: seeded, so that a failure can be had again, as far as time allows. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a full disk is ENOSPC and the old content stays', async ({ profile, site, hostChannel }) => {
  const page = await openSession(profile, { site, channel: hostChannel });
  await run(page, `fs.write_text('/out/a', 'old'); fs.write_text('/out/b', 'old')`);
  const devTools = await profile.newCDPSession(page);
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
  const refused = await run(
    page,
    `
import errno
def attempt(action):
    try:
        action()
    except OSError as error:
        print(errno.errorcode[error.errno])
    else:
        print('stored')
def by_open():
    with open('/out/b', 'a') as file:
        file.write('x' * 5_000_000)
attempt(lambda: fs.write_bytes('/out/a', bytes(5_000_000)))
attempt(by_open)
print(fs.read_text('/out/a'))
`,
  );
  expect(refused).toBe('ENOSPC\nENOSPC\nold\n');
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
  await page.reload();
  const again = await openSession(profile, { site, channel: hostChannel }, page);
  expect(await run(again, `print(fs.read_text('/out/a'), fs.read_text('/out/b'))`)).toBe(
    'old old\n',
  );
});

test('a mount opens on a full disk, and a new one is in memory and never in another place', async ({
  profile,
  site,
  hostChannel,
}) => {
  const page = await openSession(profile, { site, channel: hostChannel });
  await run(page, `fs.write_text('/out/a', 'old')`);
  await page.evaluate(async () => {
    (globalThis as unknown as SessionPage).session.close();
    // As a tool that copies folders leaves it.
    const root = await navigator.storage.getDirectory();
    for await (const folder of root.values()) {
      if (!(folder instanceof FileSystemDirectoryHandle)) continue;
      for await (const mount of folder.values()) {
        if (!(mount instanceof FileSystemDirectoryHandle)) continue;
        await mount.removeEntry('temporary', { recursive: true });
      }
    }
  });
  const devTools = await profile.newCDPSession(page);
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
  await page.reload();
  const where = { site, channel: hostChannel };
  const full = await openSession(profile, where, page);
  expect(await run(full, `print(fs.read_text('/out/a'))`)).toBe('old\n');
  const mountOf = (name: string): Promise<goru.MountInfo | undefined> =>
    page.evaluate(
      async ({ url, channel, directory }) => {
        const library = (await import(url)) as typeof goru;
        const session = await library.createSession({
          channel,
          mounts: [{ path: '/new', mode: 'rwc', source: library.opfsDirectory(directory) }],
        });
        const [mount] = await session.files.mounts();
        session.close();
        return mount;
      },
      { url: `${site.origin}${SITE_PATH}goru.js`, channel: hostChannel, directory: name },
    );
  expect(await mountOf('late')).toEqual({
    path: '/new',
    mode: 'rwc',
    storage: 'memory',
    problem: 'kept in memory only: the browser refuses storage (no space left)',
    problemKind: 'full',
  });
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
  expect(await mountOf('late')).toMatchObject({ storage: 'opfs', problem: null });
});

interface Where {
  site: { origin: string };
  channel: goru.ChannelKind | 'auto';
}

interface SessionPage {
  session: goru.Session;
}

async function openSession(
  context: BrowserContext,
  { site, channel }: Where,
  reused?: Page,
): Promise<Page> {
  const page = reused ?? (await context.newPage());
  await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
  await page.evaluate(
    async ({ url, channel }) => {
      const library = (await import(url)) as typeof goru;
      const session = await library.createSession({
        channel,
        hotSpare: false,
        limits: { runTimeoutMs: 0 },
        mounts: [{ path: '/out', mode: 'rwc', source: library.opfsDirectory('kill') }],
        functions: {
          done: ({ operation, n }) => {
            // eslint-disable-next-line no-console -- the test reads it
            console.log('done', operation, n);
          },
        },
      });
      const [mount] = await session.files.mounts();
      if (mount?.problem !== null) throw new Error(mount?.problem);
      Object.assign(globalThis, { session } satisfies SessionPage);
    },
    { url: `${site.origin}${SITE_PATH}goru.js`, channel },
  );
  return page;
}

function run(page: Page, source: string): Promise<string> {
  return page.evaluate(async (program) => {
    const { session } = globalThis as unknown as SessionPage;
    const result = await session.run(program);
    if (result.status !== 'ok') throw new Error(result.stderr);
    return result.stdout;
  }, source);
}

/** Goes on after what is done, and kills the tab in the middle of it; what it told of until then. */
async function killDuring(
  page: Page,
  {
    done,
    turns,
    count,
    delayMs,
  }: {
    done: Readonly<Record<Operation, number>>;
    turns: number;
    /** Of operations, and then any moment. */
    count: number;
    delayMs: number;
  },
): Promise<Record<Operation, number>> {
  const devTools = await page.context().browser()?.newBrowserCDPSession();
  const tabs = async (): Promise<number[]> => {
    const { processInfo = [] } = (await devTools?.send('SystemInfo.getProcessInfo')) ?? {};
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  const victims = await tabs();
  const crashed = page.waitForEvent('crash', { timeout: 0 });
  const told = { ...done };
  let toldCount = 0;
  page.on('console', (message) => {
    const [marker, operation, n] = message.text().split(' ');
    if (marker !== 'done') return;
    told[operation as Operation] = Number(n);
    toldCount += 1;
    if (toldCount !== count) return;
    setTimeout(() => {
      for (const id of victims) process.kill(id, 'SIGKILL');
    }, delayMs);
  });
  const ended = page.evaluate(
    async (program) => {
      const { session } = globalThis as unknown as SessionPage;
      const { status, stderr } = await session.run(program);
      return `${status} ${stderr}`;
    },
    programAfter(done, turns),
  );
  // With the page its evaluations fail.
  const outcome = await Promise.race([crashed, ended.catch(() => crashed)]);
  expect(outcome, 'a program that was to be killed ended').toBe(page);
  await page.close();
  // The browser keeps a process in reserve, and may give a new tab one whose death it has not seen.
  await expect
    .poll(async () => (await tabs()).filter((id) => victims.includes(id)), { intervals: [20] })
    .toEqual([]);
  await devTools?.detach();
  return told;
}
