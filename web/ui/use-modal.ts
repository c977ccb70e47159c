import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Opens a dialog over everything else; when it goes, the focus returns to where it was. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialogRef = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
    };
  }, []);
  return dialogRef;
}
