import type * as Monaco from 'monaco-editor/editor';
import type { ErrorPlace } from './editor-handle';

const OWNER = 'python';

export interface ErrorMarker {
  show: (place: ErrorPlace | null) => void;
  dispose: () => void;
}

/** Marks where the last run failed, until that line is edited or the next run begins. */
export function createErrorMarker(
  monaco: typeof Monaco,
  editor: Monaco.editor.IStandaloneCodeEditor,
): ErrorMarker {
  const lines = editor.createDecorationsCollection();

  function show(place: ErrorPlace | null): void {
    const model = editor.getModel();
    if (!model) return;
    lines.clear();
    monaco.editor.setModelMarkers(model, OWNER, []);
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
    lines.set([
      {
        range: new monaco.Range(place.line, 1, place.line, 1),
        options: {
          isWholeLine: true,
          className: 'error-line',
          lineNumberClassName: 'error-line-number',
        },
      },
    ]);
  }

  const edits = editor.onDidChangeModelContent(({ changes }) => {
    const marked = lines.getRange(0);
    const touches = changes.some(
      ({ range }) =>
        marked !== null
        && range.startLineNumber <= marked.endLineNumber
        && range.endLineNumber >= marked.startLineNumber,
    );
    if (touches) show(null);
  });

  return {
    show,
    dispose: () => {
      edits.dispose();
      lines.clear();
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
