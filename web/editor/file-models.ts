import type * as Monaco from 'monaco-editor/editor';
import type { CodeText } from './code-text';
import type { EditorFiles } from './editor-files';

/** Where the language server, too, finds the programs (web/language/server-settings.ts). */
const FOLDER = '/workspace/';

export interface FileModels {
  get: (name: string) => Monaco.editor.ITextModel | undefined;
  /** The file that a model shows; null for others, such as the library's stubs. */
  nameOf: (uri: Monaco.Uri) => string | null;
  /** Makes the models of files that have come, and lets go of those that have left. */
  update: () => void;
  dispose: () => void;
}

interface FileModel {
  readonly model: Monaco.editor.ITextModel;
  readonly code: CodeText;
  readonly stop: () => void;
}

/** A model of each file, so that code help and references know them all, whichever is on the screen. */
export function createFileModels(
  monaco: typeof Monaco,
  files: EditorFiles,
  /** A text has come from somewhere else than from the editor. */
  replaceText: (model: Monaco.editor.ITextModel, text: string, isAnother: boolean) => void,
): FileModels {
  const models = new Map<string, FileModel>();

  function open(name: string, code: CodeText): FileModel {
    const uri = monaco.Uri.file(FOLDER + name);
    const language = name.endsWith('.py') ? 'python' : 'plaintext';
    const model = monaco.editor.createModel(code.get(), language, uri);
    model.updateOptions({
      tabSize: 4,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    if (language === 'python') model.setEOL(monaco.editor.EndOfLineSequence.LF);
    let isReplacing = false;
    const edits = model.onDidChangeContent(() => {
      if (!isReplacing) code.type(model.getValue());
    });
    const unsubscribe = code.subscribe((text, origin) => {
      if (origin === 'typing') return;
      isReplacing = origin === 'outside';
      replaceText(model, text, origin === 'replacement');
      isReplacing = false;
    });
    return {
      model,
      code,
      stop: () => {
        edits.dispose();
        unsubscribe();
        model.dispose();
      },
    };
  }

  function update(): void {
    const { names } = files.store.get();
    for (const [name, { code, stop }] of models) {
      if (names.includes(name) && files.code(name) === code) continue;
      stop();
      models.delete(name);
    }
    for (const name of names) {
      if (!models.has(name)) models.set(name, open(name, files.code(name)));
    }
  }

  return {
    get: (name) => models.get(name)?.model,
    nameOf: ({ scheme, path }) =>
      scheme === 'file' && path.startsWith(FOLDER) ? path.slice(FOLDER.length) : null,
    update,
    dispose: () => {
      for (const { stop } of models.values()) stop();
      models.clear();
    },
  };
}
