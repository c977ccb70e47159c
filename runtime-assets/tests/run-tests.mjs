/**
 * Runs the Python tests inside the real interpreter: `node runtime-assets/tests/run-tests.mjs
 * [name …]` (a name is a test file without `.py`, or a `*.test.mjs` here without its suffix).
 * With `--update-stub` it writes stubs/goru.pyi instead.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { loadInterpreter } from './harness/interpreter.mjs';

const TESTS = fileURLToPath(new URL('.', import.meta.url));
const ASSETS = path.dirname(path.resolve(TESTS));
const CONTRACT = path.join(path.dirname(ASSETS), 'src/contract');
const AT_ONCE = Math.max(1, Math.min(4, os.availableParallelism()));
const TIMEOUT_MS = Number(process.env.GORU_TEST_TIMEOUT_MS ?? 300_000);

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const updatesStub = process.argv.includes('--update-stub');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'goru-tests-'));
try {
  const interpreter = await prepare();
  if (updatesStub) await updateStub(interpreter);
  else report(await runAll(listTests(), interpreter));
} finally {
  fs.rmSync(scratch, { recursive: true });
}

/** Copies, so that no interpreter writes `__pycache__` into the sources. */
async function prepare() {
  const { bytes, minPages } = await loadInterpreter();
  const wasmPath = path.join(scratch, 'python.wasm');
  fs.writeFileSync(wasmPath, bytes);
  for (const name of ['_goru', 'goru', 'stubs']) {
    fs.cpSync(path.join(ASSETS, name), path.join(scratch, 'lib', name), { recursive: true });
  }
  return { wasmPath, minPages };
}

function listTests() {
  const names = fs.readdirSync(TESTS).filter((name) => /^test_.*\.py$|\.test\.mjs$/.test(name));
  const isWanted = (name) =>
    wanted.length === 0 || wanted.includes(name.replace(/\.(py|test\.mjs)$/, ''));
  return names.filter(isWanted).sort();
}

async function runAll(files, interpreter) {
  const queue = [...files];
  const results = new Map();
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const started = performance.now();
      const result = await (file.endsWith('.py') ? runPython : runScript)(file, interpreter);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      results.set(file, result);
      console.log(
        `${result.failed === 0 ? 'ok  ' : 'FAIL'} ${file} (${result.passed} passed, ${seconds} s)`,
      );
      for (const failure of result.failures) console.log(`\n${failure}\n`);
      for (const [test, reason] of result.skipped) console.log(`     skipped ${test}: ${reason}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function runPython(file, { wasmPath, minPages }) {
  const name = path.basename(file, '.py');
  const temporary = path.join(scratch, `tmp-${name}`);
  fs.mkdirSync(temporary);
  const preopens = {
    '/lib/goru': path.join(scratch, 'lib'),
    '/tests': TESTS,
    '/contract': CONTRACT,
    '/tmp': temporary,
  };
  const task = JSON.stringify({ wasmPath, minPages, name, preopens });
  const output = await runNode(['harness/run-file.mjs', task]);
  try {
    return JSON.parse(fs.readFileSync(path.join(temporary, 'result.json'), 'utf8'));
  } catch {
    return failure(`${file} did not finish:\n${output}`);
  }
}

/** `check-python.mjs --fix` formats what comes out. */
async function updateStub({ wasmPath, minPages }) {
  const preopens = { '/lib/goru': path.join(scratch, 'lib'), '/tests': TESTS, '/tmp': scratch };
  const name = '--update-stub';
  console.log(
    await runNode(['harness/run-file.mjs', JSON.stringify({ wasmPath, minPages, name, preopens })]),
  );
  fs.copyFileSync(path.join(scratch, 'goru.pyi'), path.join(ASSETS, 'stubs/goru.pyi'));
}

/** A script prints one line per test (`ok name` or `not ok name: why`). */
async function runScript(file, { wasmPath, minPages }) {
  const task = JSON.stringify({ wasmPath, minPages, python: path.join(scratch, 'lib') });
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
    execFile(
      process.execPath,
      ['--no-warnings', script, task],
      options,
      (error, stdout, stderr) => {
        resolve(`${stdout}${stderr}${error === null ? '' : `\n${error.message.slice(-500)}`}`);
      },
    );
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
