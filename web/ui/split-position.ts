/** What a separator moves between, and how far a key moves it. */
export interface SplitRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly bigStep: number;
}

/** Share of the first pane, in percent. */
export const SHARE_RANGE: SplitRange = { min: 15, max: 85, step: 2, bigStep: 10 };

export type SplitDirection = 'row' | 'column';

export interface KeyMove {
  readonly direction: SplitDirection;
  readonly isBig: boolean;
  readonly range: SplitRange;
  /** What grows is behind the separator. */
  readonly isReversed?: boolean;
}

export function clampTo({ min, max }: SplitRange, value: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Where a key moves the separator; null for keys that mean nothing to it. */
export function moveSplit(value: number, key: string, move: KeyMove): number | null {
  const { direction, isBig, range, isReversed = false } = move;
  const step = (isBig ? range.bigStep : range.step) * (isReversed ? -1 : 1);
  const [less, more] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === less) return clampTo(range, value - step);
  if (key === more) return clampTo(range, value + step);
  if (key === 'PageUp') return clampTo(range, value - range.bigStep);
  if (key === 'PageDown') return clampTo(range, value + range.bigStep);
  if (key === 'Home') return range.min;
  if (key === 'End') return range.max;
  return null;
}

/** A saved position, or the default for anything else. */
export function parseSplit(text: string | null, fallback: number, range: SplitRange): number {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? clampTo(range, value) : fallback;
}
