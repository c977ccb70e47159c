import { useStore } from '../ui/use-store';
import { describeProgress } from './status-words';
import { words } from '../words/run';
import type { Python } from './python';

/** What the interpreter is doing, in plain words. */
export function StatusLine({ python }: { python: Python }) {
  const { status, hasVariables } = useStore(python.store);
  return (
    <div className="status-line">
      <span className="status-light" data-state={status.state} aria-hidden="true" />
      <span role="status">{words().states[status.state]}</span>
      {status.state === 'loading' ? <LoadingProgress {...status} /> : null}
      {status.state === 'ready' && hasVariables ? (
        <span className="status-note" title={words().variablesKeptTitle}>
          {words().variablesKept}
        </span>
      ) : null}
    </div>
  );
}

function LoadingProgress(props: { loadedBytes: number; totalBytes: number }) {
  const { loadedBytes, totalBytes } = props;
  const share = totalBytes > 0 ? Math.min(1, loadedBytes / totalBytes) : 0;
  return (
    <span className="loading-progress">
      <span
        className="loading-bar"
        role="progressbar"
        aria-label={words().loadingPython}
        aria-valuenow={Math.round(share * 100)}
      >
        <span style={{ transform: `scaleX(${String(share)})` }} />
      </span>
      <span aria-hidden="true">{describeProgress(loadedBytes, totalBytes)}</span>
    </span>
  );
}
