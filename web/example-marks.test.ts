import { readFileSync } from 'node:fs';
import { initSync, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allExamples } from './examples/testing/all-examples';
import { isWorthShowing } from './language/diagnostics';
import { ruffSettings } from './language/ruff/ruff-settings';
import { startNodeServer } from './language/testing/node-server';
import type * as lsp from 'vscode-languageserver-protocol';
import type { LanguageServer } from './language/connect-server';
import type { RuffDiagnostic } from './language/ruff/ruff-contract';

const PATH = '/workspace/main.py';
const URI = `file://${PATH}`;
const RUFF = new URL('../node_modules/@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm', import.meta.url);
const EXAMPLES = await allExamples();
const HINT = 4;
/** A package that is not installed yet is said to be missing, and can be installed from there. */
const MISSING = 'reportMissingImports';

/** Both tools, in Node: whoever opens an example must not learn that there is something wrong with it. */
describe('the editor marks nothing', () => {
  let server: LanguageServer;
  let ruff: Workspace;
  let version = 0;
  let onPublished: (params: lsp.PublishDiagnosticsParams) => void = () => undefined;

  beforeAll(async () => {
    server = await startNodeServer((params) => {
      onPublished(params);
    });
    initSync({ module: readFileSync(RUFF) });
    ruff = new Workspace(ruffSettings('3.13'), PositionEncoding.Utf16);
  });

  afterAll(() => {
    server.dispose();
  });

  function check(text: string): Promise<lsp.Diagnostic[]> {
    version += 1;
    const current = version;
    const checked = new Promise<lsp.Diagnostic[]>((resolve) => {
      onPublished = (params) => {
        if (params.version === current) resolve(params.diagnostics);
      };
    });
    const textDocument = { uri: URI, version };
    if (version === 1) {
      server.notify('textDocument/didOpen', {
        textDocument: { ...textDocument, languageId: 'python', text },
      });
    } else {
      server.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    }
    return checked;
  }

  it.each(EXAMPLES)('in the example $name, in $language', async ({ code: text }) => {
    const place = { path: PATH, lines: text.split('\n') };
    const found = (await check(text)).filter(
      (one) => one.severity !== HINT && one.code !== MISSING && isWorthShowing(one, place),
    );
    expect(found.map(({ message }) => message)).toEqual([]);
    const linted = ruff.check(text) as RuffDiagnostic[];
    expect(linted.map(({ message }) => message)).toEqual([]);
  });
});
