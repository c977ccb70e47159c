import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import type { PackageStorage, SessionPackages } from '../../src/index';

/** What the browser keeps of downloads; read again whenever one of `changes` is another one. */
export function useKeptWheels(
  packages: SessionPackages | null,
  ...changes: readonly unknown[]
): PackageStorage | null {
  const [storage, setStorage] = useState<PackageStorage | null>(null);
  useEffect(() => {
    let isGone = false;
    packages?.storage().then(
      (found) => {
        if (!isGone) setStorage(found);
      },
      (error: unknown) => {
        if (!isGone) setStorage({ wheels: [], problem: messageOf(error) });
      },
    );
    return () => {
      isGone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller says what is a change
  }, [packages, ...changes]);
  return storage;
}
