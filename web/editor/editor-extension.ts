import type * as Monaco from 'monaco-editor/editor';

/** What whoever adds to the editor gets to work with. */
export interface ExtendableEditor {
  readonly monaco: typeof Monaco;
  readonly editor: Monaco.editor.IStandaloneCodeEditor;
  /** Completion, hover and signatures of `kv`, `fs`, `http`: for as long as nothing better is there. */
  readonly quickHelp: Monaco.IDisposable;
  /** Runs one of the editor's actions; to be given up in the middle of it is no failure. */
  readonly runAction: (id: string) => Promise<void>;
}

/** Called when Monaco is there; the returned function is called before it goes. */
export type ExtendEditor = (editor: ExtendableEditor) => () => void;
