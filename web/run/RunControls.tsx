import { useStore } from '../ui/use-store';
import type { ReactNode } from 'react';
import { isQueued } from './python-state';
import { words } from '../words/run';
import type { Python } from './python';

interface RunControlsProps {
  python: Python;
  /** As they are shown. */
  keys: { run: string; stop: string };
  onRun: () => void;
  onStop: () => void;
  /** Between the two: other ways to run. */
  menu: ReactNode;
}

/**
 * Run and Stop. A button that has nothing to do is `aria-disabled`, not `disabled`: it must not
 * lose the keyboard's focus in the moment it is used.
 */
export function RunControls({ python, keys, onRun, onStop, menu }: RunControlsProps) {
  const state = useStore(python.store);
  const waits = isQueued(state);
  return (
    <>
      <button
        type="button"
        className="button button-run"
        aria-label={words().run}
        aria-disabled={state.isBusy}
        aria-description={waits ? words().waitsForPython : undefined}
        data-waits={waits || undefined}
        title={waits ? words().runsSoon : words().runTitle}
        onClick={onRun}
      >
        {words().run}
        <kbd aria-hidden="true">{keys.run}</kbd>
      </button>
      {menu}
      <button
        type="button"
        className="button button-outline button-stop"
        aria-disabled={!state.isBusy}
        title={words().stopTitle(keys.stop)}
        onClick={() => {
          if (state.isBusy) onStop();
        }}
      >
        {words().stop}
      </button>
    </>
  );
}
