import { createStore } from './store';
import type { Store } from './store';

/** The size of code and output is the screen's own plus this many pixels. */
export interface TextSizeState {
  growth: number;
}

export interface TextSize {
  readonly store: Store<TextSizeState>;
  bigger: () => void;
  smaller: () => void;
  /** Back to what suits the screen. */
  reset: () => void;
}

export interface TextSizeOptions {
  root: HTMLElement;
  storage: {
    read: (name: string) => string | null;
    write: (name: string, text: string) => boolean;
  };
}

export const GROWTH_MIN = -4;
/** As far as hundreds of thousands of lines of output can be laid out (console/block-writer.ts). */
export const GROWTH_MAX = 12;
const STEP = 2;
const NAME = 'text-size';

/**
 * How big code and output are. The browser's own zoom makes everything bigger; this leaves the room to them. Style
 * sheets read it from custom properties.
 */
export function createTextSize({ root, storage }: TextSizeOptions): TextSize {
  const store = createStore<TextSizeState>({ growth: parseGrowth(storage.read(NAME)) });
  show();

  function show(): void {
    const { growth } = store.get();
    root.style.setProperty('--code-growth', `${String(growth)}px`);
    root.style.setProperty('--code-line-growth', `${String(lineGrowth(growth))}px`);
  }

  function choose(wanted: number): void {
    const growth = Math.min(GROWTH_MAX, Math.max(GROWTH_MIN, wanted));
    storage.write(NAME, String(growth));
    store.update({ growth });
    show();
  }

  return {
    store,
    bigger: () => {
      choose(store.get().growth + STEP);
    },
    smaller: () => {
      choose(store.get().growth - STEP);
    },
    reset: () => {
      choose(0);
    },
  };
}

/** How much higher the lines of bigger letters are: whole pixels, since blocks of output count in lines. */
export function lineGrowth(growth: number): number {
  return Math.round(growth * 1.5);
}

export function parseGrowth(text: string | null): number {
  const growth = text === null || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(growth)) return 0;
  return Math.min(GROWTH_MAX, Math.max(GROWTH_MIN, growth));
}
