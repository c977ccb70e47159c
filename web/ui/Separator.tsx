import { useState } from 'react';
import { clampTo, moveSplit } from './split-position';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { SplitDirection, SplitRange } from './split-position';

interface SeparatorProps {
  className: string;
  /** In which direction it moves. */
  direction: SplitDirection;
  /** What it moves between, for screen readers. */
  label: string;
  value: number;
  range: SplitRange;
  /** What grows is behind it. */
  isReversed?: boolean;
  /** The value that the pointer's place stands for; null when there is nothing to measure it by. */
  valueAt: (point: { clientX: number; clientY: number }) => number | null;
  onChange: (value: number) => void;
  /** A double click: back to what it was at first. */
  onReset: () => void;
  onDragging?: (isDragging: boolean) => void;
}

/** A line between two parts of the page that pointers and arrow keys can move. */
export function Separator(props: SeparatorProps) {
  const { className, direction, label, value, range, isReversed = false } = props;
  const { valueAt, onChange, onReset, onDragging } = props;
  const [isDragging, setIsDragging] = useState(false);

  function drag(isNow: boolean): void {
    setIsDragging(isNow);
    onDragging?.(isNow);
  }

  function handlePointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag(true);
  }

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    const next = isDragging ? valueAt(event) : null;
    if (next !== null) onChange(clampTo(range, next));
  }

  function handleKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = { direction, range, isReversed, isBig: event.shiftKey };
    const next = moveSplit(value, event.key, move);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  }

  return (
    <div
      role="separator"
      className={className}
      data-dragging={isDragging || undefined}
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(value)}
      aria-valuemin={range.min}
      aria-valuemax={range.max}
      onPointerDown={handlePointerDown}
      onMouseDown={(event) => {
        // Nothing is selected on the way, and nothing beside the line is dragged along.
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onPointerMove={handlePointerMove}
      onLostPointerCapture={() => {
        drag(false);
      }}
      onDoubleClick={onReset}
      onKeyDown={handleKeyDown}
    />
  );
}
