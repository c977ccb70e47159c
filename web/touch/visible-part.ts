/** As much of `window.visualViewport` as is looked at. */
export interface VisiblePart extends EventTarget {
  readonly height: number;
  readonly offsetTop: number;
  readonly scale: number;
}

export interface VisiblePartOptions {
  viewport: VisiblePart;
  windowHeight: () => number;
  style: Pick<CSSStyleDeclaration, 'setProperty' | 'removeProperty'>;
}

/** Less is the browser's own bars on their way in or out. */
const COVERED_MIN_PX = 60;

/**
 * Where an on-screen keyboard covers the page instead of making it smaller (iOS), the page is told which part of it can
 * be seen, in custom properties, and fits itself into that. Returns the function that ends it.
 */
export function followVisiblePart({
  viewport,
  windowHeight,
  style,
}: VisiblePartOptions): () => void {
  const show = (): void => {
    const { height, offsetTop, scale } = viewport;
    // Whoever has zoomed in looks at a part of the page on purpose.
    if (scale < 1.05 && windowHeight() - height >= COVERED_MIN_PX) {
      style.setProperty('--visible-height', `${String(Math.round(height))}px`);
      style.setProperty('--visible-top', `${String(Math.round(offsetTop))}px`);
    } else clear();
  };
  const clear = (): void => {
    style.removeProperty('--visible-height');
    style.removeProperty('--visible-top');
  };
  const events = ['resize', 'scroll'];
  for (const event of events) viewport.addEventListener(event, show);
  show();
  return () => {
    for (const event of events) viewport.removeEventListener(event, show);
    clear();
  };
}
