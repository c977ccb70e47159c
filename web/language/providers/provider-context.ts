import type * as Monaco from 'monaco-editor/editor';
import type { LanguageServer } from '../connect-server';
import type { ServerDocuments } from '../server-documents';

/** What every provider asks, and on whose behalf. */
export interface ProviderContext {
  readonly monaco: typeof Monaco;
  readonly server: LanguageServer;
  readonly documents: ServerDocuments;
}

/** The language of the models that providers are registered for. */
export const LANGUAGE_ID = 'python';
