import { Suspense, useEffect, useRef } from 'react';
import { CloseButton } from './CloseButton';
import { PanelBoundary } from './PanelBoundary';
import { words } from '../words/page';
import type { ComponentType } from 'react';
import type { IconName } from './Icon';

export interface PanelProps<Context> {
  context: Context;
  onClose: () => void;
}

/** One entry of the rail and the panel it opens. `Context` is whatever the panels work on. */
export interface Panel<Context> {
  id: string;
  title: () => string;
  icon: IconName;
  /** The rail shows it even where it has room for a few only. */
  isPrimary?: boolean;
  Content: ComponentType<PanelProps<Context>>;
  /** Fetches the panel's code ahead of its first opening. */
  load: () => Promise<unknown>;
}

interface SidePanelProps<Context> {
  panel: Panel<Context>;
  context: Context;
  onClose: () => void;
  /** Its head is being dragged to another place, or has been let go of; null where there is no other place. */
  onMoving: ((isMoving: boolean) => void) | null;
}

export function SidePanel<Context>(props: SidePanelProps<Context>) {
  const { panel, context, onClose, onMoving } = props;
  const rootRef = useRef<HTMLElement>(null);

  useEffect(() => {
    // Whoever opens a panel wants to be in it; also when it changes to another one.
    rootRef.current?.focus({ preventScroll: true });
  }, [panel.id]);

  return (
    <aside
      ref={rootRef}
      id="side-panel"
      className="side-panel"
      aria-label={panel.title()}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div
        className="side-panel-head"
        draggable={onMoving !== null}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.effectAllowed = 'move';
          // Of a kind that no field takes for text.
          dataTransfer.setData('application/x-goru-panel', panel.id);
          onMoving?.(true);
        }}
        onDragEnd={() => onMoving?.(false)}
      >
        <h2>{panel.title()}</h2>
        <CloseButton label={words().closePanel} title={words().close} onClick={onClose} />
      </div>
      <PanelBoundary key={panel.id}>
        <Suspense>
          <panel.Content context={context} onClose={onClose} />
        </Suspense>
      </PanelBoundary>
    </aside>
  );
}
