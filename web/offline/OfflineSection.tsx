import { useStore } from '../ui/use-store';
import { describeInFull } from './describe-in-full';
import { words } from '../words/about';
import type { Offline, OfflineExtent } from './offline';

const EXTENTS = ['everything', 'used'] as const satisfies readonly OfflineExtent[];

/** What About says of the page without a network, of new versions and of the way out when all else fails. */
export function OfflineSection({ offline }: { offline: Offline }) {
  const state = useStore(offline.store);
  const { phase, isSparing, hasUpdate, canInstall } = state;
  return (
    <>
      <h3>{words().withoutNetwork}</h3>
      <p>{describeInFull(state)}</p>
      {phase === 'unavailable' ? null : (
        <fieldset className="offline-extent">
          <legend>{words().keepOffline}</legend>
          {EXTENTS.map((extent) => (
            <label key={extent}>
              <input
                type="radio"
                name="offline-extent"
                checked={isSparing === (extent === 'used')}
                onChange={() => {
                  offline.choose(extent);
                }}
              />
              <span>{words().extents[extent]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="offline-actions">
        {phase === 'failed' ? <Action text={words().tryAgain} onClick={offline.retry} /> : null}
        {canInstall ? <Action text={words().installApp} onClick={offline.install} /> : null}
        {hasUpdate ? <Action text={words().reloadForNew} onClick={offline.reload} /> : null}
      </div>
      <p>
        {words().ifBroken((label) => (
          <a href="./reset.html">{label}</a>
        ))}
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
