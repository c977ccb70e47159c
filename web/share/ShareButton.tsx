import { lazy, Suspense, useState } from 'react';
import { Icon } from '../ui/Icon';
import { PanelBoundary } from '../ui/PanelBoundary';
import { words } from '../words/share';
import type { ShareOffer } from './share-offer';

// Only who shares needs it.
const LazyDialog = lazy(() => import('./ShareDialog').then((it) => ({ default: it.ShareDialog })));

interface ShareButtonProps {
  /** What the workspace holds at the moment in which somebody shares it. */
  takeOffer: () => ShareOffer;
  siteUrl: string;
}

export function ShareButton({ takeOffer, siteUrl }: ShareButtonProps) {
  const [offer, setOffer] = useState<ShareOffer | null>(null);
  return (
    <>
      <button
        type="button"
        className="button button-icon"
        aria-label={words().share}
        title={words().share}
        aria-haspopup="dialog"
        onClick={() => {
          setOffer(takeOffer());
        }}
      >
        <Icon name="share" />
      </button>
      {offer ? (
        <PanelBoundary>
          <Suspense>
            <LazyDialog
              offer={offer}
              siteUrl={siteUrl}
              onClose={() => {
                setOffer(null);
              }}
            />
          </Suspense>
        </PanelBoundary>
      ) : null}
    </>
  );
}
