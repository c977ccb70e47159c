import { fromRange, locationsOf, toPosition } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';
import type { LibraryFiles } from '../library-files';
import type { ProviderContext } from './provider-context';

/** Go to definition and find references, into the stubs of the library and into packages, too. */
export function provideNavigation(
  { monaco, server, documents }: ProviderContext,
  library: LibraryFiles,
): Monaco.IDisposable[] {
  function toLocations(result: Parameters<typeof locationsOf>[0]): Monaco.languages.Location[] {
    return locationsOf(result)
      .filter(({ uri }) => documents.modelOf(uri) !== null || library.open(uri))
      .map(({ uri, range }) => ({ uri: monaco.Uri.parse(uri), range: fromRange(range) }));
  }

  function ask(
    model: Monaco.editor.ITextModel,
    position: Monaco.Position,
  ): lsp.TextDocumentPositionParams | null {
    const textDocument = documents.current(model);
    return textDocument === null ? null : { textDocument, position: toPosition(position) };
  }

  return [
    // Such a file is no tab of the workspace: it shows between the lines, as Alt+F12 does it.
    monaco.editor.registerEditorOpener({
      openCodeEditor: (source, resource) => {
        if (!library.open(resource.toString())) return false;
        source.trigger('goru', 'editor.action.peekDefinition', null);
        return true;
      },
    }),
    monaco.languages.registerDefinitionProvider(LANGUAGE_ID, {
      provideDefinition: async (model, position, token) => {
        const params = ask(model, position);
        if (params === null) return null;
        return toLocations(await server.request('textDocument/definition', params, token));
      },
    }),
    monaco.languages.registerReferenceProvider(LANGUAGE_ID, {
      provideReferences: async (model, position, { includeDeclaration }, token) => {
        const place = ask(model, position);
        if (place === null) return null;
        const params = { ...place, context: { includeDeclaration } };
        return toLocations(await server.request('textDocument/references', params, token));
      },
    }),
  ];
}
