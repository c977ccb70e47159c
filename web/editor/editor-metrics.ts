import { lineGrowth } from '../ui/text-size';

/** Both editors use these, so that nothing moves when the real one takes over. */
export interface EditorMetrics {
  fontSizePx: number;
  lineHeightPx: number;
  /** A phone, or another screen that is touched. */
  isNarrow: boolean;
}

/** Below this width fields need 16 px: phones zoom into smaller ones. */
const NARROW_QUERY = '(max-width: 700px), (pointer: coarse)';

export const PADDING_TOP_PX = 10;
export const LINE_NUMBER_CHARACTERS = 4;
export const LINE_DECORATIONS_WIDTH_PX = 16;

/** `growth`: what a person has chosen, in pixels more or less (ui/text-size.ts). */
export function currentMetrics(growth: number): EditorMetrics {
  const isNarrow = window.matchMedia(NARROW_QUERY).matches;
  const least = isNarrow ? Math.max(0, growth) : growth;
  const [fontSizePx, lineHeightPx] = isNarrow ? [16, 25] : [14, 22];
  return {
    fontSizePx: fontSizePx + least,
    lineHeightPx: lineHeightPx + lineGrowth(least),
    isNarrow,
  };
}

/** Calls back when the window turns narrow or wide; returns the function that stops it. */
export function watchNarrow(onChange: () => void): () => void {
  const query = window.matchMedia(NARROW_QUERY);
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}
