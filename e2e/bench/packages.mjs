// @ts-check
/**
 * Installing `requests` and the 4 packages that it needs, from a package index on loopback: for the first time, again in
 * a new session, and with the index gone; then `import requests`, and what memory all that takes.
 *
 * Beside it Pyodide gets the same wheels from the same server, in turns. Its installer, micropip, is in no package of
 * the npm registry: not in `pyodide` (whose lock file only names it), nor in those of JupyterLite, Thebe, Basthon and
 * stlite, which ship other wheels. So this is what Pyodide does without it: `loadPackage` with the addresses of the
 * five wheels. Asking the index and resolving, which micropip would do before, it is spared.
 *
 * Last, sympy: 34 MB of files in 1,500 of them. In Chromium it is told how long the longest task of the page was
 * meanwhile, in time of the processor, because a person notices what is longer than 50 ms.
 *
 * `npm run bench:packages [-- --rounds=5 --browser=firefox --python=3.12]`
 */
import { readFileSync } from 'node:fs';
import { debianWheels } from '../support/debian-wheels.mjs';
import { createIndex } from '../support/python-index-server.mjs';
import { median, option, row, withBench } from './support.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {Record<string, number>} Figures */

const rounds = Number(option('rounds', '3'));
const python = option('python', '');
const isChromium = option('browser', 'chromium') === 'chromium';
const MB = 1024 * 1024;
const IMPORT = `
import time
start = time.perf_counter()
import requests
print((time.perf_counter() - start) * 1000)`;

/** Debian's certifi names a file of the machine. Pyodide's stand-in for `ssl` wants to read it. */
const CERTIFICATES = `
import os
os.makedirs('/etc/ssl/certs', exist_ok=True)
open('/etc/ssl/certs/ca-certificates.crt', 'w').close()`;

// Debian requires chardet of whoever has requests; requests does not.
const wheels = debianWheels(['requests'], { isLater: true }).filter(
  ({ filename }) => !filename.startsWith('chardet-'),
);

/** The same few steps for both, as source for the page. */
const SUBJECTS = {
  goru: {
    path: 'goru.html',
    /** @param {string} indexUrl */
    steps: (indexUrl) => `
      let session, lock;
      const run = async (source) => {
        const { status, stdout, stderr } = await session.run(source);
        if (status !== 'ok') throw new Error(stderr);
        return stdout;
      };
      globalThis.bench = {
        run,
        open: async () => {
          session = await goru.createSession({
            ...${JSON.stringify(python === '' ? {} : { python })},
            packageIndex: ${JSON.stringify(indexUrl)},
            allowedPackages: ['*'],
            hotSpare: false,
          });
          await run('print()');
        },
        install: async () => {
          await run("install_pkg('requests')");
          lock = session.packages.lock();
        },
        installAgain: () => session.packages.restore(lock),
        close: () => session.close(),
      };`,
  },
  pyodide: {
    path: 'pyodide-session.html',
    /**
     * @param {string} _indexUrl
     * @param {readonly string[]} urls
     */
    steps: (_indexUrl, urls) => `
      let session;
      const install = () => session.load(${JSON.stringify(urls)});
      globalThis.bench = {
        run: (source) => session.run(source),
        open: async () => {
          session = await newPyodide();
          await session.run(${JSON.stringify(CERTIFICATES)});
        },
        install,
        installAgain: install,
        close: () => session.close(),
      };`,
  },
};

await withBench(async ({ browser, pagesUrl }) => {
  /** @type {{ goru: Figures[], pyodide: Figures[] }} */
  const figures = { goru: [], pyodide: [] };
  for (let round = 0; round < rounds; round += 1) {
    figures.goru.push(await measure('goru'));
    figures.pyodide.push(await measure('pyodide'));
  }
  const bytes = wheels.reduce((sum, wheel) => sum + wheel.bytes.length, 0);
  const names = wheels.map(({ filename }) => filename.split('-', 2).join(' '));
  console.log(`${names.join(', ')}: ${(bytes / 1000).toFixed(0)} kB`);
  console.log(
    'Pyodide without micropip, which is not to be had here: loadPackage with the addresses of the wheels, no index, no resolving.',
  );
  console.log(row(`median of ${String(rounds)}`, ['goru', 'Pyodide', 'ratio']));
  for (const label of Object.keys(figures.goru[0] ?? {})) {
    const ours = median(figures.goru.map((one) => one[label] ?? Number.NaN));
    const theirs = median(figures.pyodide.map((one) => one[label] ?? Number.NaN));
    const cells = [ours, theirs, ours / theirs];
    console.log(
      row(
        label,
        cells.map((cell) => (Number.isFinite(cell) ? cell : '–')),
      ),
    );
  }

  if (isChromium) await measureLargeOne();

  async function measureLargeOne() {
    const index = await createIndex(debianWheels(['sympy'], { isLater: true }));
    const figures = [];
    for (let round = 0; round < rounds; round += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${pagesUrl}${SUBJECTS.goru.path}`);
      await page.waitForFunction('globalThis.goru');
      await page.evaluate(SUBJECTS.goru.steps(index.url));
      await timed(page, 'open');
      // What the first start leaves to do for later is not meant.
      await page.waitForTimeout(1_000);
      const tasks = await recordTasks(async () => {
        await page.evaluate(`bench.run("install_pkg('sympy')")`);
      });
      figures.push(tasks);
      await context.close();
    }
    await index.close();
    for (const label of /** @type {const} */ (['longest', 'all'])) {
      const ms = median(figures.map((one) => one[label]));
      console.log(row(`sympy: ${label} of the page's tasks (CPU ms)`, [ms]));
    }
  }

  /**
   * How long the tasks of pages took the processor while something was done.
   *
   * @param {() => Promise<void>} work
   */
  async function recordTasks(work) {
    const session = await browser.newBrowserCDPSession();
    /** @type {{ name: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[]} */
    const events = [];
    session.on('Tracing.dataCollected', ({ value }) => {
      events.push(.../** @type {typeof events} */ (/** @type {unknown} */ (value)));
    });
    const traceConfig = {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'],
    };
    await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
    await work();
    const complete = new Promise((resolve) => {
      session.once('Tracing.tracingComplete', resolve);
    });
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const threadOf = (/** @type {{ pid: number, tid: number }} */ { pid, tid }) => `${pid}:${tid}`;
    const mains = new Set(
      events.filter(({ args }) => args.name === 'CrRendererMain').map(threadOf),
    );
    const durations = events
      .filter(
        (event) => event.name === 'ThreadControllerImpl::RunTask' && mains.has(threadOf(event)),
      )
      .map(({ tdur = 0 }) => tdur / 1000);
    return {
      longest: Math.max(0, ...durations),
      all: durations.reduce((sum, ms) => sum + ms, 0),
    };
  }

  /**
   * All steps in a fresh profile.
   *
   * @param {'goru' | 'pyodide'} name
   * @returns {Promise<Figures>}
   */
  async function measure(name) {
    const { path, steps } = SUBJECTS[name];
    const index = await createIndex(wheels, { letsKeepFiles: true });
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const memory = memoryOf(page);
      await page.goto(`${pagesUrl}${path}`);
      await page.waitForFunction('globalThis.goru ?? globalThis.newPyodide');
      const urls = wheels.map(({ filename }) => `${index.origin}/files/${filename}`);
      await page.evaluate(steps(index.url, urls));

      const opened = await timed(page, 'open');
      const before = await memory();
      const first = await timed(page, 'install');
      const imported = await importing(page);
      const after = await memory();
      await page.evaluate('bench.close()');

      await page.evaluate('bench.open()');
      const second = await timed(page, 'install');
      await page.evaluate('bench.close()');

      await page.evaluate('bench.open()');
      await index.close();
      const offline = await timed(page, 'installAgain');
      await importing(page); // It is really there.
      return {
        'install, first time (ms)': first,
        'install, new session (ms)': second,
        'install, index is gone (ms)': offline,
        'then import requests (ms)': imported,
        'start, install, import (ms)': opened + first + imported,
        'guest memory before (MB)': before.guest,
        'guest memory after (MB)': after.guest,
        "page's JS heap after (MB)": after.heap,
        'renderer after, PSS (MB)': after.renderers,
      };
    } finally {
      await context.close();
      await index.close();
    }
  }

  /**
   * What a page and its workers hold, in MB, as far as the engine tells: NaN where it does not.
   *
   * @param {Page} page
   */
  function memoryOf(page) {
    /** @type {Set<import('@playwright/test').Worker>} */
    const workers = new Set();
    if (isChromium) {
      page.on('worker', (worker) => {
        workers.add(worker);
        worker.on('close', () => workers.delete(worker));
        void worker.evaluate(keepMemories).catch((/** @type {unknown} */ error) => {
          console.error('the memory of a worker cannot be seen:', error);
        });
      });
    }
    return async () => {
      if (!isChromium) return { guest: Number.NaN, heap: Number.NaN, renderers: Number.NaN };
      const sizes = await Promise.all([...workers].map((worker) => worker.evaluate(memoryBytes)));
      const heap = await page.evaluate(() => {
        /** @type {() => void} */ (Reflect.get(globalThis, 'gc'))();
        return Number(Reflect.get(performance, 'memory').usedJSHeapSize);
      });
      const guest = Math.max(0, ...sizes);
      return { guest: guest / MB, heap: heap / MB, renderers: await renderersMb() };
    };
  }

  async function renderersMb() {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return renderers.reduce((sum, { id }) => sum + pssMb(id), 0);
  }
});

/**
 * @param {Page} page
 * @param {'open' | 'install' | 'installAgain'} step
 */
async function timed(page, step) {
  const ms = await page.evaluate(`(async () => {
    const start = performance.now();
    await bench.${step}();
    return performance.now() - start;
  })()`);
  return Number(ms);
}

/** @param {Page} page */
async function importing(page) {
  return Number(await page.evaluate(`bench.run(${JSON.stringify(IMPORT)})`));
}

/** Runs in a worker before its interpreter is there: keeps sight of the memory that this gets. */
function keepMemories() {
  const RealMemory = WebAssembly.Memory;
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  Reflect.set(globalThis, 'benchMemories', memories);
  WebAssembly.Memory = new Proxy(RealMemory, {
    construct: (target, given, newTarget) => {
      const memory = /** @type {WebAssembly.Memory} */ (
        Reflect.construct(target, given, newTarget)
      );
      memories.push(memory);
      return memory;
    },
  });
  // Pyodide's comes out of its module.
  for (const name of ['instantiate', 'instantiateStreaming']) {
    Reflect.set(
      WebAssembly,
      name,
      new Proxy(Reflect.get(WebAssembly, name), {
        apply: async (target, self, given) => {
          const result = await Reflect.apply(target, self, given);
          const exported = Object.values((result.instance ?? result).exports);
          memories.push(...exported.filter((value) => value instanceof RealMemory));
          return result;
        },
      }),
    );
  }
}

/** Runs in a worker. */
function memoryBytes() {
  /** @type {WebAssembly.Memory[]} */
  const memories = Reflect.get(globalThis, 'benchMemories') ?? [];
  return Math.max(0, ...memories.map(({ buffer }) => buffer.byteLength));
}

/** What a process has of its own, and its share of what it has with others. @param {number} processId */
function pssMb(processId) {
  const text = readFileSync(`/proc/${String(processId)}/smaps_rollup`, 'utf8');
  return Number(/^Pss: +(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN) / 1024;
}
