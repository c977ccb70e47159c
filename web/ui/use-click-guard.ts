import { useEffect, useState } from 'react';
import { guardClicks } from './guard-clicks';
import type { RefObject } from 'react';

/** Whether clicks in a dialog that asks something count already: see guard-clicks.ts. */
export function useClickGuard(areaRef: RefObject<HTMLElement | null>): boolean {
  const [isArmed, setIsArmed] = useState(false);
  useEffect(
    () => (areaRef.current === null ? undefined : guardClicks(areaRef.current, setIsArmed)),
    [areaRef],
  );
  return isArmed;
}
