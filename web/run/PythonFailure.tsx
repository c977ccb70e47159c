import { useStore } from '../ui/use-store';
import type { Python } from './python';

/** Why there is no Python, in full, and the way out of it. */
export function PythonFailure({ python }: { python: Python }) {
  const { status } = useStore(python.store);
  if (status.state !== 'failed' && status.state !== 'crashed') return null;
  const isCrash = status.state === 'crashed';
  return (
    <div className="python-failure" role="alert">
      <h3>{isCrash ? 'Python could not be started again' : 'Python could not be loaded'}</h3>
      <p>
        {isCrash
          ? 'Your code is still here.'
          : 'Your code is still here. If this device is online, a content blocker or the filter of a school or company network may hold back one of the page’s files.'}
      </p>
      <button
        type="button"
        className="button button-outline"
        onClick={isCrash ? python.reset : python.retry}
      >
        {isCrash ? 'Start Python again' : 'Try again'}
      </button>
      <p className="python-failure-reason">{status.message}</p>
    </div>
  );
}
