import { createStore } from './ui/store';
import { clampTo, parseSplit, SHARE_RANGE } from './ui/split-position';
import type { SplitDirection, SplitRange } from './ui/split-position';
import type { Store } from './ui/store';
import type { PageStorage } from './workspace/page-storage';

/** `minimal`: editor and output; `focus`: the editor, and the output when something runs. */
export const LAYOUT_MODES = ['normal', 'minimal', 'focus'] as const;
export type LayoutMode = (typeof LAYOUT_MODES)[number];

export const PANEL_PLACES = ['left', 'right', 'bottom'] as const;
export type PanelPlace = (typeof PANEL_PLACES)[number];

export interface LayoutState {
  mode: LayoutMode;
  /** Whether the output stands beside the editor or below it. */
  direction: SplitDirection;
  /** The editor's share of the room for both, in percent. */
  share: number;
  panelPlace: PanelPlace;
  /** The panel's width, or its height at the bottom. */
  panelPx: number;
  isOutputShown: boolean;
  /** There is no room for choices: everything is stacked, and a panel covers the rest. */
  isNarrow: boolean;
}

export interface Layout {
  readonly store: Store<LayoutState>;
  setMode: (mode: LayoutMode) => void;
  placeOutput: (direction: SplitDirection) => void;
  setShare: (share: number) => void;
  placePanel: (place: PanelPlace) => void;
  setPanelPx: (px: number) => void;
  /** Something runs: its output is wanted in every layout. */
  showOutput: () => void;
  /** Where the layout leaves it to the person. */
  hideOutput: () => void;
}

/** Wide enough for eighty columns of code beside the output. */
const WIDE_PX = 1_200;
const NARROW_PX = 700;

export const DEFAULT_SHARES = { row: 58, column: 56 } as const satisfies Record<
  SplitDirection,
  number
>;

const SIDE_RANGE: SplitRange = { min: 220, max: 640, step: 16, bigStep: 64 };
const BOTTOM_RANGE: SplitRange = { min: 120, max: 560, step: 16, bigStep: 64 };
const DEFAULT_PANEL_PX = { side: 300, bottom: 260 };

export interface LayoutOptions {
  storage: PageStorage;
  /** As wide as the window is now; `onResize` calls back when that changes. */
  windowWidth: () => number;
  onResize: (listener: () => void) => void;
}

/** Where the parts of the page stand and how big they are. Every choice is kept. */
export function createLayout({ storage, windowWidth, onResize }: LayoutOptions): Layout {
  const mode = find(LAYOUT_MODES, storage.read('layout-mode')) ?? 'normal';
  const panelPlace = find(PANEL_PLACES, storage.read('panel-place')) ?? 'left';
  const store = createStore<LayoutState>({
    mode,
    ...readSplit(),
    panelPlace,
    panelPx: readPanelPx(panelPlace),
    isOutputShown: mode !== 'focus',
  });
  onResize(() => {
    const next = readSplit();
    const { direction, isNarrow: wasNarrow } = store.get();
    if (next.direction !== direction || next.isNarrow !== wasNarrow) store.update(next);
  });

  function readSplit(): Pick<LayoutState, 'direction' | 'share' | 'isNarrow'> {
    const width = windowWidth();
    const direction = chooseDirection(storage.read('split-direction'), width);
    const saved = storage.read(`split-${direction}`);
    return {
      direction,
      share: parseSplit(saved, DEFAULT_SHARES[direction], SHARE_RANGE),
      isNarrow: isNarrow(width),
    };
  }

  function readPanelPx(place: PanelPlace): number {
    const kind = kindOf(place);
    return parseSplit(storage.read(`panel-${kind}`), DEFAULT_PANEL_PX[kind], panelRange(place));
  }

  return {
    store,
    setMode: (next) => {
      storage.write('layout-mode', next);
      store.update({ mode: next, isOutputShown: next !== 'focus' });
    },
    placeOutput: (direction) => {
      storage.write('split-direction', direction);
      store.update(readSplit());
    },
    setShare: (share) => {
      storage.write(`split-${store.get().direction}`, share.toFixed(1));
      store.update({ share });
    },
    placePanel: (place) => {
      storage.write('panel-place', place);
      store.update({ panelPlace: place, panelPx: readPanelPx(place) });
    },
    setPanelPx: (px) => {
      const { panelPlace: place } = store.get();
      const panelPx = clampTo(panelRange(place), Math.round(px));
      storage.write(`panel-${kindOf(place)}`, String(panelPx));
      store.update({ panelPx });
    },
    showOutput: () => {
      if (!store.get().isOutputShown) store.update({ isOutputShown: true });
    },
    hideOutput: () => {
      if (store.get().mode === 'focus') store.update({ isOutputShown: false });
    },
  };
}

export function panelRange(place: PanelPlace): SplitRange {
  return place === 'bottom' ? BOTTOM_RANGE : SIDE_RANGE;
}

export function defaultPanelPx(place: PanelPlace): number {
  return DEFAULT_PANEL_PX[kindOf(place)];
}

export function isNarrow(windowWidth: number): boolean {
  return windowWidth <= NARROW_PX;
}

/** A person's choice holds on screens that have room for one; narrow ones always stack. */
function chooseDirection(saved: string | null, windowWidth: number): SplitDirection {
  if (isNarrow(windowWidth)) return 'column';
  if (saved === 'row' || saved === 'column') return saved;
  return windowWidth >= WIDE_PX ? 'row' : 'column';
}

function kindOf(place: PanelPlace): 'side' | 'bottom' {
  return place === 'bottom' ? 'bottom' : 'side';
}

function find<Name extends string>(names: readonly Name[], saved: string | null): Name | undefined {
  return names.find((name) => name === saved);
}
