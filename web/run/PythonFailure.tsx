import { useStore } from '../ui/use-store';
import { words } from '../words/run';
import type { Python } from './python';

/** Why there is no Python, in full, and the way out of it. */
export function PythonFailure({ python }: { python: Python }) {
  const { status } = useStore(python.store);
  if (status.state !== 'failed' && status.state !== 'crashed') return null;
  const isCrash = status.state === 'crashed';
  return (
    <div className="python-failure" role="alert">
      <h3>{isCrash ? words().notStartedAgain : words().notLoaded}</h3>
      <p>{isCrash ? words().codeIsHere : words().notLoadedReasons}</p>
      <button
        type="button"
        className="button button-outline"
        onClick={isCrash ? python.reset : python.retry}
      >
        {isCrash ? words().startAgain : words().tryAgain}
      </button>
      <p className="python-failure-reason">{status.message}</p>
    </div>
  );
}
