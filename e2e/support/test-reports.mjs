// @ts-check
/** Turns what each test runner reports into one form: how many passed, which failed, which were skipped and why. */
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Skip
 * @property {string} name
 * @property {string} reason
 */

/**
 * @typedef {object} Failure
 * @property {string} name
 * @property {string} message What the runner said, without colours and shortened.
 */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {Skip[]} skipped
 * @property {Failure[]} [failures] Those which the report names.
 * @property {Failure[]} [flaky] Passed at the second try, with what the first one said: a defect to look for, in the
 *   test or in the product, which must not hide what the other two thousand found.
 */

/** @typedef {Counts & { failures: Failure[], flaky: Failure[] }} DetailedCounts */

/**
 * @typedef {object} PlaywrightTest
 * @property {string} status
 * @property {{ type: string, description?: string }[]} annotations
 * @property {{ errors?: { message?: string }[] }[]} [results]
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, tests: PlaywrightTest[] }[]} [specs]
 */

/**
 * @typedef {object} VitestReport
 * @property {{
 *   name: string,
 *   status: string,
 *   message?: string,
 *   assertionResults: { fullName: string, status: string, failureMessages?: string[] }[],
 * }[]} testResults
 */

/**
 * @param {string} file
 * @returns {Counts | undefined} Undefined when the runner wrote no report.
 */
export function readVitestReport(file) {
  const report = /** @type {VitestReport | undefined} */ (readJson(file));
  if (report === undefined) return undefined;
  const counts = noCounts();
  for (const { name, status, message, assertionResults } of report.testResults) {
    // A file which cannot be imported lists no test, and one whose beforeAll has failed lists them as skipped.
    const hasFailedTest = assertionResults.some((test) => test.status === 'failed');
    if (status === 'failed' && !hasFailedTest) {
      addFailure(counts, name, message ?? 'failed outside of its tests');
    }
    for (const test of assertionResults) {
      if (test.status === 'passed') {
        counts.passed += 1;
        if (test.failureMessages?.length) {
          addFlaky(counts, test.fullName, test.failureMessages[0]);
        }
      } else if (test.status === 'failed')
        addFailure(counts, test.fullName, test.failureMessages?.[0]);
      else counts.skipped.push({ name: test.fullName, reason: 'see the name of the test' });
    }
  }
  return counts;
}

/**
 * @param {string} file
 * @returns {Counts | undefined} Undefined when the runner wrote no report.
 */
export function readPlaywrightReport(file) {
  const report =
    /** @type {{ suites: PlaywrightSuite[], errors: { message?: string }[] } | undefined} */ (
      readJson(file)
    );
  if (report === undefined) return undefined;
  const counts = noCounts();
  for (const { message } of report.errors) addFailure(counts, 'outside of any test', message);
  for (const suite of report.suites) addPlaywrightSuite(counts, suite, []);
  return counts;
}

/**
 * Reads the last summary in a runner's text: "12 passed, 1 failed", or what Python's unittest prints.
 *
 * @param {string} text
 * @returns {Counts | undefined} Undefined when there is no summary.
 */
export function readTextReport(text) {
  const summary = [...text.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)].at(-1);
  if (summary) {
    const [, passed, failed, skipped = '0'] = summary;
    return {
      passed: Number(passed),
      failed: Number(failed),
      skipped: unnamedSkips(Number(skipped)),
    };
  }
  const unittest = [...text.matchAll(/^Ran (\d+) tests? in [^\n]*\n+(OK|FAILED)([^\n]*)/gm)].at(-1);
  if (unittest === undefined) return undefined;
  const [, ran, , details = ''] = unittest;
  /** @param {string} word */
  const count = (word) => Number(new RegExp(`\\b${word}=(\\d+)`).exec(details)?.[1] ?? 0);
  const failed = count('failures') + count('errors') + count('unexpected successes');
  const skipped = count('skipped');
  return { passed: Number(ran) - failed - skipped, failed, skipped: unnamedSkips(skipped) };
}

/**
 * @param {DetailedCounts} counts
 * @param {PlaywrightSuite} suite
 * @param {string[]} path
 */
function addPlaywrightSuite(counts, suite, path) {
  const here = [...path, suite.title];
  for (const { title, tests } of suite.specs ?? []) {
    for (const { status, annotations, results = [] } of tests) {
      const name = [...here, title].join(' › ');
      if (status === 'expected') counts.passed += 1;
      else if (status === 'skipped') {
        const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme');
        counts.skipped.push({
          name,
          reason: reason?.description ?? 'no reason given',
        });
      } else {
        const [error] = results.flatMap((result) => result.errors ?? []);
        if (status === 'flaky') {
          counts.passed += 1;
          addFlaky(counts, name, error?.message);
        } else addFailure(counts, name, error?.message);
      }
    }
  }
  for (const child of suite.suites ?? []) addPlaywrightSuite(counts, child, here);
}

/** Enough of a message to know what went wrong; the whole stands in the runner's own output. */
const MESSAGE_CHARS = 1_500;

/**
 * @param {DetailedCounts} counts
 * @param {string} name
 * @param {string} [message]
 */
function addFailure(counts, name, message) {
  counts.failed += 1;
  counts.failures.push(toFailure(name, message));
}

/**
 * @param {DetailedCounts} counts
 * @param {string} name
 * @param {string} [message]
 */
function addFlaky(counts, name, message) {
  counts.flaky.push(toFailure(name, message));
}

/**
 * @param {string} name
 * @param {string} [message]
 * @returns {Failure}
 */
function toFailure(name, message = 'no message') {
  return { name, message: stripVTControlCharacters(message).slice(0, MESSAGE_CHARS) };
}

/** @returns {DetailedCounts} */
function noCounts() {
  return { passed: 0, failed: 0, skipped: [], failures: [], flaky: [] };
}

/**
 * @param {number} count
 * @returns {Skip[]}
 */
function unnamedSkips(count) {
  return Array.from({ length: count }, () => ({
    name: 'a test',
    reason: 'its runner printed the reason above',
  }));
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
