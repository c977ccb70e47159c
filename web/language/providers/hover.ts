import { fromMarkup, fromRange, toPosition } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type { ProviderContext } from './provider-context';

export function provideHover({ monaco, server, documents }: ProviderContext): Monaco.IDisposable {
  return monaco.languages.registerHoverProvider(LANGUAGE_ID, {
    provideHover: async (model, position, token) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      const params = { textDocument, position: toPosition(position) };
      const hover = await server.request('textDocument/hover', params, token);
      if (hover === null) return null;
      return {
        contents: fromMarkup(hover.contents),
        ...(hover.range === undefined ? {} : { range: fromRange(hover.range) }),
      };
    },
  });
}
