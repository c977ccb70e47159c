import { useStore } from '../ui/use-store';
import { words } from '../words/run';
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
      aria-label={words().resetSession}
      title={words().resetTitle}
      onClick={() => {
        if (!isIdle) python.reset();
      }}
    >
      {words().reset((text) => (
        <span className="if-wide">{text}</span>
      ))}
    </button>
  );
}
