import type { PythonVersion } from '../../../src/index';

/**
 * Rules that find mistakes, and few of taste. The names are ruff's: pyflakes, the parts of pycodestyle that are about
 * meaning, and a handful of bugbear's.
 *
 * @see https://docs.astral.sh/ruff/rules/
 */
const RULES = ['E4', 'E7', 'E9', 'F', 'W605', 'B006', 'B023'];

const LEFT_OUT = [
  // The language server says these, and knows the types.
  'F821',
  'F822',
  // `import` lines in the middle are how cells and small experiments are written.
  'E402',
  // A program may await at its top level.
  'F704',
  // Short names are taught with, and so is `from turtle import *`.
  'E741',
  'F403',
  'F405',
];

/** For ruff's `Workspace`. */
export function ruffSettings(version: PythonVersion): object {
  return {
    'target-version': `py${version.replace('.', '')}`,
    // The lines of CPython's own examples; ruff's default.
    'line-length': 88,
    lint: { select: RULES, ignore: LEFT_OUT },
    format: { 'quote-style': 'preserve' },
  };
}
