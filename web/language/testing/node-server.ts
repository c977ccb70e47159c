import 'vscode-jsonrpc/node';
import { readLanguageServer } from '../../../runtime-assets/provision/language-server';
import { connectServer } from '../connect-server';
import { filesOfServer } from '../server-settings';
import { startServer } from '../server-transport';
import { startNodeWorker } from './node-server-worker';
import type { ConnectOptions, LanguageServer } from '../connect-server';

/** The real server, in Node. */
export async function startNodeServer(
  onDiagnostics: ConnectOptions['onDiagnostics'],
): Promise<LanguageServer> {
  const { script, typeshed } = await readLanguageServer();
  const transport = startServer(
    () => startNodeWorker(script),
    (error) => {
      throw error;
    },
  );
  const files = filesOfServer(typeshed, '3.13');
  return connectServer({ transport, files, onDiagnostics });
}
