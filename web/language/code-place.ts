import type * as Monaco from 'monaco-editor/editor';

/** Whether what is written at a place is code, and no text or comment. */
export function isCodeAt(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  { lineNumber, column }: Monaco.IPosition,
): boolean {
  // From the start: a text may have begun many lines above.
  const before = model.getValueInRange(new monaco.Range(1, 1, lineNumber, column));
  const token = monaco.editor.tokenize(before, model.getLanguageId()).at(-1)?.at(-1);
  return !/^(?:string|comment)/.test(token?.type ?? '');
}
