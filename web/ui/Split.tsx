import { useRef, useState } from 'react';
import { Separator } from './Separator';
import { SHARE_RANGE } from './split-position';
import type { ReactNode } from 'react';
import type { SplitDirection } from './split-position';

interface SplitProps {
  direction: SplitDirection;
  /** Share of the first pane in percent. */
  share: number;
  onShareChange: (share: number) => void;
  defaultShare: number;
  /** What the separator moves between, for screen readers. */
  label: string;
  first: ReactNode;
  second: ReactNode;
  /** The first pane has all the room; the second one lives on unseen. */
  isSecondHidden?: boolean;
}

/** Two panes and a separator that pointers and arrow keys can move. */
export function Split(props: SplitProps) {
  const { direction, share, onShareChange, defaultShare, label, first, second } = props;
  const { isSecondHidden = false } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const [isDragging, setIsDragging] = useState(false);

  function shareAt({ clientX, clientY }: { clientX: number; clientY: number }): number | null {
    const box = rootRef.current?.getBoundingClientRect();
    if (!box) return null;
    const part =
      direction === 'row' ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
    return part * 100;
  }

  const tracks = isSecondHidden
    ? 'minmax(0, 1fr)'
    : `minmax(var(--pane-min), ${String(share)}fr) auto minmax(var(--pane-min), ${String(100 - share)}fr)`;
  return (
    <div
      ref={rootRef}
      className="split"
      data-direction={direction}
      data-dragging={isDragging || undefined}
      data-single={isSecondHidden || undefined}
      style={direction === 'row' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }}
    >
      {first}
      <Separator
        className="split-separator"
        direction={direction}
        label={label}
        value={share}
        range={SHARE_RANGE}
        valueAt={shareAt}
        onChange={onShareChange}
        onReset={() => {
          onShareChange(defaultShare);
        }}
        onDragging={setIsDragging}
      />
      {second}
    </div>
  );
}
