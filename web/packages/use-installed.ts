import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { InstalledPackage, SessionPackages } from '../../src/index';

const NONE: readonly InstalledPackage[] = [];

/** What is installed, now and after every change: what somebody asked for, and then what that needs. */
export function useInstalled(packages: SessionPackages | null): readonly InstalledPackage[] {
  const listRef = useRef(NONE);
  const subscribe = useCallback(
    (notify: () => void) => {
      const update = (): void => {
        const all = packages?.list() ?? NONE;
        listRef.current = [
          ...all.filter(({ isRequested }) => isRequested),
          ...all.filter(({ isRequested }) => !isRequested),
        ];
        notify();
      };
      update();
      return packages?.observe(update) ?? (() => undefined);
    },
    [packages],
  );
  return useSyncExternalStore(subscribe, () => listRef.current);
}
