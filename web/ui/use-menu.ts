import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

export interface Menu<Root extends HTMLElement> {
  isOpen: boolean;
  /** Of the element that holds both the button and the list. */
  root: { ref: RefObject<Root | null>; onKeyDown: (event: KeyboardEvent) => void };
  /** Of the button that opens it. */
  buttonRef: RefObject<HTMLButtonElement | null>;
  toggle: () => void;
  /** Closes it, gives the focus back to the button, and does what was chosen. */
  choose: (act: () => void) => void;
}

/** A list behind a button. It closes with a choice, with Escape, and when somebody turns to something else. */
export function useMenu<Root extends HTMLElement>(): Menu<Root> {
  const [isOpen, setIsOpen] = useState(false);
  const rootRef = useRef<Root>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: Event): void => {
      if (target instanceof Node && !rootRef.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);

  return {
    isOpen,
    root: {
      ref: rootRef,
      onKeyDown: (event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setIsOpen(false);
        buttonRef.current?.focus();
      },
    },
    buttonRef,
    toggle: () => {
      setIsOpen(!isOpen);
    },
    choose: (act) => {
      buttonRef.current?.focus();
      setIsOpen(false);
      act();
    },
  };
}
