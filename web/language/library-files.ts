import { PROJECT_FOLDER } from './server-settings';
import type * as Monaco from 'monaco-editor/editor';

export interface LibraryFiles {
  /** Makes a file of the library known to Monaco, so that it can be shown; false when there is none. */
  open: (uri: string) => boolean;
  /** Takes away what is another file now, or none. */
  lookAgain: () => void;
  dispose: () => void;
}

/** The stubs and packages that a definition may lead to: looked at, never edited or checked. */
export function createLibraryFiles(
  monaco: typeof Monaco,
  textOf: (path: string) => string | undefined,
): LibraryFiles {
  const models = new Set<Monaco.editor.ITextModel>();
  return {
    open: (address) => {
      const uri = monaco.Uri.parse(address);
      if (uri.path.startsWith(PROJECT_FOLDER)) return false;
      if (monaco.editor.getModel(uri) !== null) return true;
      const text = textOf(uri.path);
      if (text === undefined) return false;
      models.add(monaco.editor.createModel(text, 'python', uri));
      return true;
    },
    lookAgain: () => {
      for (const model of models) {
        if (textOf(model.uri.path) === model.getValue()) continue;
        models.delete(model);
        model.dispose();
      }
    },
    dispose: () => {
      for (const model of models) model.dispose();
    },
  };
}
