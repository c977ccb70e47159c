/**
 * Format, lint and types of the Python side: `node runtime-assets/tests/check-python.mjs [--fix]`.
 * Both tools are npm packages; their settings are in pyproject.toml.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

import { readToml } from './harness/read-toml.mjs';

const ASSETS = fileURLToPath(new URL('..', import.meta.url));
const BASEDPYRIGHT = fileURLToPath(import.meta.resolve('basedpyright/index.js'));
const FOLDERS = ['_goru', 'goru', 'pydantic_core', 'stubs', 'tests', '../e2e/bench/python'];
const FIX_ROUNDS = 10;
const shouldFix = process.argv.includes('--fix');

const settings = await readToml(path.join(ASSETS, 'pyproject.toml'));
const ruff = new Workspace(settings.tool.ruff, PositionEncoding.Utf16);
const problems = FOLDERS.flatMap(listPython).flatMap(checkFile);
for (const problem of problems) console.error(problem);
const types = spawnSync(process.execPath, [BASEDPYRIGHT, '--project', ASSETS, '--warnings'], {
  stdio: 'inherit',
});
process.exitCode = problems.length === 0 && types.status === 0 ? 0 : 1;

function listPython(folder) {
  return fs
    .readdirSync(path.join(ASSETS, folder), { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((name) => /\.pyi?$/.test(name))
    .sort();
}

function checkFile(name) {
  const file = path.join(ASSETS, name);
  const before = fs.readFileSync(file, 'utf8');
  const isStub = name.endsWith('.pyi');
  let text = before;
  if (shouldFix) {
    text = ruff.format(isStub ? text : applyFixes(text));
    if (text !== before) fs.writeFileSync(file, text);
  }
  const found = isStub ? [] : ruff.check(text).map((problem) => describe(name, problem));
  if (ruff.format(text) !== text) found.push(`${name}: not formatted (--fix does it)`);
  return found;
}

function describe(name, { start_location: { row, column }, code, message }) {
  return `${name}:${row}:${column} ${code ?? 'syntax'} ${message}`;
}

/** One fix at a time, because fixes may overlap; ruff is quick. */
function applyFixes(source) {
  let text = source;
  for (let round = 0; round < FIX_ROUNDS; round++) {
    const fixes = ruff.check(text).filter(({ fix }) => fix !== null);
    if (fixes.length === 0) break;
    const taken = [];
    for (const { fix } of fixes) {
      const edits = fix.edits.map((edit) => toOffsets(text, edit));
      const overlaps = edits.some((edit) =>
        taken.some((other) => edit.start <= other.end && other.start <= edit.end),
      );
      if (!overlaps) taken.push(...edits);
    }
    taken.sort((a, b) => b.start - a.start);
    for (const { start, end, content } of taken) {
      text = text.slice(0, start) + content + text.slice(end);
    }
  }
  return text;
}

function toOffsets(text, { location, end_location, content }) {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') lineStarts.push(i + 1);
  const offset = ({ row, column }) => lineStarts[row - 1] + column - 1;
  return { start: offset(location), end: offset(end_location), content: content ?? '' };
}
