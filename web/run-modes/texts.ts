/** Every text of this room. */
import type { RunSettings } from './run-settings';
import { inputLines } from './run-settings';

export const TEXTS = {
  menu: 'Run with…',
  menuTitle: 'Run with arguments, input, a limit …',
  parts: 'Run once',
  runSelection: 'Run selection',
  runCell: 'Run cell',
  runCellAndMoveOn: 'Run cell and move on',
  runFresh: 'Run in a fresh session',
  runTests: 'Run tests',
  debugLastError: 'Look at the last error (pdb)',
  settings: 'Every run',
  args: 'Arguments',
  argsHint: 'sys.argv; words with blanks in quotes',
  openQuote: 'A quote is still open.',
  stdin: 'Input',
  stdinHint: 'one line for each input(); after the last you are asked',
  limit: 'Time limit in seconds',
  limitHint: 'empty for none; waiting for you does not count',
  deterministic: 'Deterministic run',
  deterministicHint:
    'random begins with the seed, and time.time() and datetime.now() stand still. What stays undetermined: secrets, uuid4 and os.urandom, time.monotonic() and perf_counter(), the network, and what earlier runs have left, unless the session is fresh.',
  seed: 'Seed',
  clock: 'Clock stands at',
  fresh: 'Fresh session: no variables of earlier runs',
  done: 'Done',
  plain: 'Plain run',
  badge: 'Runs with',
  noCells: 'This file has no cells: a line that begins with # %% starts one.',
  noCode: 'There is no code to run here.',
  editorLoads: 'The editor is still loading.',
  tests: 'Tests',
  testsRunning: 'Running tests',
  noTests:
    'No tests found. Classes of unittest.TestCase, functions called test_… and >>> examples in docstrings are tests, in every file.',
  testsHint: 'Runs the unittest tests and the >>> examples of your files.',
  testsBroken: 'The program could not be run: the output says why.',
  printed: 'Printed',
  traceback: 'Traceback',
  checks: 'Checks',
  checksWait: 'The checks look at your program when it has ended without an error.',
  checkTimeout: 'This took too long and was stopped. Is there a loop that never ends?',
  checkNotRun: 'Not run',
  got: 'got',
  debugger: 'Debugger',
  next: 'Next',
  step: 'Step into',
  out: 'Out',
  continue: 'Continue',
  quit: 'Quit',
} as const;

export const TEST_WORDS = {
  waiting: 'not run yet',
  passed: 'passed',
  failed: 'failed',
  error: 'error',
  skipped: 'skipped',
  stopped: 'stopped',
} as const;

/** Around the value that a check expects: before it, and after it. */
export function expectation(operator: string | null): readonly [string, string] {
  switch (operator) {
    case null:
    case '==':
      return ['expected', ''];
    case 'in':
      return ['expected', ' to be in it'];
    case 'not in':
      return ['expected', ' not to be in it'];
    default:
      return [`expected ${operator}`, ''];
  }
}

export function lineWord(line: number): string {
  return `line ${String(line)}`;
}

export function cellTitle(title: string, first: number, last: number): string {
  const lines = `lines ${String(first)}–${String(last)}`;
  return title === '' ? `Cell, ${lines}` : `${title}, ${lines}`;
}

export function selectionTitle(first: number, last: number): string {
  return first === last ? `Line ${String(first)}` : `Lines ${String(first)}–${String(last)}`;
}

export function checksSummary(passed: number, count: number): string {
  return passed === count
    ? `All ${String(count)} checks pass`
    : `${String(passed)} of ${String(count)} checks pass`;
}

export function pausedAt(file: string, line: number, name: string | null): string {
  const place = `Stopped at ${file}, line ${String(line)}`;
  return name === null ? place : `${place}, in ${name}`;
}

/** What is not plain about the next run, in a few words each. */
export function describeSettings(settings: RunSettings): string[] {
  const { args, stdin, limitS, isDeterministic, seed, clock, isFresh } = settings;
  const lines = inputLines(stdin).length;
  return [
    ...(args.trim() === '' ? [] : [`arguments ${args.trim()}`]),
    ...(lines === 0 ? [] : [lines === 1 ? '1 line of input' : `${String(lines)} lines of input`]),
    ...(limitS === null ? [] : [`a limit of ${String(limitS)} s`]),
    ...(isDeterministic ? [`seed ${String(seed)}, clock at ${clock.replace('T', ' ')}`] : []),
    ...(isFresh ? ['a fresh session'] : []),
  ];
}
