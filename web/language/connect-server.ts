import { createMessageConnection, ResponseError } from 'vscode-jsonrpc';
import { PROJECT_FOLDER, settingsOf } from './server-settings';
import type { CancellationToken } from 'vscode-jsonrpc';
import type * as lsp from 'vscode-languageserver-protocol';
import type { Notifications, Requests } from './server-messages';
import type { ServerTransport } from './server-transport';

export interface LanguageServer {
  readonly capabilities: lsp.ServerCapabilities;
  /** Null also when there is no answer: no longer wanted, out of date, or a defect of the server's own. */
  request: <M extends keyof Requests>(
    method: M,
    params: Requests[M][0],
    token?: CancellationToken,
  ) => Promise<Requests[M][1] | null>;
  notify: <M extends keyof Notifications>(method: M, params: Notifications[M]) => void;
  dispose: () => void;
}

export interface ConnectOptions {
  transport: ServerTransport;
  /** The text of each file by its path; the server has no other file system. */
  files: Readonly<Record<string, string>>;
  onDiagnostics: (params: lsp.PublishDiagnosticsParams) => void;
}

/** Resolves when the server is ready for documents. */
export async function connectServer(options: ConnectOptions): Promise<LanguageServer> {
  const { transport, files } = options;
  const connection = createMessageConnection(transport.reader, transport.writer);
  connection.onRequest('workspace/configuration', ({ items }: lsp.ConfigurationParams) =>
    items.map(({ section }) => settingsOf(section)),
  );
  // What it registers later (file watchers) is of no use here; a refusal would be logged as an error.
  connection.onRequest('client/registerCapability', () => null);
  connection.onNotification('textDocument/publishDiagnostics', options.onDiagnostics);
  connection.listen();

  const rootUri = `file://${PROJECT_FOLDER.slice(0, -1)}`;
  const { capabilities } = await connection.sendRequest<lsp.InitializeResult>('initialize', {
    processId: null,
    // oxlint-disable-next-line typescript/no-deprecated -- the protocol still demands it
    rootUri: null,
    workspaceFolders: [{ uri: rootUri, name: 'workspace' }],
    capabilities: CLIENT_CAPABILITIES,
    initializationOptions: { files },
  } satisfies lsp.InitializeParams);
  await connection.sendNotification('initialized', {});

  return {
    capabilities,
    request: async (method, params, token) => {
      try {
        return await (token === undefined
          ? connection.sendRequest<Requests[typeof method][1]>(method, params)
          : connection.sendRequest<Requests[typeof method][1]>(method, params, token));
      } catch (error) {
        if (isNoAnswer(error)) return null;
        throw error;
      }
    },
    notify: (method, params) => {
      // It fails only when the workers are gone, which the transport tells.
      connection.sendNotification(method, params).catch(() => undefined);
    },
    dispose: () => {
      connection.dispose();
      transport.dispose();
    },
  };
}

/**
 * RequestCancelled, ContentModified, ServerCancelled and RequestFailed of the protocol, and JSON-RPC's InternalError: the
 * server tripped over one question, of a text that changes under its feet, and answers the next.
 */
const NO_ANSWER = [-32_800, -32_801, -32_802, -32_803, -32_603];

function isNoAnswer(error: unknown): boolean {
  return error instanceof ResponseError && NO_ANSWER.includes(error.code);
}

const MARKDOWN: lsp.MarkupKind[] = ['markdown'];

/** What the page can show; the server sends nothing else. */
const CLIENT_CAPABILITIES: lsp.ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    hover: { contentFormat: MARKDOWN },
    completion: {
      contextSupport: true,
      completionItem: {
        snippetSupport: false,
        documentationFormat: MARKDOWN,
        deprecatedSupport: true,
        labelDetailsSupport: true,
        resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] },
      },
    },
    signatureHelp: {
      contextSupport: true,
      signatureInformation: {
        documentationFormat: MARKDOWN,
        parameterInformation: { labelOffsetSupport: true },
        activeParameterSupport: true,
      },
    },
    publishDiagnostics: {
      versionSupport: true,
      relatedInformation: true,
      tagSupport: { valueSet: [1, 2] },
    },
    rename: { prepareSupport: true },
    definition: {},
    references: {},
    inlayHint: {},
    semanticTokens: {
      requests: { full: true },
      formats: ['relative'],
      tokenTypes: [],
      tokenModifiers: [],
    },
  },
};
