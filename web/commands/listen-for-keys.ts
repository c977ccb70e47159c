import { isAvailable } from './command';
import { isWritten, matchesKeys } from './keys';
import type { Command } from './command';

export interface KeyListenerOptions {
  target: Window;
  commands: readonly Command[];
  isApple: boolean;
}

/**
 * Runs commands by their keys, from everywhere in the page. What the editor or a field has dealt with itself is left
 * alone. Returns the function that ends it.
 */
export function listenForKeys({ target, commands, isApple }: KeyListenerOptions): () => void {
  const heard = commands.flatMap((command) =>
    command.keysAreEditors ? [] : (command.keys ?? []).map((keys) => ({ command, keys })),
  );
  const handleKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const found = heard.find(({ keys }) => matchesKeys(keys, event, isApple));
    if (found === undefined) return;
    if (isWritten(found.keys) && isField(event.target)) return;
    if (found.command.worksInDialogs !== true && isDialogOpen(target.document)) return;
    // Also when there is nothing to do: the browser's own meaning of the key would surprise.
    event.preventDefault();
    if (isAvailable(found.command)) found.command.run();
  };
  target.addEventListener('keydown', handleKey);
  return () => {
    target.removeEventListener('keydown', handleKey);
  };
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element
    // Monaco's own field is no text area where the browser has EditContext.
    && target.closest('input, textarea, select, [contenteditable], [role=textbox]') !== null
  );
}

function isDialogOpen(document: Document): boolean {
  return document.querySelector('dialog[open]') !== null;
}
