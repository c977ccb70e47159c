import type { Python } from './python';
import type { PythonState } from './python-state';

const LOADING_HEAD_START_MS = 1_500;

/** Resolves as soon as the state of Python meets the condition. */
export function when({ store }: Python, condition: (state: PythonState) => boolean): Promise<void> {
  if (condition(store.get())) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!condition(store.get())) return;
      unsubscribe();
      resolve();
    });
  });
}

/** The start of Python, and a run that waits for it, are worth more than the editor's colours, but not for long. */
export function untilQuiet(python: Python): Promise<void> {
  const isQuiet = ({ status, isBusy }: PythonState): boolean =>
    status.state !== 'loading' && !isBusy;
  const patience = new Promise<void>((resolve) => setTimeout(resolve, LOADING_HEAD_START_MS));
  return Promise.race([when(python, isQuiet), patience]);
}
