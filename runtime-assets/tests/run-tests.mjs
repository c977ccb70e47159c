/**
 * Runs the Python tests inside the real interpreters: `node runtime-assets/tests/run-tests.mjs
 * [--python=3.13] [name …]` (a name is a test file without `.py`, or a `*.test.mjs` here without its
 * suffix). With `--update-stub` it writes stubs/goru.pyi instead.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { writeInterpreters } from './harness/interpreter.mjs';
import { layRealPackages } from './harness/real-packages.mjs';

const TESTS = fileURLToPath(new URL('.', import.meta.url));
const ASSETS = path.dirname(path.resolve(TESTS));
const PYDANTIC_CORE = path.join(ASSETS, 'pydantic_core');
const CONTRACT = path.join(path.dirname(ASSETS), 'src/contract');
const AT_ONCE = Math.max(1, Math.min(4, os.availableParallelism()));
/**
 * Node's garbage collector crashes when it goes on, in steps, while a guest with much memory is in a WASI call. And every
 * file has a Node of its own, whose optimising compiler would take more processor than all tests that profit from it.
 */
const NODE_FLAGS = ['--no-warnings', '--no-incremental-marking', '--liftoff-only'];
const TIMEOUT_MS = Number(process.env.GORU_TEST_TIMEOUT_MS ?? 300_000);

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const onlyPython = process.argv.find((argument) => argument.startsWith('--python='))?.slice(9);
const updatesStub = process.argv.includes('--update-stub');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'goru-tests-'));
try {
  const interpreters = await prepare();
  if (updatesStub) await updateStub(interpreters['3.12']);
  else {
    const tests = listTests(interpreters);
    if (tests.some(needsRealPackages)) layRealPackages(path.join(scratch, 'packages'));
    report(await runAll(tests));
  }
} finally {
  fs.rmSync(scratch, { recursive: true });
}

/** Copies, so that no interpreter writes `__pycache__` into the sources. */
async function prepare() {
  for (const name of ['_goru', 'goru', 'stubs']) {
    fs.cpSync(path.join(ASSETS, name), path.join(scratch, 'lib', name), { recursive: true });
  }
  fs.cpSync(PYDANTIC_CORE, path.join(scratch, 'pydantic_core'), { recursive: true });
  return writeInterpreters(scratch);
}

/** Every file in every interpreter. */
function listTests(interpreters) {
  const names = fs.readdirSync(TESTS).filter((name) => /^test_.*\.py$|\.test\.mjs$/.test(name));
  const stem = (name) => name.replace(/\.(py|test\.mjs)$/, '');
  const unknown = wanted.filter((name) => !names.some((known) => stem(known) === name));
  if (unknown.length > 0) {
    throw new Error(`no such test: ${unknown.join(', ')}; there are ${names.map(stem).join(' ')}`);
  }
  const files = names.filter((name) => wanted.length === 0 || wanted.includes(stem(name))).sort();
  return Object.entries(interpreters)
    .filter(([version]) => onlyPython === undefined || version === onlyPython)
    .flatMap(([version, interpreter]) => files.map((file) => ({ file, version, interpreter })));
}

function needsRealPackages({ file }) {
  return fs.readFileSync(path.join(TESTS, file), 'utf8').includes('real_packages');
}

async function runAll(tests) {
  const queue = [...tests];
  const results = new Map();
  const work = async () => {
    for (let test = queue.shift(); test !== undefined; test = queue.shift()) {
      const started = performance.now();
      const result = await (test.file.endsWith('.py') ? runPython : runScript)(test);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const title = `${test.file} in ${test.version}`;
      results.set(title, result);
      console.log(
        `${result.failed === 0 ? 'ok  ' : 'FAIL'} ${title} (${result.passed} passed, ${seconds} s)`,
      );
      for (const failure of result.failures) console.log(`\n${failure}\n`);
      for (const [test, reason] of result.skipped) console.log(`     skipped ${test}: ${reason}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function runPython({ file, version, interpreter }) {
  const name = path.basename(file, '.py');
  const temporary = path.join(scratch, `tmp-${version}-${name}`);
  fs.mkdirSync(temporary);
  const preopens = {
    '/lib/goru': path.join(scratch, 'lib'),
    '/tests': TESTS,
    '/contract': CONTRACT,
    '/pydantic_core': path.join(scratch, 'pydantic_core'),
    '/tmp': temporary,
  };
  if (needsRealPackages({ file })) preopens['/packages'] = path.join(scratch, 'packages');
  const task = JSON.stringify({ interpreter, name, preopens });
  const output = await runNode(['harness/run-file.mjs', task]);
  try {
    return JSON.parse(fs.readFileSync(path.join(temporary, 'result.json'), 'utf8'));
  } catch {
    return failure(`${file} did not finish:\n${output}`);
  }
}

/** `check-python.mjs --fix` formats what comes out. */
async function updateStub(interpreter) {
  const preopens = { '/lib/goru': path.join(scratch, 'lib'), '/tests': TESTS, '/tmp': scratch };
  const name = '--update-stub';
  console.log(
    await runNode(['harness/run-file.mjs', JSON.stringify({ interpreter, name, preopens })]),
  );
  fs.copyFileSync(path.join(scratch, 'goru.pyi'), path.join(ASSETS, 'stubs/goru.pyi'));
}

/** A script prints one line per test (`ok name` or `not ok name: why`). */
async function runScript({ file, version, interpreter }) {
  const task = JSON.stringify({ interpreter, version, python: path.join(scratch, 'lib') });
  const output = await runNode([file, task]);
  const failures = output.split('\n').filter((line) => line.startsWith('not ok '));
  const passed = output.split('\n').filter((line) => line.startsWith('ok ')).length;
  if (passed + failures.length === 0) return failure(`${file} did not finish:\n${output}`);
  return { passed, failed: failures.length, failures, skipped: [] };
}

function failure(text) {
  return { passed: 0, failed: 1, failures: [text], skipped: [] };
}

function runNode([script, task]) {
  return new Promise((resolve) => {
    const options = { cwd: TESTS, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [...NODE_FLAGS, script, task], options, (error, stdout, stderr) => {
      resolve(`${stdout}${stderr}${error === null ? '' : `\n${error.message.slice(-500)}`}`);
    });
  });
}

function report(results) {
  const all = [...results.values()];
  const passed = all.reduce((sum, result) => sum + result.passed, 0);
  const failed = all.reduce((sum, result) => sum + result.failed, 0);
  const counts = { passed, failed };
  if (process.env.GORU_TEST_JSON)
    fs.writeFileSync(process.env.GORU_TEST_JSON, JSON.stringify(counts));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
