import type * as Monaco from 'monaco-editor/editor';

export interface LibraryFiles {
  /** Makes a file of the library known to Monaco, so that it can be shown; false when there is none. */
  open: (uri: string) => boolean;
  dispose: () => void;
}

/** The stubs that a definition may lead to: looked at, never edited or checked. */
export function createLibraryFiles(
  monaco: typeof Monaco,
  files: Readonly<Record<string, string>>,
): LibraryFiles {
  const models: Monaco.editor.ITextModel[] = [];
  return {
    open: (address) => {
      const uri = monaco.Uri.parse(address);
      if (monaco.editor.getModel(uri) !== null) return true;
      const text = files[uri.path];
      if (text === undefined) return false;
      models.push(monaco.editor.createModel(text, 'python', uri));
      return true;
    },
    dispose: () => {
      for (const model of models) model.dispose();
    },
  };
}
