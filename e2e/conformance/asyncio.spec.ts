/**
 * CPython 3.11's own asyncio tests, run in a session. The table beside this file says what each
 * test is expected to give; a result that gets worse fails, one that gets better has to be written
 * into the table: `GORU_UPDATE_CONFORMANCE=1 npx playwright test --project=conformance`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { PYTHON_TESTSUITE_FOLDER } from '../support/ensure-browsers.mjs';
import type * as goru from '../../src/index';
import { expect, test } from '../support/fixtures';
import { ELSEWHERE_PATH, SITE_PATH } from '../support/site.mjs';

type Outcome = 'passed' | 'skipped' | 'failed' | 'error' | 'excluded' | 'started';
type Table = Record<string, Outcome>;

interface Exclusions {
  /** Module → why none of it can run. */
  modules: Record<string, string>;
  /** Why → ids of tests or classes, without the package. */
  tests: Record<string, string[]>;
}

const suite = join(PYTHON_TESTSUITE_FOLDER, 'usr/lib/python3.11/test');
const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const TABLE_FILE = beside('asyncio-expected.json');
const PACKAGE = 'test.test_asyncio.';
const MODULE_TIMEOUT_MS = 300_000;

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const exclusions = readJson(beside('asyncio-excluded.json')) as Exclusions;

test("CPython's own asyncio tests give what the table expects, or better", async ({
  page,
  site,
}, testInfo) => {
  test.skip(!existsSync(suite), `CPython's test suite is not in ${PYTHON_TESTSUITE_FOLDER}`);
  test.setTimeout(15 * 60_000);

  await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
  const results: Table = {};
  for (const module of testModules()) Object.assign(results, await runModule(page, module));

  if (process.env['GORU_UPDATE_CONFORMANCE'] !== undefined) writeTable(results);
  const counts = (outcome: Outcome): number =>
    Object.values(results).filter((given) => given === outcome).length;
  const ran = Object.keys(results).length - counts('excluded');
  const summary = `asyncio conformance: ${String(counts('passed'))} of ${String(ran)} pass, ${String(counts('skipped'))} skip themselves, ${String(counts('failed') + counts('error') + counts('started'))} fail, ${String(counts('excluded'))} excluded`;
  testInfo.annotations.push({ type: 'result', description: summary });
  process.stdout.write(`${summary}\n`);

  const expected = readJson(TABLE_FILE) as Table;
  const changed = Object.keys({ ...expected, ...results })
    .filter((id) => expected[id] !== results[id])
    .map((id) => `${id}: expected ${String(expected[id])}, is ${String(results[id])}`);
  expect(changed).toEqual([]);
});

function testModules(): string[] {
  return readdirSync(join(suite, 'test_asyncio'))
    .filter((name) => /^test_.*\.py$/.test(name))
    .map((name) => name.slice(0, -'.py'.length))
    .filter((name) => !(name in exclusions.modules));
}

/** The part of `Lib/test` that the asyncio tests import. */
function suiteFiles(): Record<string, string> {
  const files: Record<string, string> = { 'test/__init__.py': '' };
  const add = (folder: string, pattern: RegExp): void => {
    for (const name of readdirSync(join(suite, folder))) {
      if (pattern.test(name)) {
        files[`test/${folder}${name}`] = readFileSync(join(suite, folder, name), 'utf8');
      }
    }
  };
  add('', /\.pem$/);
  add('support/', /\.py$/);
  add('test_asyncio/', /\.py$/);
  return files;
}

async function runModule(page: Page, module: string): Promise<Table> {
  const stdout = await page.evaluate(
    async ({ url, files, source, env, timeoutMs }) => {
      const { createSession, memoryFiles } = (await import(url)) as typeof goru;
      const session = await createSession({
        // The nearest to these tests: 3.13 raises other errors in places, on purpose.
        python: '3.12',
        hotSpare: false,
        mounts: [{ path: '/tests', mode: 'ro', source: memoryFiles(files) }],
        env,
      });
      const result = await session.run(source, { timeoutMs, filename: 'run_tests.py' });
      session.close();
      if (result.status !== 'ok') throw new Error(`${result.status}\n${result.stderr}`);
      return result.stdout;
    },
    {
      url: `${SITE_PATH}goru.js`,
      files: suiteFiles(),
      source: readFileSync(beside('run_tests.py'), 'utf8'),
      env: {
        GORU_TEST_MODULE: PACKAGE + module,
        GORU_TEST_EXCLUDED: JSON.stringify(exclusionPatterns()),
      },
      timeoutMs: MODULE_TIMEOUT_MS,
    },
  );
  const events = stdout
    .split('\n')
    .filter((line) => line.startsWith('@@'))
    .map((line) => JSON.parse(line.slice(2)) as { id: string; outcome: Outcome });
  return Object.fromEntries(events.map(({ id, outcome }) => [id.replace(PACKAGE, ''), outcome]));
}

function exclusionPatterns(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(exclusions.tests).flatMap(([reason, ids]) =>
      ids.map((id) => [`^${(PACKAGE + id).replaceAll('.', '\\.')}(\\.|$)`, reason] as const),
    ),
  );
}

function writeTable(results: Table): void {
  const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(TABLE_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
