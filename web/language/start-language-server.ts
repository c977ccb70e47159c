import 'vscode-jsonrpc/browser';
import { typeshedUrl, workerUrl } from 'virtual:language-server';
import { loaded } from '../ui/not-loaded';
import { connectServer } from './connect-server';
import { createDiagnostics } from './diagnostics';
import { giveInstalled } from './installed-packages';
import { createLibraryFiles } from './library-files';
import { provideCompletion } from './providers/completion';
import { provideHover } from './providers/hover';
import { libraryModules } from './library-imports';
import { provideImportFixes } from './providers/import-fixes';
import { provideInlayHints } from './providers/inlay-hints';
import { provideNavigation } from './providers/navigation';
import { provideRename } from './providers/rename';
import { provideSemanticTokens } from './providers/semantic-tokens';
import { provideSignatureHelp } from './providers/signature-help';
import { mirrorDocuments } from './server-documents';
import { spellModules } from './module-spelling';
import { moduleNames, programTexts } from './program-texts';
import { filesOfServer } from './server-settings';
import { startServer } from './server-transport';
import type * as Monaco from 'monaco-editor/editor';
import type { PythonVersion } from '../../src/index';
import type { LanguageServer } from './connect-server';
import type { GiveInstalledOptions } from './installed-packages';
import type { ServerDocuments } from './server-documents';

export type LanguageServerOptions = Pick<
  GiveInstalledOptions,
  'sources' | 'onLeftOut' | 'onFailure'
>;

/**
 * Starts the language server and gives Monaco everything it knows. Resolves when it has answered once, so that whoever
 * helped until then is not missed; rejects with `NotLoaded` when it cannot be had.
 */
export async function startLanguageServer(
  monaco: typeof Monaco,
  version: PythonVersion,
  { sources, onLeftOut, onFailure }: LanguageServerOptions,
): Promise<Monaco.IDisposable> {
  const typeshed = await loaded(fetchTypeshed());
  const files = filesOfServer(typeshed, version);
  let documents: ServerDocuments | null = null;
  const modules = libraryModules(Object.keys(typeshed));
  const spelling = spellModules({
    library: modules,
    installed: sources,
    own: () => moduleNames(monaco),
  });
  const diagnostics = createDiagnostics(monaco, () => documents, spelling);
  const { server, failure } = await startAndConnect(files, diagnostics.show);
  documents = mirrorDocuments(monaco, server);
  await Promise.race([warmUp(monaco, server, documents), failure]);

  const library = createLibraryFiles(monaco, (path) => files[path] ?? installed.textOf(path));
  const installed = giveInstalled({
    programs: programTexts(monaco),
    server,
    sources,
    library: modules,
    onGiven: library.lookAgain,
    onLeftOut,
    onFailure,
  });
  const context = { monaco, server, documents };
  const parts = [
    provideCompletion(context, { installed: sources.modules, library: modules }),
    provideHover(context),
    provideSignatureHelp(context),
    provideImportFixes(monaco, modules, spelling),
    ...provideNavigation(context, library),
    provideRename(context),
    provideInlayHints(context),
    provideSemanticTokens(context),
    installed,
    spelling,
    library,
    diagnostics,
    documents,
    server,
  ];
  const stop = (): void => {
    for (const part of parts.splice(0)) part?.dispose();
  };
  // It dies when the browser takes its memory away: what it gave must not stay and wait for it.
  failure.catch(stop);
  return { dispose: stop };
}

async function fetchTypeshed(): Promise<Record<string, string>> {
  const response = await fetch(typeshedUrl);
  if (!response.ok) throw new Error(`${String(response.status)} ${typeshedUrl}`);
  return (await response.json()) as Record<string, string>;
}

async function startAndConnect(
  files: Readonly<Record<string, string>>,
  onDiagnostics: ReturnType<typeof createDiagnostics>['show'],
): Promise<{ server: LanguageServer; failure: Promise<never> }> {
  let fail: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Handled wherever it is waited for.
  failure.catch(() => undefined);
  const transport = startServer(
    () => new Worker(workerUrl),
    (error) => {
      fail(error);
    },
  );
  try {
    const connecting = connectServer({ transport, files, onDiagnostics });
    return { server: await Promise.race([connecting, failure]), failure };
  } catch (error) {
    transport.dispose();
    throw error;
  }
}

/** Reading the builtins takes seconds on a slow device; the first completion must not. */
async function warmUp(
  monaco: typeof Monaco,
  server: LanguageServer,
  documents: ServerDocuments,
): Promise<void> {
  for (const model of monaco.editor.getModels()) {
    const textDocument = documents.current(model);
    if (textDocument === null) continue;
    const position = { line: 0, character: 0 };
    await server.request('textDocument/completion', { textDocument, position });
    return;
  }
}
