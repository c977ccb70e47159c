import { useStore } from '../ui/use-store';
import type { Python } from './python';
import type { PythonStatus } from './python-state';

/** While there is no interpreter there is nothing to reset. */
const WITHOUT_SESSION: ReadonlySet<PythonStatus['state']> = new Set([
  'loading',
  'restarting',
  'failed',
  'closed',
]);

export function ResetButton({ python }: { python: Python }) {
  const { status } = useStore(python.store);
  const isIdle = WITHOUT_SESSION.has(status.state);
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-disabled={isIdle}
      aria-label="Reset session"
      title="Variables are kept from one run to the next. This starts a fresh Python without them; your code stays."
      onClick={() => {
        if (!isIdle) python.reset();
      }}
    >
      Reset<span className="if-wide"> session</span>
    </button>
  );
}
