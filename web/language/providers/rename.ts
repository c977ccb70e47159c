import { editsByDocument, fromRange, fromTextEdit, toPosition } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import { words } from '../../words/language';
import type * as Monaco from 'monaco-editor/editor';
import type { ProviderContext } from './provider-context';

/** Python's own rule for names (`str.isidentifier`). */
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

export function provideRename({ monaco, server, documents }: ProviderContext): Monaco.IDisposable {
  return monaco.languages.registerRenameProvider(LANGUAGE_ID, {
    resolveRenameLocation: async (model, position, token) => {
      const textDocument = documents.current(model);
      const word = model.getWordAtPosition(position);
      const params =
        textDocument === null ? null : { textDocument, position: toPosition(position) };
      const range =
        params === null ? null : await server.request('textDocument/prepareRename', params, token);
      if (range === null || word === null) {
        return {
          range: new monaco.Range(position.lineNumber, 1, position.lineNumber, 1),
          text: '',
          rejectReason: words().onlyOwnNames,
        };
      }
      return { range: fromRange(range), text: word.word };
    },

    provideRenameEdits: async (model, position, newName, token) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      if (!IDENTIFIER.test(newName)) {
        return { edits: [], rejectReason: words().cannotBeName(newName) };
      }
      const params = { textDocument, position: toPosition(position), newName };
      const edit = await server.request('textDocument/rename', params, token);
      if (edit === null) return { edits: [], rejectReason: words().cannotBeRenamed };
      return {
        edits: editsByDocument(edit).flatMap(([uri, edits]) => {
          const target = documents.modelOf(uri);
          if (target === null) return [];
          return edits.map((one) => ({
            resource: target.uri,
            versionId: target.getVersionId(),
            textEdit: fromTextEdit(one),
          }));
        }),
      };
    },
  });
}
