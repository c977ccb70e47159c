// @ts-check
/**
 * Host calls per second through `call`, one after the other and 100 at a time; the floor is a bare message to another
 * thread and back. `npm run bench:calls [-- --browser=firefox --channel=service-worker]`
 */
import { option, row, withBench } from './support.mjs';

const channel = option('channel', 'auto');
const count = Number(option('count', channel === 'service-worker' ? '500' : '5000'));

const SYNC = `
import time
start = time.perf_counter()
for i in range(${String(count)}):
    call('echo', value=i)
print(${String(count)} / (time.perf_counter() - start))
`;
const GATHER = `
import asyncio, time
start = time.perf_counter()
for i in range(${String(count / 100)}):
    await asyncio.gather(*(async_call('echo', value=j) for j in range(100)))
print(${String(count)} / (time.perf_counter() - start))
`;

await withBench(async ({ browser, pagesUrl }) => {
  const page = await browser.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const figures = await page.evaluate(
    async ({ SYNC, GATHER, count, channel }) => {
      const { createSession } = /** @type {typeof import('../../src/index')} */ (
        Reflect.get(globalThis, 'goru')
      );
      const session = await createSession({
        channel: /** @type {'auto'} */ (channel),
        limits: { runTimeoutMs: 0 },
        functions: { echo: ({ value }) => value },
      });
      const perSecond = async (/** @type {string} */ source) => {
        const result = await session.run(source);
        if (result.status !== 'ok') throw new Error(result.stderr);
        return Number(result.stdout);
      };
      await session.run('import asyncio\nawait async_call("echo", value=1)');
      const sync = await perSecond(SYNC);
      const gather = await perSecond(GATHER);
      const worker = new Worker('echo-worker.mjs', { type: 'module' });
      const roundTrip = () =>
        new Promise((resolve) => {
          worker.onmessage = resolve;
          worker.postMessage({ type: 'call', id: 1, method: 'call/invoke', params: {} });
        });
      await roundTrip();
      const start = performance.now();
      for (let i = 0; i < count; i += 1) await roundTrip();
      const messages = (count / (performance.now() - start)) * 1000;
      return { channel: session.channel, sync, gather, messages };
    },
    { SYNC, GATHER, count, channel },
  );
  console.log(row(`channel ${String(figures.channel)}`, ['per second', 'ratio']));
  console.log(row('call(), one after the other', [figures.sync, figures.sync / figures.messages]));
  console.log(
    row('async_call(), 100 at a time', [figures.gather, figures.gather / figures.messages]),
  );
  console.log(row('(floor: postMessage and back)', [figures.messages, 1]));
});
