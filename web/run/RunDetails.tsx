import { useEffect, useState } from 'react';
import { useStore } from '../ui/use-store';
import { formatDuration } from '../ui/duration';
import { isQueued } from './python-state';
import { words } from '../words/run';
import type { Python } from './python';
import type { PythonState } from './python-state';

/** Short runs show nothing of their own: the time of the last one would only flicker. */
const QUIET_MS = 400;
const TICK_MS = 100;
const MAIN = 'main.py';

/** `main.py · 0.21 s`: how long the last run took, or the current one has taken. */
export function RunDetails({ python }: { python: Python }) {
  const state = useStore(python.store);
  const isRunning = state.isBusy && !isQueued(state);
  const elapsed = useElapsed(isRunning);
  const { outcome, time } = describe(state, elapsed);
  return (
    <>
      <span className="run-filename">{outcome + time === '' ? MAIN : `${MAIN} · `}</span>
      <span className="run-outcome">{outcome}</span>
      {time}
    </>
  );
}

function describe(state: PythonState, elapsed: number | null): { outcome: string; time: string } {
  if (isQueued(state)) return { outcome: '', time: words().waits };
  if (elapsed !== null) return { outcome: '', time: formatDuration(elapsed) };
  if (!state.lastRun) return { outcome: '', time: '' };
  const { status, durationMs } = state.lastRun;
  return { outcome: `${words().outcomes[status]} · `, time: formatDuration(durationMs) };
}

function useElapsed(isRunning: boolean): number | null {
  const [elapsed, setElapsed] = useState<number | null>(null);
  useEffect(() => {
    if (!isRunning) return;
    const start = performance.now();
    const timer = setInterval(() => {
      const now = performance.now() - start;
      if (now >= QUIET_MS) setElapsed(now);
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      setElapsed(null);
    };
  }, [isRunning]);
  return isRunning ? elapsed : null;
}
