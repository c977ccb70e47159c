import { german } from './de/embed';
import type { Shape } from './shape';

/** For snippets on pages of others, which load no other language later: each speaks that of the text around it. */
export const english = {
  run: 'Run',
  stop: 'Stop',
  reset: 'Reset',
  openInGoru: 'Open in Goru',
  pythonProgram: 'Python program',
  editorKeys: 'Tab indents. Escape and then Tab leaves the editor. Control and Enter runs.',
  output: 'Output',
  programInput: 'Program input',
  enter: 'Enter',
  endOfInput: 'End of input',
  running: 'Running',
  waitingForInput: 'Waiting for input',
  waitingForPython: 'Waiting for Python…',
  loadingPython: (percent: number) => `Loading Python… ${String(percent)} %`,
  didNotRun: 'Did not run',
  checksPass: (passed: number, count: number) =>
    `${String(passed)} of ${String(count)} checks pass`,
  compared: (expression: string, expected: string, actual: string) =>
    `${expression}: expected ${expected}, got ${actual}`,
  toBeInIt: 'to be in it',
  notToBeInIt: 'not to be in it',
  checkTimeout: 'This took too long and was stopped.',
  checkNotRun: 'Not run',
  endings: {
    ok: 'Done',
    error: 'Error',
    exit: 'Ended',
    interrupted: 'Stopped',
    timeout: 'Stopped',
    crashed: 'Python crashed',
  },
};

export type EmbedWords = Shape<typeof english>;

/** By the nearest `lang` around an element. */
export function embedWords(element: HTMLElement): EmbedWords {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^de\b/i.test(language) ? german : english;
}
