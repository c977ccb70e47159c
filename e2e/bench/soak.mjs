// @ts-check
/**
 * What a long day leaves behind: many runs in one session, then many sessions one after another. Latency and memory of
 * the first and the last tenth, which have to be the same.
 *
 * `npm run bench:soak [-- --runs=1000 --sessions=200 --channel=service-worker]` (Chromium, which tells its memory)
 */
import { readFileSync } from 'node:fs';
import { median, option, row, withBench } from './support.mjs';

const runs = Number(option('runs', '1000'));
const sessions = Number(option('sessions', '200'));
const channel = option('channel', 'auto');
/** Whoever has just been closed lets go of its memory a moment later. */
const REST_MS = 3_000;

/** What programs do all day; each leaves the same behind, however often it has run. */
const PROGRAMS = [
  `print('hello'); [i * i for i in range(10_000)]`,
  `import asyncio, json\nasync def main():\n    await asyncio.gather(*(asyncio.sleep(0) for _ in range(50)))\nasyncio.run(main())\nprint(len(json.dumps(list(range(5000)))))`,
  `kv.set('soak', 'x' * 2000)\nprint(kv.get('soak')[:3], call('echo', value=[1, 2, 3]))`,
  `def f(n):\n    return 1 / n\nf(0)`,
  `with open('/tmp/soak.txt', 'w') as file: file.write('line\\n' * 20_000)\nprint(sum(len(line) for line in open('/tmp/soak.txt')))`,
  `for i in range(300): print(i, 'x' * 60)`,
  `class Node:\n    def __init__(self): self.me = self; self.load = bytearray(100_000)\nnodes = [Node() for _ in range(50)]\nimport re\nre.findall('a+', 'aab' * 10_000)[:1]`,
  `display([{'a': i} for i in range(20)])\nimport sys\nsys.exit(2)`,
];

const BLOCKS = 'import gc, sys\ngc.collect()\nprint(sys.getallocatedblocks() / 1000)';

/**
 * @typedef {object} Memory
 * @property {number} pageMb JavaScript's heap of the page, tidied up.
 * @property {number} workerMb That of all workers together.
 * @property {number} blocks What Python has allocated, in thousands of pieces; none without a session.
 * @property {number} workers
 * @property {number} rssMb Of the process in which the page and its workers live.
 */

await withBench(async ({ browser, pagesUrl }) => {
  const processes = await browser.newBrowserCDPSession();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${pagesUrl}goru.html`);
  await page.waitForFunction('globalThis.goru');
  const cdp = await context.newCDPSession(page);
  const workers = await attachToWorkers(cdp);
  await cdp.send('Performance.enable');

  /** @returns {Promise<Memory>} */
  const memory = async () => {
    await page.waitForTimeout(REST_MS);
    await cdp.send('HeapProfiler.collectGarbage');
    const heaps = await workers.heaps();
    const { metrics } = await cdp.send('Performance.getMetrics');
    const { processInfo } = await processes.send('SystemInfo.getProcessInfo');
    const sizes = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => residentMb(id));
    return {
      pageMb: (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6,
      workerMb: sum(heaps) / 1e6,
      blocks: await page.evaluate(countBlocks, BLOCKS),
      workers: heaps.length,
      rssMb: Math.max(...sizes),
    };
  };

  await manyRuns(page, memory);
  await page.evaluate(() => {
    /** @type {import('../../src/index').Session} */ (Reflect.get(globalThis, 'session')).close();
    Reflect.deleteProperty(globalThis, 'session');
  });
  await manySessions(page, memory);
});

/**
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<Memory>} memory
 */
async function manyRuns(page, memory) {
  const tenth = Math.ceil(runs / 10);
  const kind = await page.evaluate(async (wanted) => {
    const { createSession } = /** @type {typeof import('../../src/index')} */ (
      Reflect.get(globalThis, 'goru')
    );
    const session = await createSession({
      channel: /** @type {'auto'} */ (wanted),
      kv: { store: 'soak' },
      functions: { echo: ({ value }) => value },
    });
    Reflect.set(globalThis, 'session', session);
    return session.channel;
  }, channel);
  const run = (/** @type {number} */ count) =>
    page.evaluate(
      async ({ programs, count }) => {
        const session = /** @type {import('../../src/index').Session} */ (
          Reflect.get(globalThis, 'session')
        );
        /** @type {number[]} */
        const times = [];
        for (let i = 0; i < count; i += 1) {
          const start = performance.now();
          const program = programs[i % programs.length] ?? '';
          const { status, stderr } = await session.run(program);
          times.push(performance.now() - start);
          const wanted = program.includes('1 / n')
            ? 'error'
            : program.includes('exit')
              ? 'exit'
              : 'ok';
          if (status !== wanted) throw new Error(`${status}: ${stderr}`);
        }
        return times;
      },
      { programs: PROGRAMS, count },
    );
  // The first of each is compiled and imported.
  await run(PROGRAMS.length * 2);
  const before = await memory();
  const times = await run(tenth);
  const afterFirst = await memory();
  times.push(...(await run(runs - tenth)));
  const after = await memory();
  report(`${String(runs)} runs in one session (${kind})`, {
    ...{ tenth, times, before, afterFirst, after },
    what: 'a run',
  });
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<Memory>} memory
 */
async function manySessions(page, memory) {
  const tenth = Math.ceil(sessions / 10);
  const open = (/** @type {number} */ count) =>
    page.evaluate(
      async ({ wanted, count }) => {
        const { createSession } = /** @type {typeof import('../../src/index')} */ (
          Reflect.get(globalThis, 'goru')
        );
        /** @type {number[]} */
        const times = [];
        for (let i = 0; i < count; i += 1) {
          const start = performance.now();
          const session = await createSession({
            channel: /** @type {'auto'} */ (wanted),
            kv: { store: 'soak' },
          });
          const { stdout } = await session.run(`kv.set('n', ${String(i)}); print(kv.get('n'))`);
          times.push(performance.now() - start);
          session.close();
          if (stdout !== `${String(i)}\n`) throw new Error(stdout);
        }
        return times;
      },
      { wanted: channel, count },
    );
  await open(3);
  const before = await memory();
  const times = await open(tenth);
  const afterFirst = await memory();
  times.push(...(await open(sessions - tenth)));
  const after = await memory();
  report(`${String(sessions)} sessions one after another`, {
    ...{ tenth, times, before, afterFirst, after },
    what: 'createSession → print',
  });
}

/**
 * @param {string} title
 * @param {{ what: string, tenth: number, times: readonly number[], before: Memory, afterFirst: Memory, after: Memory }} figures
 */
function report(title, { what, tenth, times, before, afterFirst, after }) {
  const first = times.slice(0, tenth);
  const last = times.slice(-tenth);
  console.log(row(`\n${title}`, [`first ${String(tenth)}`, `last ${String(tenth)}`, 'ratio']));
  for (const [name, take] of /** @type {const} */ ([
    ['median', median],
    ['longest', (/** @type {readonly number[]} */ list) => Math.max(...list)],
  ])) {
    console.log(
      row(`  ${what}, ${name} (ms)`, [take(first), take(last), take(last) / take(first)]),
    );
  }
  console.log(row('  memory', ['before', 'after first', 'after last']));
  for (const [key, label] of /** @type {const} */ ([
    ['pageMb', 'heap of the page (MB)'],
    ['workerMb', 'heap of the workers (MB)'],
    ['blocks', 'Python’s blocks (thousands)'],
    ['workers', 'workers'],
    ['rssMb', 'process (MB resident)'],
  ])) {
    console.log(row(`    ${label}`, [before[key], afterFirst[key], after[key]]));
  }
}

/**
 * Playwright has no debug session for workers: they are reached through that of their page.
 *
 * @param {import('@playwright/test').CDPSession} cdp
 */
async function attachToWorkers(cdp) {
  /** @type {Set<string>} */
  const attached = new Set();
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let lastId = 0;
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') attached.add(sessionId);
  });
  cdp.on('Target.detachedFromTarget', ({ sessionId }) => attached.delete(sessionId));
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = /** @type {{ id: number, result: unknown }} */ (JSON.parse(message));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  /** @param {string} sessionId @param {string} method @param {object} [params] @returns {Promise<any>} */
  const ask = async (sessionId, method, params = {}) => {
    lastId += 1;
    const id = lastId;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await cdp.send('Target.sendMessageToTarget', { sessionId, message });
    return answer;
  };
  /** @param {string} sessionId */
  const heapOf = async (sessionId) => {
    await ask(sessionId, 'HeapProfiler.collectGarbage');
    const { usedSize } = await ask(sessionId, 'Runtime.getHeapUsage');
    return Number(usedSize);
  };
  return { heaps: () => Promise.all([...attached].map(heapOf)) };
}

/**
 * Runs in the page.
 *
 * @param {string} program
 */
async function countBlocks(program) {
  const session = /** @type {import('../../src/index').Session | undefined} */ (
    Reflect.get(globalThis, 'session')
  );
  return Number((await session?.run(program))?.stdout ?? 0);
}

/** @param {number} pid */
function residentMb(pid) {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
