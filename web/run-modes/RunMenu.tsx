import { lazy, Suspense } from 'react';
import { Icon } from '../ui/Icon';
import { PanelBoundary } from '../ui/PanelBoundary';
import { useStore } from '../ui/use-store';
import { words } from '../words/run';
import { isPlain } from './run-settings';
import type { RunOnce } from './RunDialog';
import type { RunModes } from './run-modes';

// Only who runs in another way needs it.
const LazyDialog = lazy(() => import('./RunDialog').then((it) => ({ default: it.RunDialog })));

interface RunMenuProps {
  modes: RunModes;
  actions: RunOnce;
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** Beside Run: the other ways to run. */
export function RunMenu({ modes, actions, isOpen, onOpen, onClose }: RunMenuProps) {
  const { settings } = useStore(modes.store);
  return (
    <>
      <button
        type="button"
        className="button button-icon run-menu-button"
        aria-label={words().runWith}
        title={words().runWithTitle}
        aria-haspopup="dialog"
        data-special={isPlain(settings) ? undefined : ''}
        onClick={onOpen}
      >
        <Icon name="tune" />
      </button>
      {isOpen ? (
        <PanelBoundary>
          <Suspense>
            <LazyDialog modes={modes} actions={actions} onClose={onClose} />
          </Suspense>
        </PanelBoundary>
      ) : null}
    </>
  );
}
