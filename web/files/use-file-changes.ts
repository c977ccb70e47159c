import { useEffect, useState } from 'react';
import type { SessionFiles } from '../../src/index';

/** A program may change files all the time. */
const PAUSE_MS = 200;

/** A number that goes up when files may have changed. */
export function useFileChanges(files: SessionFiles): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = files.onChange(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((before) => before + 1);
      }, PAUSE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [files]);
  return version;
}
