import type { RunResult, Session, SessionStatus } from '../../src/index';

/** The session's status, or why there is no session. */
export type PythonStatus = SessionStatus | { state: 'failed'; message: string };

export interface FinishedRun {
  status: RunResult['status'];
  durationMs: number;
}

export interface PythonState {
  status: PythonStatus;
  /** Null until Python has loaded. */
  session: Session | null;
  /** A run was asked for and has not ended; it may still wait for Python to load. */
  isBusy: boolean;
  lastRun: FinishedRun | null;
  /** An earlier run left what the next one will find. */
  hasVariables: boolean;
}

const LOADING_STATES: ReadonlySet<PythonStatus['state']> = new Set(['loading', 'restarting']);

export const INITIAL_PYTHON_STATE: PythonState = {
  status: { state: 'loading', loadedBytes: 0, totalBytes: 0 },
  session: null,
  isBusy: false,
  lastRun: null,
  hasVariables: false,
};

/** A run waits for the interpreter. */
export function isQueued({ isBusy, status }: PythonState): boolean {
  return isBusy && LOADING_STATES.has(status.state);
}
