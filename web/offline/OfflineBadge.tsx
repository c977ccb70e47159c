import { useStore } from '../ui/use-store';
import { describeBriefly } from './describe-briefly';
import type { Offline } from './offline';

/** Whether the page works without a network, in the bar at the bottom. */
export function OfflineBadge({ offline }: { offline: Offline }) {
  const state = useStore(offline.store);
  const words = describeBriefly(state);
  if (words === null) return null;
  return (
    <span className="offline-badge">
      {words}
      {state.phase === 'failed' ? (
        <button type="button" className="offline-retry" onClick={offline.retry}>
          Retry
        </button>
      ) : null}
    </span>
  );
}
