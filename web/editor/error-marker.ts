import type * as Monaco from 'monaco-editor/editor';
import type { ErrorPlace } from './editor-handle';

const OWNER = 'python';

export interface ErrorMarker {
  /** Of each model one; null takes its mark away. */
  show: (model: Monaco.editor.ITextModel, place: ErrorPlace | null) => void;
  dispose: () => void;
}

interface Mark {
  lines: string[];
  edits: Monaco.IDisposable;
}

/** Marks where the last run failed, until that line is edited or the next run begins. */
export function createErrorMarker(monaco: typeof Monaco): ErrorMarker {
  const marks = new Map<Monaco.editor.ITextModel, Mark>();

  function clear(model: Monaco.editor.ITextModel): void {
    const mark = marks.get(model);
    if (!mark) return;
    marks.delete(model);
    mark.edits.dispose();
    if (model.isDisposed()) return;
    model.deltaDecorations(mark.lines, []);
    monaco.editor.setModelMarkers(model, OWNER, []);
  }

  function show(model: Monaco.editor.ITextModel, place: ErrorPlace | null): void {
    clear(model);
    // The program may have become shorter while it ran.
    if (!place || place.line > model.getLineCount()) return;
    const range = toRange(monaco, model, place);
    const severity = monaco.MarkerSeverity.Error;
    monaco.editor.setModelMarkers(model, OWNER, [
      {
        startLineNumber: range.startLineNumber,
        startColumn: range.startColumn,
        endLineNumber: range.endLineNumber,
        endColumn: range.endColumn,
        severity,
        message: place.message,
      },
    ]);
    const lines = model.deltaDecorations(
      [],
      [
        {
          range: new monaco.Range(place.line, 1, place.line, 1),
          options: {
            isWholeLine: true,
            className: 'error-line',
            lineNumberClassName: 'error-line-number',
          },
        },
      ],
    );
    const edits = model.onDidChangeContent(({ changes }) => {
      const marked = model.getDecorationRange(lines[0] ?? '');
      const touches = changes.some(
        ({ range: { startLineNumber, endLineNumber } }) =>
          marked !== null
          && startLineNumber <= marked.endLineNumber
          && endLineNumber >= marked.startLineNumber,
      );
      if (touches) clear(model);
    });
    marks.set(model, { lines, edits });
  }

  return {
    show,
    dispose: () => {
      for (const model of [...marks.keys()]) clear(model);
    },
  };
}

function toRange(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  { line, column, endLine, endColumn }: ErrorPlace,
): Monaco.Range {
  const start = column ?? Math.max(1, model.getLineFirstNonWhitespaceColumn(line));
  const lastLine = endLine ?? line;
  const end = endColumn ?? model.getLineMaxColumn(Math.min(lastLine, model.getLineCount()));
  const range = model.validateRange(new monaco.Range(line, start, lastLine, end));
  if (!range.isEmpty()) return range;
  // Nothing to underline (an error at the end of a line): take the whole line.
  return new monaco.Range(line, 1, line, model.getLineMaxColumn(line));
}
