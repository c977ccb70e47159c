/** Both editors use these, so that nothing moves when the real one takes over. */
export interface EditorMetrics {
  fontSizePx: number;
  lineHeightPx: number;
}

/** Below this width fields need 16 px: phones zoom into smaller ones. */
const NARROW_QUERY = '(max-width: 700px), (pointer: coarse)';

export const PADDING_TOP_PX = 10;
export const LINE_NUMBER_CHARACTERS = 4;
export const LINE_DECORATIONS_WIDTH_PX = 16;

export function currentMetrics(): EditorMetrics {
  const isNarrow = window.matchMedia(NARROW_QUERY).matches;
  return isNarrow ? { fontSizePx: 16, lineHeightPx: 25 } : { fontSizePx: 14, lineHeightPx: 22 };
}

/** Calls back when the window turns narrow or wide; returns the function that stops it. */
export function watchMetrics(onChange: (metrics: EditorMetrics) => void): () => void {
  const query = window.matchMedia(NARROW_QUERY);
  const listener = (): void => {
    onChange(currentMetrics());
  };
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}
