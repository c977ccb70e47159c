import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlaywrightReport, readTextReport, readVitestReport } from './test-reports.mjs';

function writeReport(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('counts a Vitest file which cannot be imported as a failure', () => {
  const file = writeReport({
    testResults: [
      { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
      {
        name: 'good.test.ts',
        status: 'passed',
        assertionResults: [
          { fullName: 'adds', status: 'passed' },
          { fullName: 'wavers', status: 'passed', failureMessages: ['no Ready'] },
          { fullName: 'divides', status: 'failed' },
          { fullName: 'waits (needs a server)', status: 'skipped' },
        ],
      },
    ],
  });
  const counts = readVitestReport(file);
  expect(counts).toMatchObject({
    passed: 2,
    failed: 2,
    flaky: [{ name: 'wavers', message: 'no Ready' }],
  });
  expect(counts?.skipped.map(({ name }) => name)).toEqual(['waits (needs a server)']);
});

test('counts a Vitest file whose beforeAll has failed as a failure', () => {
  const file = writeReport({
    testResults: [
      {
        name: 'prepared.test.ts',
        status: 'failed',
        message: 'Hook timed out',
        assertionResults: [{ fullName: 'adds', status: 'skipped' }],
      },
    ],
  });
  expect(readVitestReport(file)).toMatchObject({
    failed: 1,
    failures: [{ name: 'prepared.test.ts', message: 'Hook timed out' }],
  });
});

test('names a Playwright test that passed at the second try, and the reason of a skip', () => {
  const file = writeReport({
    errors: [],
    suites: [
      {
        title: 'a.spec.ts',
        suites: [
          {
            title: 'Stop',
            specs: [
              { title: 'stops', tests: [{ status: 'expected', annotations: [] }] },
              {
                title: 'wavers',
                tests: [
                  {
                    status: 'flaky',
                    annotations: [],
                    results: [{ errors: [{ message: '\u001b[31mno Ready\u001b[39m' }] }, {}],
                  },
                ],
              },
              {
                title: 'dims',
                tests: [
                  { status: 'skipped', annotations: [{ type: 'skip', description: 'no BiDi' }] },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(readPlaywrightReport(file)).toEqual({
    passed: 2,
    failed: 0,
    skipped: [{ name: 'a.spec.ts › Stop › dims', reason: 'no BiDi' }],
    failures: [],
    flaky: [{ name: 'a.spec.ts › Stop › wavers', message: 'no Ready' }],
  });
});

test('counts an error outside of any Playwright test as a failure', () => {
  const file = writeReport({ errors: [{ message: 'no dist' }], suites: [] });
  expect(readPlaywrightReport(file)).toMatchObject({ passed: 0, failed: 1 });
});

test.each([
  ['Ran 12 tests in 0.1s\n\nOK\n', 12, 0, 0],
  ['Ran 1 test in 0.1s\n\nOK (skipped=1)\n', 0, 0, 1],
  ['Ran 12 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=3)\n', 6, 3, 3],
  ['1 passed, 9 failed\nagain\n7 passed, 2 failed, 1 skipped\n', 7, 2, 1],
])('reads the last summary of %j', (text, passed, failed, skipped) => {
  const counts = readTextReport(text);
  expect(counts).toMatchObject({ passed, failed });
  expect(counts?.skipped).toHaveLength(skipped);
});

test('finds no counts where there is no report', () => {
  expect(readVitestReport('no/such/file.json')).toBeUndefined();
  expect(readTextReport('Segmentation fault')).toBeUndefined();
});
