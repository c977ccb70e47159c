// @ts-check
/**
 * The speed of Python itself: programs in pure Python, beside Pyodide in the same run and, when asked, a native CPython.
 *
 * Each file in `python/` is one program: `bench()` does a fixed amount of work and returns a number that has to be
 * `EXPECTED`, so that a wrong result is no result. They are written for this, after programs that Python and other
 * languages have long been measured with; the same file runs everywhere.
 * `python3 e2e/bench/python/support/run_native.py` checks them all without a browser.
 *
 * - *first run*: one call in an interpreter that was just started and has been idle for a second. What a visitor's
 *   first program feels. The median of all rounds.
 * - *visit*: from opening the page to the end of that first run, without the idle second. The median of all rounds.
 * - *steady state*: in the same interpreter after 1.5 s of warm-up, the best of several calls, each a run of its own.
 *   The best of all rounds.
 *
 * Only the call is timed, by Python's own clock. The interpreters take turns, call by call in the steady state, so that
 * a busy machine slows all of them. Every interpreter gets a new browser context, as on a first visit;
 * `--page=kept` starts it in a page where others ran before, so that compiled code may be shared.
 *
 * `npm run bench:python [-- --browser=firefox --python=3.12 --rounds=1 --only=richards,go --page=kept
 * --native=/path/to/python3.13]`
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import {
  freshPages,
  keptPages,
  openGoru,
  openNative,
  openPyodide,
} from './python/support/interpreters.mjs';
import { median, option, row, withBench } from './support.mjs';

const rounds = Number(option('rounds', '1'));
const native = option('native', '');
const only = option('only', '');

const IDLE_MS = 1_000;
const WARM_UP_MS = 1_500;
const STEADY_MS = 1_500;
const LEAST_CALLS = 3;

/** @typedef {'goru' | 'Pyodide' | 'native'} Kind */
/** @typedef {'first' | 'visit' | 'steady'} Measure */
/** @typedef {Record<Kind, Record<Measure, number[]>>} Figures By kind, one number per round. */
/** @typedef {[Kind, () => Promise<import('./python/support/interpreters.mjs').Interpreter>][]} Contestants */

const folder = new URL('python/', import.meta.url);
const timing = readFileSync(new URL('support/timing.py', folder), 'utf8');

await withBench(async (bench) => {
  const openPage = option('page', 'fresh') === 'kept' ? keptPages(bench) : freshPages(bench);
  /** @type {Contestants} */
  const contestants = [
    ['goru', () => openGoru(openPage, option('python', ''))],
    ['Pyodide', () => openPyodide(openPage)],
  ];
  if (native !== '') contestants.push(['native', () => openNative(native)]);

  const names = benchmarks();
  /** @type {Map<string, Figures>} */
  const results = new Map();
  for (const [index, name] of names.entries()) {
    /** @type {Figures} */
    const figures = {
      goru: { first: [], visit: [], steady: [] },
      Pyodide: { first: [], visit: [], steady: [] },
      native: { first: [], visit: [], steady: [] },
    };
    try {
      for (let round = 0; round < rounds; round += 1) {
        // Nobody is always the first.
        const inTurn = (index + round) % 2 === 0 ? contestants : contestants.toReversed();
        await measure(name, inTurn, figures);
      }
      results.set(name, figures);
      // In full, so that a run that is broken off was not for nothing.
      const told = contestants.map(([kind]) => {
        const { first, steady } = figures[kind];
        return `${kind} ${median(first).toFixed(0)} → ${Math.min(...steady).toFixed(0)} ms`;
      });
      console.error(`${String(index + 1)}/${String(names.length)} ${name}: ${told.join(', ')}`);
    } catch (error) {
      console.error(`${name} failed: ${String(error)}`);
      process.exitCode = 1;
    }
  }
  printTable(`first run, median of ${String(rounds)} (ms)`, results, 'first', median);
  printTable(`visit, median of ${String(rounds)} (ms)`, results, 'visit', median);
  printTable('steady state, best (ms)', results, 'steady', (times) => Math.min(...times));
});

/** @returns {string[]} The names that were asked for, or all of them. */
function benchmarks() {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => basename(file, '.py'));
  const wanted = only === '' ? all : only.split(',');
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}: ${all.join(', ')}`);
  return wanted;
}

/**
 * One round: adds to every contestant's figures.
 *
 * @param {string} name
 * @param {Contestants} contestants
 * @param {Figures} figures
 */
async function measure(name, contestants, figures) {
  const source = readFileSync(new URL(`${name}.py`, folder), 'utf8');
  const program = `load(${JSON.stringify(name)}, ${JSON.stringify(source)})`;
  /** @type {{ kind: Kind, call: () => Promise<number>, close: () => Promise<void> }[]} */
  const opened = [];
  try {
    for (const [kind, open] of contestants) {
      const openedAt = performance.now();
      const interpreter = await open();
      const call = async () => Number(await interpreter.run('print(once())'));
      opened.push({ kind, call, close: interpreter.close });
      await interpreter.run(`${timing}\n${program}\nprint('loaded')`);
      const loadMs = performance.now() - openedAt;
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      const firstMs = await call();
      figures[kind].first.push(firstMs);
      figures[kind].visit.push(loadMs + firstMs);
    }
    for (const { call } of opened) {
      for (let spent = 0; spent < WARM_UP_MS;) spent += await call();
    }
    const steady = opened.map((contestant) => ({ ...contestant, times: [] }));
    await callInTurns(steady);
    for (const { kind, times } of steady) figures[kind].steady.push(Math.min(...times));
  } finally {
    for (const { close } of opened) await close();
  }
}

/** @param {{ call: () => Promise<number>, times: number[] }[]} contestants */
async function callInTurns(contestants) {
  let spent = 0;
  for (let turn = 0; turn < LEAST_CALLS || spent < STEADY_MS * contestants.length; turn += 1) {
    for (const { call, times } of contestants) {
      const ms = await call();
      times.push(ms);
      spent += ms;
    }
  }
}

/**
 * @param {string} title
 * @param {Map<string, Figures>} results
 * @param {Measure} measure
 * @param {(times: number[]) => number} summarize
 */
function printTable(title, results, measure, summarize) {
  console.log();
  console.log(
    row(title, ['goru', 'Pyodide', 'ratio', ...(native === '' ? [] : ['native', 'to native'])]),
  );
  /** @type {number[][]} */
  const ratios = [];
  for (const [name, figures] of results) {
    const goru = summarize(figures.goru[measure]);
    const others = [figures.Pyodide, ...(native === '' ? [] : [figures.native])].map((figure) =>
      summarize(figure[measure]),
    );
    ratios.push(others.map((other) => goru / other));
    console.log(row(name, [goru, ...others.flatMap((other) => [other, goru / other])]));
  }
  const means = (ratios[0] ?? []).map((_, column) =>
    geometricMean(ratios.map((line) => line[column] ?? Number.NaN)),
  );
  console.log(row('geometric mean', ['', ...means.flatMap((mean) => ['', mean])]));
}

/** @param {readonly number[]} values */
function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
