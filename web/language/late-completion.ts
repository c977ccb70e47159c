import { isCodeAt } from './code-place';
import type * as Monaco from 'monaco-editor/editor';

export interface LateCompletion {
  /** Offers what may follow, if a name is being typed and nothing has happened since its last key. */
  offer: () => void;
  dispose: () => void;
}

/** For whoever types while code help is on its way: it would else begin with the next word. */
export function offersLateCompletion(
  monaco: typeof Monaco,
  editor: Monaco.editor.IStandaloneCodeEditor,
): LateCompletion {
  let typedAt: Monaco.Position | null = null;
  const forget = (): void => {
    typedAt = null;
  };
  const listeners = [
    // Escape, an arrow, a shortcut; what a key types moves the cursor after this.
    editor.onKeyDown(forget),
    editor.onDidBlurEditorText(forget),
    editor.onDidChangeModel(forget),
    editor.onDidChangeCursorPosition(({ source, reason, position }) => {
      const isTyped = source === 'keyboard' && reason === monaco.editor.CursorChangeReason.NotSet;
      typedAt = isTyped ? position : null;
    }),
  ];
  return {
    offer: () => {
      const model = editor.getModel();
      if (model === null || typedAt === null || !isInName(model, typedAt)) return;
      // As if by itself: a place where nothing fits is not worth a word.
      if (isCodeAt(monaco, model, typedAt)) {
        editor.trigger('late', 'editor.action.triggerSuggest', { auto: true });
      }
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

function isInName(model: Monaco.editor.ITextModel, position: Monaco.Position): boolean {
  const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
  return /(?:\.|(?:^|\P{XID_Continue})[\p{XID_Start}_]\p{XID_Continue}*)$/u.test(before);
}
