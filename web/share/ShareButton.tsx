import { lazy, Suspense, useState } from 'react';
import { Icon } from '../ui/Icon';
import { PanelBoundary } from '../ui/PanelBoundary';
import { words } from '../words/share';
import type { ShareOffer } from './share-offer';

// Only who shares needs it.
const LazyDialog = lazy(() => import('./ShareDialog').then((it) => ({ default: it.ShareDialog })));

interface ShareButtonProps {
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
  /** What the workspace holds at the moment in which somebody shares it. */
  takeOffer: () => ShareOffer;
  siteUrl: string;
}

export function ShareButton({ isOpen, onOpen, onClose, takeOffer, siteUrl }: ShareButtonProps) {
  return (
    <>
      <button
        type="button"
        className="button button-icon"
        aria-label={words().share}
        title={words().share}
        aria-haspopup="dialog"
        onClick={onOpen}
      >
        <Icon name="share" />
      </button>
      {isOpen ? <Offered takeOffer={takeOffer} siteUrl={siteUrl} onClose={onClose} /> : null}
    </>
  );
}

function Offered(props: Pick<ShareButtonProps, 'takeOffer' | 'siteUrl' | 'onClose'>) {
  const { takeOffer, siteUrl, onClose } = props;
  const [offer] = useState(takeOffer);
  return (
    <PanelBoundary>
      <Suspense>
        <LazyDialog offer={offer} siteUrl={siteUrl} onClose={onClose} />
      </Suspense>
    </PanelBoundary>
  );
}
