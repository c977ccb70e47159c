import { useState } from 'react';
import { DropZones } from './ui/DropZones';
import { Separator } from './ui/Separator';
import { railButtonOf } from './ui/Rail';
import { SidePanel } from './ui/SidePanel';
import { useStore } from './ui/use-store';
import { defaultPanelPx, PANEL_PLACES, panelRange } from './layout';
import { words as commandWords } from './words/commands';
import { words } from './words/page';
import type { Page } from './page';
import type { Panel } from './ui/SidePanel';

/** The open panel, the line that makes it wider, and the places to which its head can be dragged. */
export function PanelFrame({ page, panel }: { page: Page; panel: Panel<Page> }) {
  const { view, layout } = page;
  const { panelPlace: place, panelPx, isNarrow } = useStore(layout.store);
  const [isMoving, setIsMoving] = useState(false);

  function sizeAt({ clientX, clientY }: { clientX: number; clientY: number }): number | null {
    const box = document.getElementById('side-panel')?.getBoundingClientRect();
    if (!box) return null;
    if (place === 'left') return clientX - box.left;
    return place === 'right' ? box.right - clientX : box.bottom - clientY;
  }

  return (
    <>
      <SidePanel
        panel={panel}
        context={page}
        onClose={() => {
          view.showPanel(null);
          const button = railButtonOf(panel.id);
          if (button) button.focus();
          else page.focusEditor();
        }}
        onMoving={isNarrow ? null : setIsMoving}
      />
      {isNarrow ? null : (
        <Separator
          className="panel-separator"
          direction={place === 'bottom' ? 'column' : 'row'}
          label={words().sizeOfPanel}
          value={panelPx}
          range={panelRange(place)}
          isReversed={place !== 'left'}
          valueAt={sizeAt}
          onChange={layout.setPanelPx}
          onReset={() => {
            layout.setPanelPx(defaultPanelPx(place));
          }}
        />
      )}
      {isMoving ? (
        <DropZones
          zones={PANEL_PLACES.filter((other) => other !== place).map((id) => ({
            id,
            label: commandWords().panels[id],
          }))}
          onDrop={(id) => {
            setIsMoving(false);
            layout.placePanel(id);
          }}
        />
      ) : null}
    </>
  );
}
