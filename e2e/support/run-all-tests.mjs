// @ts-check
/**
 * `npm test`: every suite in order, some side by side, a table with the minutes of each, and as the very last line the
 * sum of all. Of those side by side the first is seen at work, and the others when they have ended.
 *
 * A failing step does not stop the ones after it, unless they need it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import pLimit from 'p-limit';
import { RESULTS_FOLDER, prepareStep, testSteps } from './test-steps.mjs';

/** @typedef {import('./test-steps.mjs').Step} Step */
/** @typedef {import('./test-reports.mjs').Counts} Counts */

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {Counts} counts
 * @property {string} note Empty when all went well.
 * @property {number} minutes
 * @property {number} cores How many were busy, on average: what waits could run beside something else.
 */

/**
 * Whatever hangs, the result comes before continuous integration gives up at 90 minutes. A run takes less than 30; a
 * busy or slow machine has been seen to take two and a half times as long, which is no failure.
 */
const TOTAL_LIMIT_MINUTES = 80;

/** Enough of a step's text to find its summary in. */
const KEPT_TEXT_CHARS = 200_000;

const startedAt = Date.now();

/** Ends a step that is under way, with all that it has started. */
/** @type {Set<() => void>} */
const running = new Set();

/** Where the text of a step goes. */
/** @typedef {{ write: (text: string) => void }} Screen */

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * @param {Step} step
 * @param {Result[]} earlier
 * @param {Screen} screen
 * @returns {Promise<Result>}
 */
async function runOrRefuse(step, earlier, screen) {
  /** @param {string} reason */
  const refuse = (reason) => ({
    name: step.name,
    counts: { passed: 0, failed: 1, skipped: [] },
    note: `not run: ${reason}`,
    minutes: 0,
    cores: 0,
  });
  const needed = earlier.find(({ name }) => name === step.needs);
  if (needed !== undefined && needed.counts.failed > 0) return refuse(`${needed.name} failed`);
  const leftMinutes = TOTAL_LIMIT_MINUTES - minutesSince(startedAt);
  if (leftMinutes <= 0) return refuse(`${String(TOTAL_LIMIT_MINUTES)} minutes are over`);
  return runStep({ ...step, limitMinutes: Math.min(step.limitMinutes, leftMinutes) }, screen);
}

/**
 * Two at a time: when one ends, the next begins.
 *
 * @param {Step[]} steps
 * @param {Result[]} earlier
 * @returns {Promise<Result[]>}
 */
async function runSideBySide(steps, earlier) {
  const two = pLimit(2);
  const runs = steps.map((step, index) => {
    /** @type {string[]} */
    const kept = [];
    const screen =
      index === 0 ? process.stdout : { write: (/** @type {string} */ chunk) => kept.push(chunk) };
    return { kept, result: two(() => runOrRefuse(step, earlier, screen)) };
  });
  /** @type {Result[]} */
  const results = [];
  for (const { kept, result } of runs) {
    results.push(await result);
    process.stdout.write(kept.join(''));
  }
  return results;
}

/** @param {number} time */
function minutesSince(time) {
  return (Date.now() - time) / 60_000;
}

/** Of all processors together, since the machine was started; whatever else runs on it counts, too. */
function busyMs() {
  return cpus().reduce(
    (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
    0,
  );
}

/**
 * @param {Step} step
 * @param {Screen} screen
 * @returns {Promise<Result>}
 */
async function runStep(step, screen) {
  screen.write(`\n=== ${step.name}: ${step.command.join(' ')}\n`);
  if (step.report !== undefined) rmSync(step.report, { force: true });
  const stepStartedAt = Date.now();
  const busyBefore = busyMs();
  const { exitCode, text, isTimeout } = await runCommand(step, screen);
  const minutes = minutesSince(stepStartedAt);
  const cores = (busyMs() - busyBefore) / (minutes * 60_000);
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: [], ...readCounts(step, text) };
  let note = isTimeout ? `ended after ${minutes.toFixed(1)} minutes` : '';
  if (counts.failed === 0 && exitCode !== 0) {
    note ||= `exit code ${String(exitCode)}`;
    counts.failed = 1;
  } else if (step.count !== undefined && counts.passed + counts.failed === 0) {
    note ||= 'reported no test';
    counts.failed = 1;
  }
  return { name: step.name, counts, note, minutes, cores };
}

/**
 * @param {Step} step
 * @param {string} text
 */
function readCounts(step, text) {
  try {
    return step.count?.({ text: stripVTControlCharacters(text) });
  } catch (error) {
    console.error(`the report of "${step.name}" cannot be read:`, error);
    return undefined; // counts as "reported no test"
  }
}

/**
 * @param {Step} step
 * @param {Screen} screen
 * @returns {Promise<{ exitCode: number, text: string, isTimeout: boolean }>}
 */
function runCommand({ command: [file = '', ...args], env, limitMinutes }, screen) {
  return new Promise((done) => {
    // A process group of its own, so that a time limit ends the browsers too.
    const child = spawn(file, args, {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    let isTimeout = false;
    const endGroup = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // it ended by itself in the same moment
      }
    };
    const timer = setTimeout(() => {
      isTimeout = true;
      endGroup();
    }, limitMinutes * 60_000);
    running.add(endGroup);
    for (const source of [child.stdout, child.stderr]) {
      source.setEncoding('utf8');
      source.on('data', (/** @type {string} */ chunk) => {
        screen.write(chunk);
        text = (text + chunk).slice(-KEPT_TEXT_CHARS);
      });
    }
    /** @param {number} exitCode */
    const finish = (exitCode) => {
      clearTimeout(timer);
      running.delete(endGroup);
      done({ exitCode, text, isTimeout });
    };
    child.once('error', (error) => {
      screen.write(`${error.message}\n`);
      finish(1);
    });
    child.once('close', (code) => {
      finish(code ?? 1);
    });
  });
}

/** @param {Result[]} results */
function printFlaky(results) {
  for (const { name, counts } of results) {
    for (const flaky of counts.flaky ?? []) {
      console.log(
        `\nPassed at the second try: ${name}: ${flaky.name}\n${flaky.message.replace(/^/gm, '    ')}`,
      );
    }
  }
}

/** @param {Result[]} results */
function printTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log(`\n${'suite'.padEnd(width)}  passed  failed  skipped  minutes  cores`);
  for (const { name, counts, note, minutes, cores } of results) {
    const cells = [
      String(counts.passed).padStart(6),
      String(counts.failed).padStart(6),
      String(counts.skipped.length).padStart(7),
      minutes.toFixed(1).padStart(7),
      cores.toFixed(1).padStart(5),
    ];
    console.log(`${name.padEnd(width)}  ${cells.join('  ')}${note && `  ${note}`}`);
  }
}

/** @param {Result[]} results */
function printSkips(results) {
  const skips = results.flatMap(({ name, counts }) =>
    counts.skipped.map((skip) => `  ${name}: ${skip.name}: ${skip.reason}`),
  );
  if (skips.length > 0) console.log(`\nSkipped:\n${skips.join('\n')}`);
}

/**
 * Repeats what failed beside the table: a record of a long run is often read, or kept, from its end.
 *
 * @param {Result[]} results
 */
function printFailures(results) {
  for (const { name, counts } of results) {
    for (const failure of counts.failures ?? []) {
      console.log(`\nFailed: ${name}: ${failure.name}\n${failure.message.replace(/^/gm, '    ')}`);
    }
  }
}

async function main() {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  /** @type {Result[]} */
  const results = [];
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      for (const endStep of running) endStep();
      process.exit(130);
    });
  }
  results.push(...(await runSideBySide([prepareStep], results)));
  for (const steps of testSteps()) results.push(...(await runSideBySide(steps, results)));
  printSkips(results);
  printFlaky(results);
  printFailures(results);
  printTable(results);
  const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = results.reduce((sum, { counts }) => sum + counts.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
}

await main();
