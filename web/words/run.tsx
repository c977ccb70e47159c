import { inLanguage } from './in-language';
import type { ReactNode } from 'react';
import type { RunResult, SessionStatus } from '../../src/index';

export const english = {
  pythonVersion: 'Python version',
  pythonVersionTitle:
    'Another version loads the page again: your code and files stay, variables are gone.',
  notLoaded: 'Python could not be loaded',
  notStartedAgain: 'Python could not be started again',
  codeIsHere: 'Your code is still here.',
  notLoadedReasons:
    'Your code is still here. If this device is online, a content blocker or the filter of a school or company network may hold back one of the page’s files.',
  tryAgain: 'Try again',
  startAgain: 'Start Python again',
  resetSession: 'Reset session',
  resetTitle:
    'Variables are kept from one run to the next. This starts a fresh Python without them; your code stays.',
  run: 'Run',
  runWith: 'Run with…',
  runWithTitle: 'Other ways to run: a selection, a cell, tests, with arguments or input …',
  waitsForPython: 'Waits for Python to load',
  runTitle: 'Run the program',
  runsSoon: 'Runs as soon as Python is loaded',
  stop: 'Stop',
  stopTitle: (keys: string) => `Stop the program (${keys})`,
  waits: 'waits for Python',
  variablesKept: 'variables are kept',
  variablesKeptTitle: 'The next run finds what earlier ones defined. Reset session starts afresh.',
  loadingPython: 'Loading Python',
  didNotRun: (reason: string) => `The program did not run: ${reason}`,
  stopped: 'Stopped',
  endedWithCode: (code: number) => `The program ended with code ${String(code)}`,
  stoppedAt: (line: number) => `Stopped at line ${String(line)}`,
  stoppedAfter: (seconds: number) => `Stopped after ${String(seconds)} s`,
  crashed: (message: string) => `Python crashed: ${message}`,
  loadedOf: (loaded: string, total: string) => `${loaded} of ${total} MB`,
  /** A narrow screen has no room for the second word. */
  reset: (ifWide: (text: string) => ReactNode) => <>Reset{ifWide(' session')}</>,
  states: {
    loading: 'Loading Python…',
    ready: 'Ready',
    running: 'Running',
    'waiting-for-input': 'Waiting for input',
    'waiting-for-permission': 'Waiting for your permission',
    stopping: 'Stopping',
    restarting: 'Restarting Python…',
    crashed: 'Crashed',
    closed: 'Closed',
    failed: 'Python could not be loaded',
  } satisfies Record<SessionStatus['state'] | 'failed', string>,
  /** Before how long the run took; none for one that simply ended. */
  outcomes: {
    // It may have printed nothing.
    ok: 'done',
    error: 'failed',
    exit: 'ended',
    interrupted: 'stopped',
    timeout: 'stopped',
    crashed: 'crashed',
  } satisfies Record<RunResult['status'], string>,
  restarted: 'Python was restarted; variables are gone',
  notComplete: 'The page did not load completely. Reload it to try again.',
};

export const words = inLanguage('run', english);
