import type { CodeText } from './code-text';

/** What the editor needs from whoever owns the files. A name is a path below the workspace's folder. */
export interface EditorFiles {
  readonly store: {
    get: () => { readonly active: string; readonly names: readonly string[] };
    /** Also called when a file can be written to, or no longer. */
    subscribe: (listener: () => void) => () => void;
  };
  code: (name: string) => CodeText;
  isReadOnly: (name: string) => boolean;
  /** Shows another file. */
  open: (name: string) => Promise<void>;
}
