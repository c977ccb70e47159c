import { fromMarkup, fromRange, toPosition } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type { ProviderContext } from './provider-context';

/** What the server says of a name that nobody has defined. */
const SAYS_NOTHING = /^\W*(?:python\s+)?\(\w+\) \w+: Unknown\W*$/;

export function provideHover({ monaco, server, documents }: ProviderContext): Monaco.IDisposable {
  return monaco.languages.registerHoverProvider(LANGUAGE_ID, {
    provideHover: async (model, position, token) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      const params = { textDocument, position: toPosition(position) };
      const hover = await server.request('textDocument/hover', params, token);
      if (hover === null) return null;
      const contents = fromMarkup(hover.contents).filter(({ value }) => !SAYS_NOTHING.test(value));
      if (contents.length === 0) return null;
      return {
        contents,
        ...(hover.range === undefined ? {} : { range: fromRange(hover.range) }),
      };
    },
  });
}
