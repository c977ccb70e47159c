import { useStore } from '../ui/use-store';
import { describeBriefly } from './describe-briefly';
import { words } from '../words/page';
import type { Offline } from './offline';

/** Whether the page works without a network, in the bar at the bottom. */
export function OfflineBadge({ offline }: { offline: Offline }) {
  const state = useStore(offline.store);
  const text = describeBriefly(state);
  if (text === null) return null;
  return (
    <span className="offline-badge">
      {text}
      {state.phase === 'failed' ? (
        <button type="button" className="offline-retry" onClick={offline.retry}>
          {words().retry}
        </button>
      ) : null}
    </span>
  );
}
