import { hidePipLines } from './pip-lines';
import { PROJECT_FOLDER } from './server-settings';
import type * as Monaco from 'monaco-editor/editor';
import type { LanguageServer } from './connect-server';

/** A check begins this long after the last key; what is asked for at once does not wait for it. */
const CHANGE_DELAY_MS = 150;

export interface ServerDocuments {
  /** The document's name in the protocol, and the promise that the server has seen its latest text; null: not ours. */
  current: (model: Monaco.editor.ITextModel) => { uri: string } | null;
  /** The model of a document that the server speaks of. */
  modelOf: (uri: string) => Monaco.editor.ITextModel | null;
  /** How many changes the server has been told; diagnostics of another version are out of date. */
  versionOf: (model: Monaco.editor.ITextModel) => number | null;
  dispose: () => void;
}

interface OpenDocument {
  uri: string;
  /** What the server has. */
  version: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** Others can import it. */
  isFile: boolean;
  stop: () => void;
}

/** Keeps the server's texts equal to those of every program that Monaco has open. */
export function mirrorDocuments(monaco: typeof Monaco, server: LanguageServer): ServerDocuments {
  const documents = new Map<Monaco.editor.ITextModel, OpenDocument>();

  function open(model: Monaco.editor.ITextModel): void {
    if (!isProgram(model) || documents.has(model)) return;
    const uri = model.uri.toString();
    const document: OpenDocument = {
      uri,
      version: model.getVersionId(),
      timer: null,
      isFile: false,
      stop: () => {
        changes.dispose();
      },
    };
    const changes = model.onDidChangeContent(() => {
      if (document.timer !== null) clearTimeout(document.timer);
      document.timer = setTimeout(() => {
        flush(model, document);
      }, CHANGE_DELAY_MS);
    });
    documents.set(model, document);
    makeFiles();
    server.notify('textDocument/didOpen', {
      textDocument: {
        uri,
        languageId: 'python',
        version: document.version,
        text: hidePipLines(model.getValue()),
      },
    });
  }

  /** Each makes the server begin anew, for which one program alone need not wait. */
  function makeFiles(): void {
    if (documents.size === 1) return;
    for (const document of documents.values()) {
      if (document.isFile) continue;
      document.isFile = true;
      server.notify('pyright/createFile', { uri: document.uri });
    }
  }

  function flush(model: Monaco.editor.ITextModel, document: OpenDocument): void {
    if (document.timer !== null) clearTimeout(document.timer);
    document.timer = null;
    const version = model.getVersionId();
    if (version === document.version) return;
    document.version = version;
    server.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ text: hidePipLines(model.getValue()) }],
    });
  }

  function close(model: Monaco.editor.ITextModel): void {
    const document = documents.get(model);
    if (document === undefined) return;
    if (document.timer !== null) clearTimeout(document.timer);
    document.stop();
    documents.delete(model);
    server.notify('textDocument/didClose', { textDocument: { uri: document.uri } });
    if (document.isFile) server.notify('pyright/deleteFile', { uri: document.uri });
  }

  const listeners = [monaco.editor.onDidCreateModel(open), monaco.editor.onWillDisposeModel(close)];
  for (const model of monaco.editor.getModels()) open(model);

  return {
    current: (model) => {
      const document = documents.get(model);
      if (document === undefined) return null;
      flush(model, document);
      return { uri: document.uri };
    },
    modelOf: (uri) => monaco.editor.getModel(monaco.Uri.parse(uri)),
    versionOf: (model) => documents.get(model)?.version ?? null,
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      for (const model of [...documents.keys()]) close(model);
    },
  };
}

/** The others are looked at, and are no business of the checks. */
export function isProgram(model: Monaco.editor.ITextModel): boolean {
  return model.getLanguageId() === 'python' && model.uri.path.startsWith(PROJECT_FOLDER);
}
