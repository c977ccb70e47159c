import { createErrorMarker } from './error-marker';
import {
  currentMetrics,
  LINE_DECORATIONS_WIDTH_PX,
  LINE_NUMBER_CHARACTERS,
  PADDING_TOP_PX,
  watchMetrics,
} from './editor-metrics';
import { provideGoruCompletions } from './goru-completions';
import { prepareMonaco } from './load-monaco';
import { applyMonacoTheme } from './monaco-theme';
import type * as Monaco from 'monaco-editor/editor';
import type { CodeText } from './code-text';
import type { ExtendEditor } from './editor-extension';
import type { EditorHandle } from './editor-handle';
import type { EditingPlace } from './plain-editor';

export interface MonacoEditorOptions {
  host: HTMLElement;
  code: CodeText;
  isDark: boolean;
  onRun: () => void;
  onStop: () => void;
  extend: ExtendEditor;
}

export interface MonacoEditor extends EditorHandle {
  setDark: (isDark: boolean) => void;
  /** Takes over where the plain editor was. */
  takeOver: (place: EditingPlace) => void;
}

export function createMonacoEditor(options: MonacoEditorOptions): MonacoEditor {
  const { host, code, onRun, onStop } = options;
  const monaco = prepareMonaco();
  applyMonacoTheme(monaco, options.isDark);
  const model = monaco.editor.createModel(
    code.get(),
    'python',
    monaco.Uri.file('/workspace/main.py'),
  );
  model.updateOptions({
    tabSize: 4,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  const editor = monaco.editor.create(host, { ...editorOptions(), model });
  const marker = createErrorMarker(monaco, editor);
  addCommands(monaco, editor, onRun, onStop);
  const quickHelp = provideGoruCompletions(monaco);
  const endExtension = options.extend({ monaco, editor, quickHelp });

  model.onDidChangeContent(() => {
    code.type(model.getValue());
  });
  const unsubscribe = code.subscribe((text, origin) => {
    if (origin === 'replacement') replaceAll(editor, model, text);
  });
  const unwatch = watchMetrics((metrics) => {
    editor.updateOptions({ fontSize: metrics.fontSizePx, lineHeight: metrics.lineHeightPx });
  });

  return {
    focus: () => {
      editor.focus();
    },
    goToLine: (line) => {
      const lineNumber = Math.min(line, model.getLineCount());
      const column = Math.max(1, model.getLineFirstNonWhitespaceColumn(lineNumber));
      editor.setPosition({ lineNumber, column });
      editor.revealLineInCenterIfOutsideViewport(lineNumber);
      editor.focus();
    },
    markError: (place) => {
      marker.show(place);
    },
    setDark: (isDark) => {
      applyMonacoTheme(monaco, isDark);
    },
    takeOver: (place) => {
      const start = model.getPositionAt(place.selectionStart);
      const end = model.getPositionAt(place.selectionEnd);
      editor.setSelection(monaco.Selection.fromPositions(start, end));
      editor.setScrollTop(place.scrollTop);
      if (place.hadFocus) editor.focus();
    },
    dispose: () => {
      endExtension();
      quickHelp.dispose();
      unwatch();
      unsubscribe();
      marker.dispose();
      editor.dispose();
      model.dispose();
    },
  };
}

function editorOptions(): Monaco.editor.IStandaloneEditorConstructionOptions {
  const { fontSizePx, lineHeightPx } = currentMetrics();
  return {
    ariaLabel: 'Python editor',
    automaticLayout: true,
    fixedOverflowWidgets: true,
    folding: false,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: fontSizePx,
    guides: { indentation: false },
    lineDecorationsWidth: LINE_DECORATIONS_WIDTH_PX,
    lineHeight: lineHeightPx,
    lineNumbersMinChars: LINE_NUMBER_CHARACTERS,
    minimap: { enabled: false },
    overviewRulerBorder: false,
    overviewRulerLanes: 0,
    padding: { top: PADDING_TOP_PX, bottom: PADDING_TOP_PX },
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    renderLineHighlightOnlyWhenFocus: true,
    scrollBeyondLastLine: false,
    'semanticHighlighting.enabled': true,
    scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 6 },
    stickyScroll: { enabled: false },
    tabSize: 4,
    wordBasedSuggestions: 'currentDocument',
    wordWrap: 'off',
  };
}

function addCommands(
  monaco: typeof Monaco,
  editor: Monaco.editor.IStandaloneCodeEditor,
  onRun: () => void,
  onStop: () => void,
): void {
  const { CtrlCmd, Shift } = monaco.KeyMod;
  const { Enter } = monaco.KeyCode;
  editor.addAction({
    id: 'goru.run',
    label: 'Run the program',
    keybindings: [CtrlCmd | Enter, Shift | Enter],
    run: onRun,
  });
  editor.addAction({
    id: 'goru.stop',
    label: 'Stop the program',
    keybindings: [CtrlCmd | Shift | Enter],
    run: onStop,
  });
}

/** One step for the undo command, so that Ctrl+Z brings the old program back. */
function replaceAll(
  editor: Monaco.editor.IStandaloneCodeEditor,
  model: Monaco.editor.ITextModel,
  text: string,
): void {
  editor.pushUndoStop();
  editor.executeEdits('replace', [{ range: model.getFullModelRange(), text }]);
  editor.pushUndoStop();
  editor.setPosition({ lineNumber: 1, column: 1 });
  editor.setScrollTop(0);
}
