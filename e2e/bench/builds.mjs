// @ts-check
/**
 * Which build of the interpreter computes faster? Builds side by side in browser workers, without the product around
 * them: the programs of `python/`, in turns, by the processor time of each worker's thread (Linux only), so that a busy
 * machine does not hide a few per cent. The first build is the measure of the others.
 *
 * - *first*: the first call, a second after an interpreter without a snapshot was started.
 * - *steady*: the best of several calls after 800 ms of warm-up.
 *
 * `npm run bench:builds -- [--browser=firefox --only=richards,go --rounds=2] NAME=FILE.wasm …`; `shipped` is what lies in
 * `runtime-assets/python-3.13/artefacts`. All of them get the shipped library, or `python313.zip` beside their file.
 *
 * `--profile=FILE` computes with the first build only, and lets `perf` record where the time goes: see
 * `perf report -i FILE --sort symbol` (Chromium; functions have names where the build was linked without --strip-all).
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArtefacts } from '../../runtime-assets/python-3.13/artefacts.mjs';
import { startStaticServer } from '../support/static-server.mjs';
import { launch, option } from './support.mjs';
import { processorMs, workerThreads } from './worker-time.mjs';

const IDLE_MS = 1_000;
const WARM_UP_MS = 800;
const STEADY_MS = 800;
const LEAST_CALLS = 3;

const folderOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const programs = folderOf('python');
const timing = readFileSync(join(programs, 'support/timing.py'), 'utf8');
const rounds = Number(option('rounds', '1'));
const profile = option('profile', '');
const builds = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const only = option('only', '');
const names =
  only === ''
    ? readdirSync(programs).flatMap((file) => (file.endsWith('.py') ? [basename(file, '.py')] : []))
    : only.split(',');

const served = mkdtempSync(join(tmpdir(), 'goru-builds-'));
/** @type {Map<string, { first: number, steady: number }[]>} By program, one entry per build. */
const results = new Map();
const labels = builds.map((build) => copyBuild(build));
const server = await startStaticServer({
  mounts: [
    { prefix: '/bench/', directory: folderOf('pages') },
    { prefix: '/python-3.13/', directory: folderOf('../../runtime-assets/python-3.13') },
    { prefix: '/builds/', directory: served },
  ],
});
const browser = await launch(
  option('browser', 'chromium'),
  profile === '' ? '' : '--perf-basic-prof',
);
try {
  if (labels.length === 0) throw new Error('which builds? NAME=FILE.wasm, or shipped');
  if (profile === '') await compare();
  else await recordProfile();
} finally {
  await browser.close();
  await server.close();
  rmSync(served, { recursive: true });
}

/**
 * @param {string} build `NAME=FILE` or `shipped`.
 * @returns {string} Its name.
 */
function copyBuild(build) {
  const [name = '', file = ''] = build.split('=');
  const library = join(dirname(file), 'python313.zip');
  if (file === '') writeFileSync(join(served, `${name}.wasm`), shippedFile('python.wasm'));
  else cpSync(file, join(served, `${name}.wasm`));
  if (file !== '' && existsSync(library)) cpSync(library, join(served, `${name}.zip`));
  else writeFileSync(join(served, `${name}.zip`), shippedFile('python313.zip'));
  return name;
}

/** @param {string} name */
function shippedFile(name) {
  const files = /** @type {Record<string, Uint8Array>} */ (readArtefacts());
  const bytes = files[name];
  if (bytes === undefined) throw new Error(`no ${name} among the artefacts`);
  return bytes;
}

/** @param {string} label */
async function open(label) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const before = workerThreads();
  await page.goto(`${server.origin}/bench/build.html`);
  const ask = (/** @type {Record<string, string>} */ request) =>
    page.evaluate((request) => {
      const { ask } = /** @type {{ ask: (request: unknown) => Promise<string> }} */ (
        /** @type {unknown} */ (globalThis)
      );
      return ask(request);
    }, request);
  await ask({ wasm: `/builds/${label}.wasm`, library: `/builds/${label}.zip` });
  const thread = [...workerThreads()].find((found) => !before.has(found));
  if (thread === undefined) throw new Error(`${label}: its worker has no thread of its own`);
  return {
    load: async (/** @type {string} */ name) => {
      const source = readFileSync(join(programs, `${name}.py`), 'utf8');
      await ask({
        source: `${timing}\nload(${JSON.stringify(name)}, ${JSON.stringify(source)})`,
      });
    },
    /** @returns {Promise<number>} Milliseconds of processor. */
    call: async () => {
      const start = processorMs(thread);
      await ask({ source: 'once()' });
      return processorMs(thread) - start;
    },
    close: () => context.close(),
  };
}

async function compare() {
  for (const name of names) {
    const best = labels.map(() => ({ first: Infinity, steady: Infinity }));
    for (let round = 0; round < rounds; round += 1) {
      const opened = [];
      for (const [index, label] of labels.entries()) {
        const build = await open(label);
        await build.load(name);
        await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
        opened.push({ ...build, figures: /** @type {typeof best[0]} */ (best[index]) });
      }
      for (const { call, figures } of opened) {
        figures.first = Math.min(figures.first, await call());
        for (let spent = 0; spent < WARM_UP_MS;) spent += await call();
      }
      let spent = 0;
      for (let turn = 0; turn < LEAST_CALLS || spent < STEADY_MS * opened.length; turn += 1) {
        for (const { call, figures } of opened) {
          const ms = await call();
          figures.steady = Math.min(figures.steady, ms);
          spent += ms;
        }
      }
      for (const { close } of opened) await close();
    }
    results.set(name, best);
    const told = best.map(
      ({ first, steady }, index) =>
        `${String(labels[index])} ${first.toFixed(0)} → ${steady.toFixed(0)}`,
    );
    console.log(`${name.padEnd(18)} ${told.join('   ')}`);
  }
  for (const measure of /** @type {const} */ (['first', 'steady'])) {
    const means = labels.map((label, index) => {
      const logs = [...results.values()].map((best) =>
        Math.log((best[index]?.[measure] ?? NaN) / (best[0]?.[measure] ?? NaN)),
      );
      return `${label} ${Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length).toFixed(3)}`;
    });
    console.log(`${measure}, geometric mean: ${means.join('   ')}`);
  }
}

async function recordProfile() {
  const build = await open(/** @type {string} */ (labels[0]));
  const everything = async (/** @type {number} */ ms) => {
    for (const name of names) {
      await build.load(name);
      for (let spent = 0; spent < ms;) spent += await build.call();
    }
  };
  await everything(WARM_UP_MS);
  const [thread = ''] = workerThreads();
  const recorder = spawn(
    'perf',
    ['record', '-e', 'cpu-clock', '-F', '999', '-t', basename(thread), '-o', profile],
    { stdio: 'inherit' },
  );
  await everything(STEADY_MS);
  recorder.kill('SIGINT');
  await new Promise((resolve) => recorder.once('exit', resolve));
  await build.close();
}
