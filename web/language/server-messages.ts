import type * as lsp from 'vscode-languageserver-protocol';

/** The requests of the Language Server Protocol that the page makes: parameters and result. */
export interface Requests {
  'textDocument/completion': [
    lsp.CompletionParams,
    lsp.CompletionList | lsp.CompletionItem[] | null,
  ];
  'completionItem/resolve': [lsp.CompletionItem, lsp.CompletionItem];
  'textDocument/hover': [lsp.HoverParams, lsp.Hover | null];
  'textDocument/signatureHelp': [lsp.SignatureHelpParams, lsp.SignatureHelp | null];
  'textDocument/definition': [
    lsp.DefinitionParams,
    lsp.Location | lsp.Location[] | lsp.LocationLink[] | null,
  ];
  'textDocument/references': [lsp.ReferenceParams, lsp.Location[] | null];
  'textDocument/prepareRename': [lsp.PrepareRenameParams, lsp.Range | null];
  'textDocument/rename': [lsp.RenameParams, lsp.WorkspaceEdit | null];
  'textDocument/semanticTokens/full': [lsp.SemanticTokensParams, lsp.SemanticTokens | null];
  'textDocument/inlayHint': [lsp.InlayHintParams, lsp.InlayHint[] | null];
}

export interface Notifications {
  /**
   * Its own: a file that others can import, empty until it is opened. `files` is ours
   * (runtime-assets/provision/language-server.ts): files by their paths instead of that one; null removes a file or a
   * folder.
   */
  'pyright/createFile': { uri: string; files?: Readonly<Record<string, string | null>> };
  'pyright/deleteFile': { uri: string };
  'textDocument/didOpen': lsp.DidOpenTextDocumentParams;
  'textDocument/didChange': lsp.DidChangeTextDocumentParams;
  'textDocument/didClose': lsp.DidCloseTextDocumentParams;
}
