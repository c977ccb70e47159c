import { useStore } from '../ui/use-store';
import { describeInFull } from './describe-in-full';
import type { Offline } from './offline';

/** What About says of the page without a network, of new versions and of the way out when all else fails. */
export function OfflineSection({ offline }: { offline: Offline }) {
  const state = useStore(offline.store);
  const { phase, isSparing, hasUpdate, canInstall } = state;
  return (
    <>
      <h3>Without a network</h3>
      <p>{describeInFull(state)}</p>
      <div className="offline-actions">
        {phase === 'failed' ? <Action text="Try again" onClick={offline.retry} /> : null}
        {phase === 'saved' && isSparing ? (
          <Action text="Save the rest, too" onClick={offline.saveEverything} />
        ) : null}
        {canInstall ? <Action text="Install as an app" onClick={offline.install} /> : null}
        {hasUpdate ? <Action text="Reload for the new version" onClick={offline.reload} /> : null}
      </div>
      <p>
        If the page does not work as it should, <a href="./reset.html">reset the application</a>: it
        lets you save your code first.
      </p>
    </>
  );
}

function Action({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button type="button" className="button button-quiet button-outline" onClick={onClick}>
      {text}
    </button>
  );
}
