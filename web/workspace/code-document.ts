/** Where a change came from: an editor, the page with another text, or the file itself, which a program has written. */
export type ChangeOrigin = 'typing' | 'replacement' | 'outside';

export type CodeListener = (text: string, origin: ChangeOrigin) => void;

/** The program's text: one truth for whichever editor shows it and for whoever keeps it. */
export interface CodeDocument {
  get: () => string;
  /** A person edited the text in an editor. */
  type: (text: string) => void;
  /** The page puts another text in; editors make it one undoable step. */
  replace: (text: string) => void;
  /** The file has changed; editors stay where they are. */
  follow: (text: string) => void;
  /** Returns the function that ends the subscription. */
  subscribe: (listener: CodeListener) => () => void;
}

export function createCodeDocument(initial: string): CodeDocument {
  const listeners = new Set<CodeListener>();
  let text = initial;
  const change = (next: string, origin: ChangeOrigin): void => {
    if (next === text) return;
    text = next;
    for (const listener of listeners) listener(text, origin);
  };
  return {
    get: () => text,
    type: (next) => {
      change(next, 'typing');
    },
    replace: (next) => {
      change(next, 'replacement');
    },
    follow: (next) => {
      change(next, 'outside');
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
