import { fromMarkup, fromPosition, fromTextEdit, toRange } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ProviderContext } from './provider-context';

/** Types and parameter names between the code; the editor's setting says whether they are shown. */
export function provideInlayHints(context: ProviderContext): Monaco.IDisposable {
  const { monaco, server, documents } = context;
  return monaco.languages.registerInlayHintsProvider(LANGUAGE_ID, {
    provideInlayHints: async (model, range, token) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      const params = { textDocument, range: toRange(range) };
      const hints = (await server.request('textDocument/inlayHint', params, token)) ?? [];
      return { hints: hints.map((hint) => toInlayHint(monaco, hint)), dispose: () => undefined };
    },
  });
}

function toInlayHint(monaco: typeof Monaco, hint: lsp.InlayHint): Monaco.languages.InlayHint {
  const { label, position, kind, paddingLeft, paddingRight, textEdits, tooltip } = hint;
  const { Type, Parameter } = monaco.languages.InlayHintKind;
  const explained = tooltip === undefined ? undefined : fromMarkup(tooltip)[0];
  return {
    label: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    position: fromPosition(position),
    ...(kind === undefined ? {} : { kind: kind === 1 ? Type : Parameter }),
    ...(paddingLeft === undefined ? {} : { paddingLeft }),
    ...(paddingRight === undefined ? {} : { paddingRight }),
    ...(textEdits === undefined ? {} : { textEdits: textEdits.map(fromTextEdit) }),
    ...(explained === undefined ? {} : { tooltip: explained }),
  };
}
