import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { InstalledPackage, SessionPackages } from '../../src/index';

const NONE: readonly InstalledPackage[] = [];

/** What is installed, now and after every change. */
export function useInstalled(packages: SessionPackages | null): readonly InstalledPackage[] {
  const listRef = useRef(NONE);
  const subscribe = useCallback(
    (notify: () => void) => {
      const update = (): void => {
        listRef.current = packages?.list() ?? NONE;
        notify();
      };
      update();
      return packages?.observe(update) ?? (() => undefined);
    },
    [packages],
  );
  return useSyncExternalStore(subscribe, () => listRef.current);
}
