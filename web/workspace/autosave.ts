import type { CodeDocument } from './code-document';

const SAVE_DELAY_MS = 300;

export interface AutosaveOptions {
  document: CodeDocument;
  /** Keeps the text; false when that did not work. */
  save: (text: string) => boolean;
  /** Called when saving begins or stops to work. */
  onSavedChange: (isSaved: boolean) => void;
}

export interface Autosave {
  /** Saves at once, whether or not something is waiting; false when it did not work. */
  saveNow: () => boolean;
  /** Saves at once what is still waiting: the page may be about to go. */
  flush: () => void;
  stop: () => void;
}

/** Keeps the code a moment after it was changed. */
export function startAutosave({ document, save, onSavedChange }: AutosaveOptions): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasSaved = true;

  function saveNow(): boolean {
    clearTimeout(timer);
    timer = undefined;
    const isSaved = save(document.get());
    if (isSaved !== wasSaved) onSavedChange(isSaved);
    wasSaved = isSaved;
    return isSaved;
  }

  function flush(): void {
    if (timer !== undefined) saveNow();
  }

  const unsubscribe = document.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, SAVE_DELAY_MS);
  });

  return {
    saveNow,
    flush,
    stop: () => {
      flush();
      unsubscribe();
    },
  };
}
