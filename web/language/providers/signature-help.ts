import { fromDocumentation, toPosition } from '../convert';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ProviderContext } from './provider-context';

export function provideSignatureHelp(context: ProviderContext): Monaco.IDisposable {
  const { monaco, server, documents } = context;
  return monaco.languages.registerSignatureHelpProvider(LANGUAGE_ID, {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    provideSignatureHelp: async (model, position, token, { triggerKind, isRetrigger }) => {
      const textDocument = documents.current(model);
      if (textDocument === null) return null;
      const help = await server.request(
        'textDocument/signatureHelp',
        {
          textDocument,
          position: toPosition(position),
          context: {
            triggerKind: triggerKind as number as lsp.SignatureHelpTriggerKind,
            isRetrigger,
          },
        },
        token,
      );
      if (help === null || help.signatures.length === 0) return null;
      return { value: toSignatureHelp(help), dispose: () => undefined };
    },
  });
}

function toSignatureHelp(help: lsp.SignatureHelp): Monaco.languages.SignatureHelp {
  return {
    activeSignature: help.activeSignature ?? 0,
    activeParameter: help.activeParameter ?? 0,
    signatures: help.signatures.map((signature) => ({
      label: signature.label,
      parameters: (signature.parameters ?? []).map(({ label, documentation }) => ({
        label,
        ...documented(documentation),
      })),
      ...documented(signature.documentation),
      ...(typeof signature.activeParameter === 'number'
        ? { activeParameter: signature.activeParameter }
        : {}),
    })),
  };
}

function documented(documentation: string | lsp.MarkupContent | undefined): {
  documentation?: Monaco.IMarkdownString;
} {
  const markdown = fromDocumentation(documentation);
  return markdown === undefined ? {} : { documentation: markdown };
}
