// Between the Language Server Protocol and Monaco. Both count columns in UTF-16 units; the protocol from 0, Monaco from 1.

import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';

export function toPosition({ lineNumber, column }: Monaco.IPosition): lsp.Position {
  return { line: lineNumber - 1, character: column - 1 };
}

export function fromPosition({ line, character }: lsp.Position): Monaco.IPosition {
  return { lineNumber: line + 1, column: character + 1 };
}

export function toRange(range: Monaco.IRange): lsp.Range {
  return {
    start: { line: range.startLineNumber - 1, character: range.startColumn - 1 },
    end: { line: range.endLineNumber - 1, character: range.endColumn - 1 },
  };
}

export function fromRange({ start, end }: lsp.Range): Monaco.IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function fromTextEdit({ range, newText }: lsp.TextEdit): Monaco.languages.TextEdit {
  return { range: fromRange(range), text: newText };
}

/** Every form the protocol has for explanations. */
export function fromMarkup(contents: lsp.Hover['contents']): Monaco.IMarkdownString[] {
  if (Array.isArray(contents)) return contents.flatMap((one) => fromMarkup(one));
  if (typeof contents === 'string') return contents === '' ? [] : [{ value: contents }];
  if ('language' in contents) {
    return [{ value: `\`\`\`${contents.language}\n${contents.value}\n\`\`\`` }];
  }
  return contents.value === '' ? [] : [{ value: contents.value }];
}

export function fromDocumentation(
  documentation: string | lsp.MarkupContent | undefined,
): Monaco.IMarkdownString | undefined {
  return documentation === undefined ? undefined : fromMarkup(documentation)[0];
}

/** The protocol's `CompletionItemKind`, from 1, by Monaco's names. */
const COMPLETION_KINDS = [
  'Text',
  'Method',
  'Function',
  'Constructor',
  'Field',
  'Variable',
  'Class',
  'Interface',
  'Module',
  'Property',
  'Unit',
  'Value',
  'Enum',
  'Keyword',
  'Snippet',
  'Color',
  'File',
  'Reference',
  'Folder',
  'EnumMember',
  'Constant',
  'Struct',
  'Event',
  'Operator',
  'TypeParameter',
] as const satisfies (keyof typeof Monaco.languages.CompletionItemKind)[];

export function fromCompletionKind(
  kinds: typeof Monaco.languages.CompletionItemKind,
  kind: lsp.CompletionItemKind | undefined,
): Monaco.languages.CompletionItemKind {
  return kinds[COMPLETION_KINDS[(kind ?? 1) - 1] ?? 'Text'];
}

/** Error, Warning, Information and Hint. */
export function fromSeverity(
  severities: typeof Monaco.MarkerSeverity,
  severity: lsp.DiagnosticSeverity | undefined,
): Monaco.MarkerSeverity {
  const { Error, Warning, Info, Hint } = severities;
  return [Error, Warning, Info, Hint][(severity ?? 1) - 1] ?? Error;
}

export function fromTags(
  { Unnecessary, Deprecated }: typeof Monaco.MarkerTag,
  tags: readonly lsp.DiagnosticTag[] = [],
): Monaco.MarkerTag[] {
  return tags.map((tag) => (tag === 1 ? Unnecessary : Deprecated));
}

export function locationsOf(
  result: lsp.Location | lsp.Location[] | lsp.LocationLink[] | null,
): { uri: string; range: lsp.Range }[] {
  if (result === null) return [];
  const list = Array.isArray(result) ? result : [result];
  return list.map((location) =>
    'targetUri' in location
      ? { uri: location.targetUri, range: location.targetSelectionRange }
      : location,
  );
}

/** The text edits of a workspace edit, document by document. */
export function editsByDocument(edit: lsp.WorkspaceEdit): [uri: string, edits: lsp.TextEdit[]][] {
  const changes = Object.entries(edit.changes ?? {});
  const documentChanges = (edit.documentChanges ?? []).flatMap(
    (change): [string, lsp.TextEdit[]][] =>
      'edits' in change
        ? [[change.textDocument.uri, change.edits.filter((one) => 'newText' in one)]]
        : [],
  );
  return [...changes, ...documentChanges];
}
