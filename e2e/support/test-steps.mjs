// @ts-check
/** What `npm test` runs, in this order; those in one list side by side, two at a time. */
import { webKitGtk } from './engines.mjs';
import { readPlaywrightReport, readTextReport, readVitestReport } from './test-reports.mjs';

/** @typedef {import('./test-reports.mjs').Counts} Counts */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command
 * @property {number} limitMinutes A hanging step is ended, so that the result still comes.
 * @property {Record<string, string>} [env]
 * @property {string} [report] A file which the step writes; an older one is removed first.
 * @property {(outcome: { text: string }) => Counts | undefined} [count] Absent in a step that only passes or fails.
 * @property {string} [needs] A step which must have passed.
 */

export const RESULTS_FOLDER = 'test-results';

/** @type {Step} */
export const prepareStep = {
  name: 'browsers and tools',
  command: ['node', 'e2e/support/ensure-browsers.mjs'],
  limitMinutes: 10,
};

/**
 * Asked for after the browsers are installed, because the list depends on them.
 *
 * Side by side are steps that leave a core idle by themselves: a browser takes about one and a half.
 *
 * @returns {Step[][]}
 */
export function testSteps() {
  return [
    [
      { name: 'check', command: ['npm', 'run', 'check'], limitMinutes: 15 },
      vitestStep({ name: 'unit', command: ['npm', 'run', 'test:unit', '--'], limitMinutes: 15 }),
    ],
    [
      {
        name: 'python',
        command: ['npm', 'run', 'test:python'],
        limitMinutes: 15,
        count: ({ text }) => readTextReport(text),
      },
    ],
    [
      {
        // The committed build is what its manifest says, and does what we rely on.
        name: 'interpreter',
        command: ['node', 'runtime-assets/python-3.13/check.mjs'],
        limitMinutes: 5,
        count: ({ text }) => readTextReport(text),
      },
      { name: 'build', command: ['npm', 'run', 'build'], limitMinutes: 5 },
    ],
    [
      { name: 'build 3.12', command: ['npm', 'run', 'build:3.12'], limitMinutes: 5 },
      {
        name: 'budget',
        command: ['npm', 'run', 'test:budget'],
        limitMinutes: 1,
        needs: 'build',
        count: ({ text }) => readTextReport(text),
      },
    ],
    // The longest first, so that no one is left alone for long. WebKitGTK, which suffers most from others, comes last.
    [
      playwrightStep('chromium'),
      playwrightStep('firefox'),
      playwrightStep('chromium-fallback'),
      playwrightStep('firefox-fallback'),
      playwrightStep('conformance'),
      webKitStep(),
    ],
  ];
}

/**
 * WebKitGTK where it is to be had, and else Playwright's own WebKit.
 *
 * @returns {Step}
 */
function webKitStep() {
  if (webKitGtk() === undefined) return playwrightStep('webkit');
  return vitestStep({
    name: 'webkitgtk',
    command: ['npx', 'vitest', 'run', '--config', 'e2e/webkit/vitest.config.ts'],
    limitMinutes: 30,
    needs: 'build',
  });
}

/**
 * @param {Step} step
 * @returns {Step}
 */
function vitestStep({ name, command, ...rest }) {
  const report = `${RESULTS_FOLDER}/${name}.json`;
  return {
    ...rest,
    name,
    report,
    command: [...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    count: () => readVitestReport(report),
  };
}

/**
 * One run per project: each engine's minutes are its own, and a browser that hangs takes only its own tests along.
 *
 * @param {string} project A name from playwright.config.ts.
 * @returns {Step}
 */
function playwrightStep(project) {
  const report = `${RESULTS_FOLDER}/${project}.json`;
  return {
    name: project,
    command: [
      ...['npx', 'playwright', 'test', `--project=${project}`],
      `--output=${RESULTS_FOLDER}/playwright-${project}`,
    ],
    limitMinutes: 30,
    needs: 'build',
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    report,
    count: () => readPlaywrightReport(report),
  };
}
