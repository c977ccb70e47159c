import { parseSplit } from './ui/split-position';
import type { SplitDirection } from './ui/split-position';
import type { PageStorage } from './workspace/page-storage';

/** Where editor and output stand, and how the room is shared between them. */
export interface Layout {
  direction: SplitDirection;
  share: number;
}

/** Wide enough for eighty columns of code beside the output. */
const WIDE_PX = 1_200;
const NARROW_PX = 700;

export const DEFAULT_SHARES = { row: 58, column: 56 } as const satisfies Record<
  SplitDirection,
  number
>;

/** A person's choice holds on screens that have room for one; narrow ones always stack. */
export function readLayout(storage: PageStorage, windowWidth: number): Layout {
  const direction = chooseDirection(storage.read('split-direction'), windowWidth);
  return { direction, share: readShare(storage, direction) };
}

export function readShare(storage: PageStorage, direction: SplitDirection): number {
  return parseSplit(storage.read(`split-${direction}`), DEFAULT_SHARES[direction]);
}

export function isNarrow(windowWidth: number): boolean {
  return windowWidth <= NARROW_PX;
}

function chooseDirection(saved: string | null, windowWidth: number): SplitDirection {
  if (isNarrow(windowWidth)) return 'column';
  if (saved === 'row' || saved === 'column') return saved;
  return windowWidth >= WIDE_PX ? 'row' : 'column';
}
