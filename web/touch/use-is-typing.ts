import { useEffect, useState } from 'react';

/** What counts as the editor: also the row of keys, for whoever goes there with Tab. */
const EDITOR = '#editor-panel, .key-row';

/** Whether somebody writes in the editor on a device whose keyboard is, most likely, on its screen. */
export function useIsTyping(): boolean {
  const [isTyping, setIsTyping] = useState(false);
  useEffect(() => {
    const touch = window.matchMedia('(pointer: coarse)');
    const look = (): void => {
      const isInEditor = document.activeElement?.closest(EDITOR) !== null;
      setIsTyping(touch.matches && document.activeElement !== null && isInEditor);
    };
    // When the focus leaves, where it goes is known a moment later.
    const lookSoon = (): void => void setTimeout(look);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', lookSoon);
    touch.addEventListener('change', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', lookSoon);
      touch.removeEventListener('change', look);
    };
  }, []);
  return isTyping;
}
