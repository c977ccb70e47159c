import { isProgram } from './server-documents';
import type * as Monaco from 'monaco-editor/editor';

export interface ProgramTexts {
  all: () => readonly string[];
  /** Calls `listener` after every change until the returned function is called. */
  onChange: (listener: () => void) => () => void;
}

/** The texts of every program that Monaco has open. */
export function programTexts(monaco: typeof Monaco): ProgramTexts {
  const programs = (): Monaco.editor.ITextModel[] => monaco.editor.getModels().filter(isProgram);
  return {
    all: () => programs().map((model) => model.getValue()),
    onChange: (listener) => {
      const changes = new Map<Monaco.editor.ITextModel, Monaco.IDisposable>();
      const follow = (model: Monaco.editor.ITextModel): void => {
        if (isProgram(model)) changes.set(model, model.onDidChangeContent(listener));
      };
      const listeners = [
        monaco.editor.onDidCreateModel((model) => {
          follow(model);
          if (isProgram(model)) listener();
        }),
        monaco.editor.onWillDisposeModel((model) => {
          changes.get(model)?.dispose();
          changes.delete(model);
        }),
      ];
      programs().forEach(follow);
      return () => {
        for (const one of [...listeners, ...changes.values()]) one.dispose();
      };
    },
  };
}

/** What of those programs can be imported: the files and folders beside `main.py`. */
export function moduleNames(monaco: typeof Monaco): string[] {
  return monaco.editor
    .getModels()
    .filter(isProgram)
    .flatMap(({ uri }) => /^\/workspace\/(\w+)(?:\.py$|\/)/.exec(uri.path)?.[1] ?? []);
}
