import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type { ProviderContext } from './provider-context';

/** Colours by what a name is, which the tokenizer cannot know; null when the server has none. */
export function provideSemanticTokens(context: ProviderContext): Monaco.IDisposable | null {
  const { monaco, server, documents } = context;
  const legend = server.capabilities.semanticTokensProvider?.legend;
  if (legend === undefined) return null;
  return monaco.languages.registerDocumentSemanticTokensProvider(LANGUAGE_ID, {
    getLegend: () => legend,
    provideDocumentSemanticTokens: async (model, _lastResultId, token) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      const tokens = await server.request(
        'textDocument/semanticTokens/full',
        { textDocument },
        token,
      );
      return tokens === null ? null : { data: new Uint32Array(tokens.data) };
    },
    releaseDocumentSemanticTokens: () => undefined,
  });
}
