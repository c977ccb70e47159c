import { useEffect, useState } from 'react';
import { isNarrow, readLayout } from './layout';
import type { Layout } from './layout';
import type { PageStorage } from './workspace/page-storage';

export interface LayoutControl extends Layout {
  /** Null where there is no choice. */
  toggle: (() => void) | null;
  setShare: (share: number) => void;
}

export function useLayout(storage: PageStorage): LayoutControl {
  const [width, setWidth] = useState(window.innerWidth);
  const [layout, setLayout] = useState(() => readLayout(storage, window.innerWidth));

  useEffect(() => {
    const handleResize = (): void => {
      setWidth(window.innerWidth);
      setLayout((before) => {
        const next = readLayout(storage, window.innerWidth);
        return next.direction === before.direction ? before : next;
      });
    };
    window.addEventListener('resize', handleResize);
    return () => {
      window.removeEventListener('resize', handleResize);
    };
  }, [storage]);

  function toggle(): void {
    storage.write('split-direction', layout.direction === 'row' ? 'column' : 'row');
    setLayout(readLayout(storage, window.innerWidth));
  }

  return {
    ...layout,
    toggle: isNarrow(width) ? null : toggle,
    setShare: (share) => {
      storage.write(`split-${layout.direction}`, share.toFixed(1));
      setLayout({ ...layout, share });
    },
  };
}
