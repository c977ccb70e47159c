import { cellAt, findCells, firstCheckLine, partOfSelection } from './parts';
import { words } from '../words/run-modes';
import './editor-parts.css';
import type * as Monaco from 'monaco-editor/editor';
import type { Cell, Part } from './parts';

/** What the ways of running need from the editor on the screen. */
export interface EditorParts {
  selection: () => Part | null;
  /** Null when the file has no cells. */
  cell: () => Cell | null;
  moveToNextCell: () => void;
  /** Marks the line of the file on the screen at which the debugger stands; null for none. */
  markLine: (line: number | null) => void;
  dispose: () => void;
}

interface EditorPartsOptions {
  monaco: typeof Monaco;
  editor: Monaco.editor.IStandaloneCodeEditor;
  onRunCell: () => void;
  onRunCellAndMoveOn: () => void;
  onRunSelection: () => void;
}

const HAS_CELLS = 'goruHasCells';

/** Cells that can be run, checks that are folded away, and the debugger's line. */
export function createEditorParts(options: EditorPartsOptions): EditorParts {
  const { monaco, editor } = options;
  const hasCells = editor.createContextKey<boolean>(HAS_CELLS, false);
  const cellLines = editor.createDecorationsCollection();
  const debuggerLine = editor.createDecorationsCollection();
  const text = (): string =>
    editor.getModel()?.getValue(monaco.editor.EndOfLinePreference.LF) ?? '';
  const cells = (): Cell[] => findCells(text());
  const lineNow = (): number => editor.getPosition()?.lineNumber ?? 1;
  const moveTo = (line: number): void => {
    editor.setPosition({ lineNumber: line, column: 1 });
    editor.revealLineInCenterIfOutsideViewport(line);
  };

  let hasChecks = false;
  let length = 0;

  function look(): void {
    const marks = cells().filter(({ firstLine }) => firstLine > 1);
    hasCells.set(cells().length > 0);
    hasChecks = firstCheckLine(text()) !== null;
    length = editor.getModel()?.getValueLength() ?? 0;
    cellLines.set(
      marks.map(({ firstLine }) => ({
        range: new monaco.Range(firstLine, 1, firstLine, 1),
        options: { isWholeLine: true, className: 'cell-start' },
      })),
    );
  }

  /** Checks are in the way of who is to pass them: another text begins without them. */
  function foldChecks(): void {
    const line = firstCheckLine(text());
    editor.updateOptions({ folding: line !== null });
    if (line === null) return;
    // The editor looks for what can be folded after it has told of the change.
    setTimeout(() => {
      const selectionLines = [line - 1];
      void editor.getAction('editor.fold')?.run({ selectionLines });
    });
  }

  function handleChange({ changes }: Monaco.editor.IModelContentChangedEvent): void {
    const hadChecks = hasChecks;
    const lengthBefore = length;
    look();
    const isAnother = changes.some(({ rangeLength }) => rangeLength >= lengthBefore);
    if (isAnother || hadChecks !== hasChecks) foldChecks();
  }

  const runLens = editor.addCommand(0, (_, line: unknown) => {
    if (typeof line === 'number') moveTo(line);
    options.onRunCell();
  });
  const { Alt, Shift } = monaco.KeyMod;
  const { Enter } = monaco.KeyCode;
  const listeners = [
    editor.addAction({
      id: 'goru.runCell',
      label: words().runCell,
      precondition: HAS_CELLS,
      run: options.onRunCell,
    }),
    editor.addAction({
      id: 'goru.runCellAndMoveOn',
      label: words().runCellAndMoveOn,
      precondition: HAS_CELLS,
      keybindingContext: HAS_CELLS,
      keybindings: [Shift | Enter],
      run: options.onRunCellAndMoveOn,
    }),
    editor.addAction({
      id: 'goru.runSelection',
      label: words().runSelection,
      keybindings: [Alt | Enter],
      run: options.onRunSelection,
    }),
    monaco.languages.registerCodeLensProvider('python', {
      provideCodeLenses: (model) => ({
        lenses:
          runLens === null || model !== editor.getModel()
            ? []
            : cells()
                .filter(({ isText }) => !isText)
                .map(({ firstLine }) => ({
                  range: new monaco.Range(firstLine, 1, firstLine, 1),
                  command: { id: runLens, title: words().runCell, arguments: [firstLine] },
                })),
        dispose: () => undefined,
      }),
    }),
    monaco.languages.registerFoldingRangeProvider('python', {
      provideFoldingRanges: (model) => {
        const start = firstCheckLine(model.getValue(monaco.editor.EndOfLinePreference.LF));
        if (start === null) return null;
        return [{ start, end: model.getLineCount() }];
      },
    }),
    editor.onDidChangeModel(() => {
      look();
      foldChecks();
    }),
    editor.onDidChangeModelContent(handleChange),
  ];
  look();
  foldChecks();

  return {
    selection: () => {
      const model = editor.getModel();
      const selection = editor.getSelection();
      if (model === null || selection === null) return null;
      const { LF } = monaco.editor.EndOfLinePreference;
      const before = new monaco.Range(1, 1, selection.startLineNumber, selection.startColumn);
      const from = model.getValueInRange(before, LF).length;
      const to = from + model.getValueInRange(selection, LF).length;
      return partOfSelection(text(), { from, to });
    },
    cell: () => cellAt(cells(), lineNow()),
    moveToNextCell: () => {
      const next = cells().find(({ firstLine }) => firstLine > lineNow());
      if (next) moveTo(Math.min(next.firstLine + 1, next.lastLine));
    },
    markLine: (line) => {
      if (line === null) {
        debuggerLine.clear();
        return;
      }
      debuggerLine.set([
        {
          range: new monaco.Range(line, 1, line, 1),
          options: {
            isWholeLine: true,
            className: 'debugger-line',
            lineNumberClassName: 'debugger-line-number',
          },
        },
      ]);
      editor.revealLineInCenterIfOutsideViewport(line);
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      cellLines.clear();
      debuggerLine.clear();
    },
  };
}
