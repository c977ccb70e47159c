/**
 * CPython's own tests of the language and its library, run in sessions of both interpreters. A table per interpreter
 * beside this file says what is expected; any difference fails. They take a quarter of an hour, so `npm test` leaves
 * them out:
 *
 *     npm run test:cpython                                # both, all modules
 *     npm run test:cpython -- -g "3.13.*test_re"
 *     GORU_UPDATE_CONFORMANCE=1 npm run test:cpython      # writes the tables
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { PYTHON_TESTSUITE_FOLDER } from '../support/ensure-browsers.mjs';
import type * as goru from '../../src/index';
import { expect, test } from '../support/fixtures';
import { ELSEWHERE_PATH, SITE_PATH } from '../support/site.mjs';
import { MODULES } from './cpython-modules';

interface Suite {
  python: goru.PythonVersion;
  /** The folder `Lib/test`; 3.12 is asked what Debian has for it. */
  folder: string;
  /** How to get it. */
  advice: string;
  /** Regular expression of ids → why such a test is not even begun. */
  excluded: Record<string, string>;
}

const SUITES: readonly Suite[] = [
  {
    python: '3.13',
    folder: process.env['GORU_CPYTHON_TESTS'] ?? '.cache/python3.13-tests/Lib/test',
    advice:
      'unpack Lib/test of the Python source that runtime-assets/python-3.13/build.sh fetches into .cache/python3.13-tests, or set GORU_CPYTHON_TESTS to it',
    excluded: {},
  },
  {
    python: '3.12',
    folder: join(PYTHON_TESTSUITE_FOLDER, 'usr/lib/python3.11/test'),
    advice: 'run `node e2e/support/ensure-browsers.mjs` as root on Debian',
    excluded: {
      'test_csv\\.TestSniffer\\.test_sniff_regex_backtracking$':
        'takes for ever in 3.12.0, which later releases mended',
    },
  },
];

/** What a module gave. Only tests that did not pass are named: they are few. */
interface ModuleResult {
  passed: number;
  skipped: number;
  /** Id → the error; the id `(the module)` when it did not get to its end. */
  failed: Record<string, string>;
}

type Table = Record<string, ModuleResult>;

interface TestEvent {
  id: string;
  outcome: 'started' | 'passed' | 'skipped' | 'failed' | 'error' | 'excluded';
  detail?: string;
}

const updatesTables = process.env['GORU_UPDATE_CONFORMANCE'] !== undefined;
const MODULE_TIMEOUT_MS = 240_000;
const DETAIL_CHARS = 120;
const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

for (const { python, folder, advice, excluded } of SUITES) {
  const tableFile = beside(`cpython-${python}-expected.json`);
  const readTable = (): Table =>
    existsSync(tableFile) ? (JSON.parse(readFileSync(tableFile, 'utf8')) as Table) : {};

  test.describe(`CPython’s own tests in Python ${python}`, () => {
    for (const { name, needs = [] } of MODULES) {
      test(name, async ({ page, site }) => {
        test.skip(!existsSync(folder), `no CPython test suite in ${folder}: ${advice}`);
        const files = collectFiles(folder, name, needs);
        test.skip(files === undefined, `${folder} has no ${name}`);
        const table = readTable();
        test.skip(
          !updatesTables && !(name in table),
          'nobody has measured it yet: run it with GORU_UPDATE_CONFORMANCE=1',
        );
        test.setTimeout(MODULE_TIMEOUT_MS + 60_000);
        await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
        const result = await runModule(page, {
          python,
          name,
          excluded: JSON.stringify(excluded),
          files: files ?? {},
        });
        const { passed, skipped, failed } = result;
        process.stdout.write(
          `${python} ${name}: ${String(passed)} passed, ${String(Object.keys(failed).length)} failed, ${String(skipped)} skipped\n`,
        );
        if (updatesTables) {
          table[name] = result;
          writeTable(tableFile, table);
        }
        const expected = table[name];
        expect(passed).toBe(expected?.passed);
        expect(Object.keys(failed)).toEqual(Object.keys(expected?.failed ?? {}));
      });
    }
  });
}

async function runModule(
  page: Page,
  given: {
    python: goru.PythonVersion;
    name: string;
    excluded: string;
    files: Record<string, string>;
  },
): Promise<ModuleResult> {
  const { status, stdout, stderr } = await page.evaluate(
    async ({ url, python, name, excluded, files, source, timeoutMs }) => {
      const { createSession, memoryFiles } = (await import(url)) as typeof goru;
      const bytes = Object.entries(files).map(([path, base64]) => {
        const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        return [path, content] as const;
      });
      const session = await createSession({
        python,
        hotSpare: false,
        mounts: [{ path: '/tests', mode: 'ro', source: memoryFiles(Object.fromEntries(bytes)) }],
        env: { GORU_TEST_MODULE: `test.${name}`, GORU_TEST_EXCLUDED: excluded },
      });
      const { status, stdout, stderr } = await session.run(source, {
        timeoutMs,
        filename: 'run_tests.py',
      });
      session.close();
      return { status, stdout, stderr };
    },
    {
      ...given,
      url: `${SITE_PATH}goru.js`,
      source: readFileSync(beside('run_tests.py'), 'utf8'),
      timeoutMs: MODULE_TIMEOUT_MS,
    },
  );
  const events = stdout
    .split('\n')
    .filter((line) => line.startsWith('@@'))
    .map((line) => JSON.parse(line.slice(2)) as TestEvent);
  // The last word on a test is what it gave; one that was only started did not come to its end.
  const last = new Map(events.map((event) => [event.id, event]));
  const result: ModuleResult = { passed: 0, skipped: 0, failed: {} };
  for (const [id, { outcome, detail = '' }] of [...last].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (outcome === 'passed') result.passed += 1;
    else if (outcome === 'skipped' || outcome === 'excluded') result.skipped += 1;
    else result.failed[id.replace(`test.${given.name}.`, '')] = shorten(detail || outcome);
  }
  if (status !== 'ok') {
    result.failed['(the module)'] = shorten(`${status}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  }
  return result;
}

/** Addresses and the like differ from run to run. */
function shorten(detail: string): string {
  return detail.replaceAll(/0x[0-9a-f]+/g, '0x…').slice(0, DETAIL_CHARS);
}

/**
 * The module, what it imports from `test`, `test.support`, and data it is known to need: paths below `/tests`, contents
 * as base64. Undefined when the suite has no such module.
 */
function collectFiles(
  folder: string,
  name: string,
  needs: readonly string[],
): Record<string, string> | undefined {
  const files: Record<string, string> = { 'test/__init__.py': '' };
  const queue = [name, ...needs];
  const seen = new Set<string>();
  const add = (path: string): void => {
    const content = readFileSync(join(folder, path));
    files[`test/${path}`] = content.toString('base64');
    if (path.endsWith('.py')) queue.push(...importsOf(content.toString('latin1')));
  };
  const addFolder = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inside = `${path}/${entry.name}`;
      if (entry.isFile()) add(inside);
      else if (entry.name !== '__pycache__') addFolder(inside);
    }
  };
  addFolder('support');
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (existsSync(join(folder, `${next}.py`))) add(`${next}.py`);
    else if (existsSync(join(folder, next))) {
      if (statSync(join(folder, next)).isDirectory()) addFolder(next);
      else add(next);
    } else if (next === name) return undefined;
  }
  return files;
}

/** `from test import a, b`, `from test.a import …`, `import test.a`. */
function importsOf(source: string): string[] {
  const names: string[] = [];
  for (const [, module, list] of source.matchAll(
    /^\s*(?:from test(?:\.(\w+))? import \(?([^)\n]*)|import test\.\w+)/gm,
  )) {
    if (module !== undefined) names.push(module);
    else if (list !== undefined) names.push(...list.split(',').map((one) => one.trim()));
  }
  for (const [, module] of source.matchAll(/^\s*import test\.(\w+)/gm)) names.push(module ?? '');
  return names.map((one) => one.split(' ')[0] ?? '').filter((one) => /^\w+$/.test(one));
}

function writeTable(file: string, table: Table): void {
  const sorted = Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
