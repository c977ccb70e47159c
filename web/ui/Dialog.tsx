import { useModal } from './use-modal';
import type { ReactNode } from 'react';

interface DialogProps {
  /** Beside `dialog`, which all of them have. */
  className: string;
  /** The id of its heading. */
  labelledBy: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that asks nothing: Escape and a click beside it close it. */
export function Dialog({ className, labelledBy, onClose, children }: DialogProps) {
  const dialogRef = useModal();
  return (
    <dialog
      ref={dialogRef}
      className={`dialog ${className}`}
      aria-labelledby={labelledBy}
      onClose={onClose}
      onKeyDown={(event) => {
        // Escape closes the dialog alone, not the panel it came from.
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onClick={({ target, currentTarget }) => {
        // The backdrop belongs to the dialog.
        if (target === currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
