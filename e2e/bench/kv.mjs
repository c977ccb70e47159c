// @ts-check
/**
 * kv per second with values of 1 KB: set and get one after the other, 100 `async_get` at a time. Beside it the same in
 * plain JavaScript, in the same page on the same IndexedDB: one transaction for each, a set resolves on `complete`.
 * `npm run bench:kv [-- --browser=firefox --channel=service-worker]`
 */
import { median, option, row, withBench } from './support.mjs';

const channel = option('channel', 'auto');
const count = Number(option('count', channel === 'service-worker' ? '200' : '1000'));
const rounds = Number(option('rounds', '3'));

const SETUP = `
import asyncio, time
value = 'x' * 1000
def per_second(n, start):
    print(n / (time.perf_counter() - start))
`;
const PROGRAMS = {
  'kv.set': `
start = time.perf_counter()
for i in range(${String(count)}):
    kv.set(f'k{i % 100}', value)
per_second(${String(count)}, start)`,
  'kv.get': `
start = time.perf_counter()
for i in range(${String(count)}):
    kv.get(f'k{i % 100}')
per_second(${String(count)}, start)`,
  'kv.async_get, 100 at a time': `
start = time.perf_counter()
for i in range(${String(count / 100)}):
    await asyncio.gather(*(kv.async_get(f'k{j}') for j in range(100)))
per_second(${String(count)}, start)`,
};

await withBench(async ({ browser, pagesUrl }) => {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const { kind, figures } = await page.evaluate(
    async ({ SETUP, PROGRAMS, count, rounds, channel }) => {
      const { createSession } = /** @type {typeof import('../../src/index')} */ (
        Reflect.get(globalThis, 'goru')
      );
      const session = await createSession({
        channel: /** @type {'auto'} */ (channel),
        limits: { runTimeoutMs: 0 },
        kv: { store: 'bench' },
      });
      const python = async (/** @type {string} */ source) => {
        const result = await session.run(source);
        if (result.status !== 'ok') throw new Error(result.stderr);
        return Number(result.stdout);
      };

      const opening = indexedDB.open('bench-plain');
      opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
      const database = await settled(opening);
      const json = JSON.stringify('x'.repeat(1000));
      const set = (/** @type {string} */ key) =>
        new Promise((resolve, reject) => {
          const transaction = database.transaction('kv', 'readwrite');
          transaction.objectStore('kv').put(json, key);
          transaction.oncomplete = resolve;
          transaction.onabort = reject;
        });
      const get = async (/** @type {string} */ key) =>
        /** @type {unknown} */ (
          JSON.parse(
            await settled(database.transaction('kv', 'readonly').objectStore('kv').get(key)),
          )
        );
      const plain = [
        () => inTurn(set),
        () => inTurn(get),
        async () => {
          const start = performance.now();
          for (let i = 0; i < count / 100; i += 1) {
            await Promise.all(Array.from({ length: 100 }, (_, j) => get(`k${String(j)}`)));
          }
          return (count / (performance.now() - start)) * 1000;
        },
      ];

      await session.run(`${SETUP}\nfor i in range(100): kv.set(f'k{i}', value)`);
      await inTurn(set);
      /** @type {{ name: string, python: number[], plain: number[] }[]} */
      const figures = Object.keys(PROGRAMS).map((name) => ({ name, python: [], plain: [] }));
      // Taken in turns, so that a machine that is busy for a while slows both.
      for (let round = 0; round < rounds; round += 1) {
        for (const [i, program] of Object.values(PROGRAMS).entries()) {
          figures[i]?.python.push(await python(program));
          figures[i]?.plain.push((await plain[i]?.()) ?? 0);
        }
      }
      return { kind: session.channel, figures };

      async function inTurn(/** @type {(key: string) => Promise<unknown>} */ work) {
        const start = performance.now();
        for (let i = 0; i < count; i += 1) await work(`k${String(i % 100)}`);
        return (count / (performance.now() - start)) * 1000;
      }

      /**
       * @template T
       * @param {IDBRequest<T>} request
       * @returns {Promise<T>}
       */
      function settled(request) {
        return new Promise((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result);
          };
          request.onerror = reject;
        });
      }
    },
    { SETUP, PROGRAMS, count, rounds, channel },
  );
  console.log(row(`channel ${String(kind)}`, ['Python /s', 'plain JS /s', 'ratio']));
  for (const { name, python, plain } of figures) {
    console.log(row(name, [median(python), median(plain), median(python) / median(plain)]));
  }
});
