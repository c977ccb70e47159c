import { useEffect } from 'react';

/** Files that are dropped on the page, anywhere but on the Files panel, which puts them where they are dropped. */
export function useFileDrop(onDrop: (files: readonly File[]) => void): void {
  useEffect(() => {
    const isOurs = ({ target, dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes('Files') === true
      && !(target instanceof Element && target.closest('.files-panel, dialog') !== null);
    const allow = (event: DragEvent): void => {
      if (isOurs(event)) event.preventDefault();
    };
    const take = (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      // Before the editor, which would put in its own idea of a file.
      event.stopPropagation();
      onDrop([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', allow, true);
    window.addEventListener('drop', take, true);
    return () => {
      window.removeEventListener('dragover', allow, true);
      window.removeEventListener('drop', take, true);
    };
  }, [onDrop]);
}
