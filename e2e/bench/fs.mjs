// @ts-check
/**
 * Files in a mount that lasts: 10 MB through `fs` and through `open()`, small files, and sqlite. Beside each the same
 * in plain JavaScript: a worker of the same page that writes, flushes and reads the browser's private file system
 * through synchronous handles. Its rows are bytes without a database: what sqlite needs for being one is in the ratio.
 * `npm run bench:fs [-- --browser=firefox --channel=service-worker --rounds=3]`
 */
import { median, option, row, withBench } from './support.mjs';

const channel = option('channel', 'auto');
const rounds = Number(option('rounds', '3'));
const smallFiles = Number(option('small-files', '1000'));
const commits = Number(option('commits', '200'));
const rows = 20_000;
const megabytes = 10;

/** @typedef {{ name: string, unit: string, work: number, python: string, job: object }} Row */

const TIMED = `
import os, sqlite3, time
data = b'x' * ${String(megabytes * 1_000_000)}
def timed(work):
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start)
`;

/**
 * A database with a commit for each row.
 * @param {string} name
 * @param {string} pragma
 */
const committing = (name, pragma = '') => `
db = sqlite3.connect('/work/${name}.db')
db.execute('${pragma}')
db.execute('create table if not exists t (id integer primary key, name text, n real)')
db.commit()
def work():
    for i in range(${String(commits)}):
        with db: db.execute('insert into t (name, n) values (?, ?)', (f'name {i}', i / 7))
timed(work)
db.close()`;

/** @type {Row[]} */
const ROWS = [
  {
    name: 'fs.write_bytes, 10 MB',
    unit: 'MB/s',
    work: megabytes,
    python: `timed(lambda: fs.write_bytes('/work/large', data))`,
    job: { job: 'write', bytes: megabytes * 1_000_000 },
  },
  {
    name: 'fs.read_bytes, 10 MB',
    unit: 'MB/s',
    work: megabytes,
    python: `timed(lambda: fs.read_bytes('/work/large'))`,
    job: { job: 'read', bytes: megabytes * 1_000_000 },
  },
  {
    name: 'open().write, 10 MB',
    unit: 'MB/s',
    work: megabytes,
    python: `
def work():
    with open('/work/plain', 'wb') as file: file.write(data)
timed(work)`,
    job: { job: 'write', bytes: megabytes * 1_000_000 },
  },
  {
    name: 'open().read, 10 MB',
    unit: 'MB/s',
    work: megabytes,
    python: `
def work():
    with open('/work/plain', 'rb') as file: file.read()
timed(work)`,
    job: { job: 'read', bytes: megabytes * 1_000_000 },
  },
  {
    name: `${String(smallFiles)} files: write, read, remove`,
    unit: 'files/s',
    work: smallFiles,
    python: `
def work():
    for i in range(${String(smallFiles)}):
        with open(f'/work/small-{i}', 'wb') as file: file.write(b'x' * 100)
    for i in range(${String(smallFiles)}):
        with open(f'/work/small-{i}', 'rb') as file: file.read()
    for i in range(${String(smallFiles)}): os.remove(f'/work/small-{i}')
timed(work)`,
    job: { job: 'smallFiles', count: smallFiles },
  },
  {
    name: 'sqlite, one transaction',
    unit: 'rows/s',
    work: rows,
    python: `
db = sqlite3.connect('/work/rows.db')
db.execute('create table if not exists t (id integer primary key, name text, n real)')
def work():
    with db: db.executemany('insert into t (name, n) values (?, ?)', ((f'name {i}', i / 7) for i in range(${String(rows)})))
timed(work)
db.close()`,
    job: { job: 'rows', count: rows, perFlush: rows },
  },
  {
    name: 'sqlite, a commit for each row',
    unit: 'rows/s',
    work: commits,
    python: committing('commits'),
    job: { job: 'rows', count: commits, perFlush: 1 },
  },
  {
    name: 'the same, locking_mode=exclusive',
    unit: 'rows/s',
    work: commits,
    python: committing('exclusive', 'pragma locking_mode = exclusive'),
    job: { job: 'rows', count: commits, perFlush: 1 },
  },
];

await withBench(async ({ browser, pagesUrl }) => {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const { kind, storage, figures } = await page.evaluate(
    async ({ TIMED, ROWS, rounds, channel }) => {
      const { createSession, opfsDirectory } = /** @type {typeof import('../../src/index')} */ (
        Reflect.get(globalThis, 'goru')
      );
      const session = await createSession({
        channel: /** @type {'auto'} */ (channel),
        mounts: [{ path: '/work', mode: 'rwc', source: opfsDirectory('bench') }],
        limits: { runTimeoutMs: 0 },
      });
      const python = async (/** @type {string} */ source) => {
        const result = await session.run(source);
        if (result.status !== 'ok') throw new Error(result.stderr);
        return Number(result.stdout);
      };
      const worker = new Worker('fs-worker.mjs', { type: 'module' });
      const plain = (/** @type {object} */ job) =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(Number(data));
          worker.onerror = reject;
          worker.postMessage(job);
        });
      await session.run(TIMED);
      /** @type {{ python: number[], plain: number[] }[]} */
      const figures = ROWS.map(() => ({ python: [], plain: [] }));
      // Taken in turns, so that a machine that is busy for a while slows both.
      for (let round = 0; round < rounds; round += 1) {
        for (const [i, { python: source, job, work }] of ROWS.entries()) {
          figures[i]?.python.push(work / (await python(source)));
          figures[i]?.plain.push(work / (await plain(job)));
        }
      }
      const [mount] = await session.files.mounts();
      return { kind: session.channel, storage: mount?.storage, figures };
    },
    { TIMED, ROWS, rounds, channel },
  );
  console.log(
    row(`channel ${String(kind)}, ${String(storage)}`, ['', 'Python', 'plain JS', 'ratio']),
  );
  for (const [i, { name, unit }] of ROWS.entries()) {
    const { python = [], plain = [] } = figures[i] ?? {};
    console.log(row(name, [unit, median(python), median(plain), median(python) / median(plain)]));
  }
});
