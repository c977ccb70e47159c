import { useRef, useState } from 'react';
import { clampSplit, moveSplit, SPLIT_MAX, SPLIT_MIN } from './split-position';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
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
}

/** Two panes and a separator that pointers and arrow keys can move. */
export function Split(props: SplitProps) {
  const { direction, share, onShareChange, defaultShare, label, first, second } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const [isDragging, setIsDragging] = useState(false);

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    const box = rootRef.current?.getBoundingClientRect();
    if (!isDragging || !box) return;
    const part =
      direction === 'row'
        ? (event.clientX - box.left) / box.width
        : (event.clientY - box.top) / box.height;
    onShareChange(clampSplit(part * 100));
  }

  function handlePointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setIsDragging(true);
  }

  function handleKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveSplit(share, event.key, { direction, isBig: event.shiftKey });
    if (next === null) return;
    event.preventDefault();
    onShareChange(next);
  }

  const tracks = `minmax(var(--pane-min), ${String(share)}fr) auto minmax(var(--pane-min), ${String(100 - share)}fr)`;
  return (
    <div
      ref={rootRef}
      className="split"
      data-direction={direction}
      data-dragging={isDragging || undefined}
      style={direction === 'row' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }}
    >
      {first}
      <div
        role="separator"
        className="split-separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuenow={Math.round(share)}
        aria-valuemin={SPLIT_MIN}
        aria-valuemax={SPLIT_MAX}
        onPointerDown={handlePointerDown}
        onPointerMove={handlePointerMove}
        onLostPointerCapture={() => {
          setIsDragging(false);
        }}
        onDoubleClick={() => {
          onShareChange(defaultShare);
        }}
        onKeyDown={handleKeyDown}
      />
      {second}
    </div>
  );
}
