import { isCodeAt } from '../code-place';
import { importItems } from '../import-items';
import { importPlace } from '../import-place';
import {
  fromCompletionKind,
  fromDocumentation,
  fromRange,
  fromTextEdit,
  toPosition,
} from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ImportableModules } from '../import-items';
import type { ProviderContext } from './provider-context';

/**
 * What begins a statement or an expression: after a dot the server's parser takes none of them for the beginning of a
 * name, so that `kv.del` would be completed to the statement `del`.
 */
const KEYWORDS = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is '
    + 'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Documentation is fetched for the item that is looked at. */
interface ServerItem extends Monaco.languages.CompletionItem {
  readonly ofServer?: lsp.CompletionItem;
}

export function provideCompletion(
  { monaco, server, documents }: ProviderContext,
  modules: ImportableModules,
): Monaco.IDisposable {
  return monaco.languages.registerCompletionItemProvider(LANGUAGE_ID, {
    // The space is that after `import` and `from`; no other one is worth a question.
    triggerCharacters: [
      ...(server.capabilities.completionProvider?.triggerCharacters ?? ['.']),
      ' ',
    ],

    provideCompletionItems: async (model, position, context, token) => {
      const textDocument = documents.current(model);
      const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const written = importPlace(line);
      const place = written !== null && isCodeAt(monaco, model, position) ? written : null;
      if (textDocument === null || (context.triggerCharacter === ' ' && place === null))
        return null;
      const start = keywordAfterDot(model, position);
      const result = await server.request(
        'textDocument/completion',
        {
          textDocument,
          position: toPosition(start ?? position),
          context: {
            triggerKind: (context.triggerKind + 1) as lsp.CompletionTriggerKind,
            ...(context.triggerCharacter === undefined
              ? {}
              : { triggerCharacter: context.triggerCharacter }),
          },
        },
        token,
      );
      if (result === null) return null;
      const found = Array.isArray(result) ? result : result.items;
      const items = place === null ? found : await importItems(found, place, modules);
      const range = wordRange(model, position);
      return {
        // After `import` it is the whole list, whatever the server says. To ask again for each letter would leave the old
        // list there meanwhile, and Enter would take its first name in place of the one that was typed.
        incomplete: place === null && !Array.isArray(result) && result.isIncomplete,
        suggestions: items
          // What the server would replace lies before the keyword.
          .map(({ textEdit, ...item }) =>
            start === null && textEdit ? { ...item, textEdit } : item,
          )
          .map((item) => toSuggestion(monaco, item, range)),
      };
    },

    resolveCompletionItem: async (item: ServerItem, token) => {
      if (item.ofServer === undefined) return item;
      const resolved = await server.request('completionItem/resolve', item.ofServer, token);
      if (resolved === null) return item;
      const documentation = fromDocumentation(resolved.documentation);
      return {
        ...item,
        ...(resolved.detail === undefined ? {} : { detail: resolved.detail }),
        ...(documentation === undefined ? {} : { documentation }),
      };
    },
  });
}

function toSuggestion(
  monaco: typeof Monaco,
  item: lsp.CompletionItem,
  range: Monaco.languages.CompletionItemRanges,
): ServerItem {
  const documentation = fromDocumentation(item.documentation);
  const edit = item.textEdit;
  return {
    ...(item.data === undefined ? {} : { ofServer: item }),
    label:
      item.labelDetails === undefined ? item.label : { label: item.label, ...item.labelDetails },
    kind: fromCompletionKind(monaco.languages.CompletionItemKind, item.kind),
    insertText: edit?.newText ?? item.insertText ?? item.label,
    sortText: sortText(item),
    range:
      edit === undefined
        ? range
        : 'range' in edit
          ? fromRange(edit.range)
          : { insert: fromRange(edit.insert), replace: fromRange(edit.replace) },
    ...(item.filterText === undefined ? {} : { filterText: item.filterText }),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(item.preselect === true ? { preselect: true } : {}),
    ...(item.tags?.includes(1) === true
      ? { tags: [monaco.languages.CompletionItemTag.Deprecated] }
      : {}),
    ...(item.additionalTextEdits === undefined
      ? {}
      : {
          additionalTextEdits: item.additionalTextEdits.map((one) => ({
            ...fromTextEdit(one),
            text: one.newText,
          })),
        }),
  };
}

/** `async_get`, a twin of `get`, comes after everything that people look for first. */
function sortText({ label, sortText: given = label }: lsp.CompletionItem): string {
  // The server's own order is in the digits before the name.
  return label.startsWith('async_') ? given.replace(/\.(?=[^.]*$)/, '.~') : given;
}

/** Where the name begins that is a keyword so far, and follows a dot; else null. */
function keywordAfterDot(
  model: Monaco.editor.ITextModel,
  { lineNumber, column }: Monaco.Position,
): Monaco.IPosition | null {
  const { word, startColumn } = model.getWordUntilPosition({ lineNumber, column });
  const before = model.getLineContent(lineNumber).charAt(startColumn - 2);
  return KEYWORDS.has(word) && before === '.' ? { lineNumber, column: startColumn } : null;
}

function wordRange(
  model: Monaco.editor.ITextModel,
  { lineNumber, column }: Monaco.Position,
): Monaco.languages.CompletionItemRanges {
  const until = model.getWordUntilPosition({ lineNumber, column });
  const whole = model.getWordAtPosition({ lineNumber, column });
  const insert = {
    startLineNumber: lineNumber,
    endLineNumber: lineNumber,
    startColumn: until.startColumn,
    endColumn: column,
  };
  return { insert, replace: { ...insert, endColumn: whole?.endColumn ?? column } };
}
