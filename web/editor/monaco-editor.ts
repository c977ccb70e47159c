import { createErrorMarker } from './error-marker';
import { createFileModels } from './file-models';
import {
  currentMetrics,
  LINE_DECORATIONS_WIDTH_PX,
  LINE_NUMBER_CHARACTERS,
  PADDING_TOP_PX,
  watchNarrow,
} from './editor-metrics';
import { provideGoruCompletions } from './goru-completions';
import { prepareMonaco } from './load-monaco';
import { runAction } from './run-action';
import { applyMonacoTheme } from './monaco-theme';
import { Range } from 'monaco-editor/editor';
import { words } from '../words/editor';
import type * as Monaco from 'monaco-editor/editor';
import type { ExtendEditor } from './editor-extension';
import type { EditorFiles } from './editor-files';
import type { EditorHandle } from './editor-handle';
import type { EditingPlace } from './plain-editor';

const KEY_COMMANDS = {
  tab: 'tab',
  undo: 'undo',
  left: 'cursorLeft',
  right: 'cursorRight',
} as const;

export interface MonacoEditorOptions {
  host: HTMLElement;
  files: EditorFiles;
  isDark: boolean;
  textGrowth: number;
  onRun: () => void;
  onStop: () => void;
  /** An action went wrong. */
  onFailure: (error: unknown) => void;
  extend: ExtendEditor;
}

export interface MonacoEditor extends EditorHandle {
  setDark: (isDark: boolean) => void;
  setTextGrowth: (growth: number) => void;
  /** Takes over where the plain editor was. */
  takeOver: (place: EditingPlace) => void;
}

export function createMonacoEditor(options: MonacoEditorOptions): MonacoEditor {
  const { host, files, onRun, onStop } = options;
  const monaco = prepareMonaco();
  applyMonacoTheme(monaco, options.isDark);
  // Monaco hangs its menus beside the editor, and gives its colours to elements of this class only.
  host.classList.add('monaco-component');
  const models = createFileModels(monaco, files, replaceText);
  const views = new Map<string, Monaco.editor.ICodeEditorViewState | null>();
  let shown = files.store.get().active;
  let { textGrowth } = options;
  models.update();
  const editor = monaco.editor.create(host, {
    ...editorOptions(),
    ...optionsForScreen(textGrowth),
    readOnly: files.isReadOnly(shown),
    readOnlyMessage: { value: words().readOnly },
    model: models.get(shown) ?? null,
  });
  // Whoever cannot see how to get out of it hears it.
  host.querySelector('[role=textbox]')?.setAttribute('aria-description', words().keys);
  const marker = createErrorMarker(monaco);
  addCommands(monaco, editor, onRun, onStop);
  const quickHelp = provideGoruCompletions(monaco);
  const run = (id: string): Promise<void> => runAction(editor, id);
  const endExtension = options.extend({ monaco, editor, quickHelp, runAction: run });

  function replaceText(model: Monaco.editor.ITextModel, text: string, isAnother: boolean): void {
    const range = isAnother ? model.getFullModelRange() : null;
    model.pushStackElement();
    model.pushEditOperations([], [range ? { range, text } : changedPart(model, text)], () => null);
    model.pushStackElement();
    if (!isAnother || editor.getModel() !== model) return;
    editor.setPosition({ lineNumber: 1, column: 1 });
    editor.setScrollTop(0);
  }

  function update(): void {
    const { active } = files.store.get();
    const isOther = active !== shown;
    if (isOther && models.get(shown) !== undefined) views.set(shown, editor.saveViewState());
    models.update();
    const model = models.get(active) ?? null;
    if (editor.getModel() !== model) {
      editor.setModel(model);
      const view = views.get(active);
      if (isOther && view) editor.restoreViewState(view);
    }
    shown = active;
    editor.updateOptions({ readOnly: files.isReadOnly(active) });
  }

  async function showFile(name: string): Promise<void> {
    await files.open(name);
    update();
  }

  const unsubscribe = files.store.subscribe(update);
  const opener = monaco.editor.registerEditorOpener({
    openCodeEditor: async (_, resource, target) => {
      const name = models.nameOf(resource);
      if (name === null || !files.store.get().names.includes(name)) return false;
      await showFile(name);
      if (target === undefined) return true;
      const position =
        'startLineNumber' in target ? monaco.Range.lift(target).getStartPosition() : target;
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position);
      editor.focus();
      return true;
    },
  });
  const unwatch = watchNarrow(() => {
    editor.updateOptions(optionsForScreen(textGrowth));
  });

  return {
    focus: () => {
      editor.focus();
    },
    goToLine: (line) => {
      const model = editor.getModel();
      if (model === null) return;
      const lineNumber = Math.min(line, model.getLineCount());
      const column = Math.max(1, model.getLineFirstNonWhitespaceColumn(lineNumber));
      editor.setPosition({ lineNumber, column });
      editor.revealLineInCenterIfOutsideViewport(lineNumber);
      editor.focus();
    },
    markError: (name, place) => {
      const model = models.get(name);
      if (model) marker.show(model, place);
    },
    actions: () =>
      editor
        .getSupportedActions()
        .filter((action) => action.isSupported())
        // Monaco puts its own name in front of those that were added to it.
        .map(({ id, label }) => ({ id: id.replace(`${editor.getId()}:`, ''), label })),
    act: (id) => {
      editor.focus();
      run(id).catch(options.onFailure);
    },
    press: (key) => {
      const [command, payload] =
        typeof key === 'object' ? ['type', key] : [KEY_COMMANDS[key], null];
      // Under another name nothing would be closed or indented by itself.
      editor.trigger('keyboard', command, payload);
    },
    setDark: (isDark) => {
      applyMonacoTheme(monaco, isDark);
    },
    setTextGrowth: (growth) => {
      textGrowth = growth;
      editor.updateOptions(optionsForScreen(growth));
    },
    takeOver: (place) => {
      const model = editor.getModel();
      if (model === null) return;
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
      opener.dispose();
      marker.dispose();
      editor.dispose();
      host.classList.remove('monaco-component');
      models.dispose();
    },
  };
}

function optionsForScreen(growth: number): Monaco.editor.IEditorOptions {
  const { fontSizePx, lineHeightPx, isNarrow } = currentMetrics(growth);
  return {
    fontSize: fontSizePx,
    lineHeight: lineHeightPx,
    // A phone shows some thirty characters: the end of a line is nowhere in sight, and a signature covers the program.
    wordWrap: isNarrow ? 'on' : 'off',
    parameterHints: { enabled: !isNarrow },
  };
}

function editorOptions(): Monaco.editor.IStandaloneEditorConstructionOptions {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    // Enter behind a name that is whole already is meant for the line.
    acceptSuggestionOnEnter: 'smart',
    ariaLabel: words().pythonEditor,
    automaticLayout: true,
    cursorBlinking: isStill ? 'solid' : 'blink',
    fixedOverflowWidgets: true,
    folding: false,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    guides: { indentation: false },
    lineDecorationsWidth: LINE_DECORATIONS_WIDTH_PX,
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
    wrappingIndent: 'indent',
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
    label: words().runProgram,
    keybindings: [CtrlCmd | Enter, Shift | Enter],
    run: onRun,
  });
  editor.addAction({
    id: 'goru.stop',
    label: words().stopProgram,
    keybindings: [CtrlCmd | Shift | Enter],
    run: onStop,
  });
}

/** One step for the undo command; what is the same at both ends keeps the cursor where it is. */
function changedPart(
  model: Monaco.editor.ITextModel,
  next: string,
): { range: Monaco.Range; text: string } {
  const before = model.getValue();
  const text = model.getEOL() === '\n' ? next.replaceAll('\r\n', '\n') : next;
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === text.at(-1 - same)) same += 1;
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(before.length - same);
  return { range: Range.fromPositions(from, to), text: text.slice(start, text.length - same) };
}
