/** Share of the first pane, in percent. */
export const SPLIT_MIN = 15;
export const SPLIT_MAX = 85;

const STEP = 2;
const BIG_STEP = 10;

export type SplitDirection = 'row' | 'column';

export function clampSplit(share: number): number {
  return Math.min(SPLIT_MAX, Math.max(SPLIT_MIN, share));
}

/** Where a key moves the separator; null for keys that mean nothing to it. */
export function moveSplit(
  share: number,
  key: string,
  { direction, isBig }: { direction: SplitDirection; isBig: boolean },
): number | null {
  const step = isBig ? BIG_STEP : STEP;
  const [less, more] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === less) return clampSplit(share - step);
  if (key === more) return clampSplit(share + step);
  if (key === 'PageUp') return clampSplit(share - BIG_STEP);
  if (key === 'PageDown') return clampSplit(share + BIG_STEP);
  if (key === 'Home') return SPLIT_MIN;
  if (key === 'End') return SPLIT_MAX;
  return null;
}

/** A saved share, or the default for anything else. */
export function parseSplit(text: string | null, fallback: number): number {
  const share = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(share) ? clampSplit(share) : fallback;
}
