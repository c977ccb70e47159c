import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTALLED_FOLDER } from './server-settings';
import { startServer } from './server-transport';
import { startNodeServer } from './testing/node-server';
import { startNodeWorker } from './testing/node-server-worker';
import type * as lsp from 'vscode-languageserver-protocol';
import type { LanguageServer } from './connect-server';

const URI = 'file:///workspace/main.py';

/** The real server, in Node. */
describe('the language server', () => {
  let server: LanguageServer;
  let version = 0;
  const published = new Map<number, lsp.Diagnostic[]>();
  let onPublished = (): void => undefined;

  beforeAll(async () => {
    server = await startNodeServer((params) => {
      published.set(params.version ?? -1, params.diagnostics);
      onPublished();
    });
  });

  afterAll(() => {
    server.dispose();
  });

  /** Puts a program before the server; a bar stands for the cursor. */
  function write(code: string): lsp.TextDocumentPositionParams {
    const [before = ''] = code.split('|');
    const lines = before.split('\n');
    const text = code.replace('|', '');
    version += 1;
    if (version === 1) {
      const textDocument = { uri: URI, languageId: 'python', version, text };
      server.notify('textDocument/didOpen', { textDocument });
    } else {
      const textDocument = { uri: URI, version };
      server.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    }
    return {
      textDocument: { uri: URI },
      position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
    };
  }

  async function complete(code: string): Promise<lsp.CompletionItem[]> {
    const result = await server.request('textDocument/completion', write(code));
    return Array.isArray(result) ? result : (result?.items ?? []);
  }

  async function check(code: string): Promise<string[]> {
    write(code);
    await new Promise<void>((resolve) => {
      onPublished = () => {
        if (published.has(version)) resolve();
      };
    });
    return (published.get(version) ?? [])
      .filter(({ severity }) => severity !== 4)
      .map(({ code: rule, severity }) => `${String(severity)} ${String(rule)}`);
  }

  it('knows kv, fs and http without an import, with their documentation', async () => {
    const items = await complete('kv.|');
    const get = items.find(({ label }) => label === 'get');
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['set', 'async_keys']));
    const resolved = get && (await server.request('completionItem/resolve', get));
    expect(JSON.stringify(resolved)).toContain('The value stored under `key`, or `default`.');
    const hover = await server.request('textDocument/hover', write('k|v'));
    expect(JSON.stringify(hover)).toContain('a small store for JSON values');
    expect((await complete('fs.|')).map(({ label }) => label)).toContain('read_text');
    expect((await complete('http.get("x").|')).map(({ label }) => label)).toContain('status_code');
  });

  it('knows the standard library, with its documentation', async () => {
    const hover = await server.request('textDocument/hover', write('le|n([])'));
    expect(JSON.stringify(hover)).toContain('Return the number of items in a container.');
    const help = await server.request('textDocument/signatureHelp', write('round(|)'));
    expect(help?.signatures[0]?.label).toContain('ndigits');
  });

  it('offers no module that is not imported', async () => {
    const labels = (await complete('Decim|')).map(({ label }) => label);
    expect(labels).not.toContain('Decimal');
  });

  it('finds what is wrong and leaves the rest alone', async () => {
    await expect(check('print(nam)')).resolves.toEqual(['1 reportUndefinedVariable']);
    // The last expression is shown; types are nobody's duty.
    await expect(check('def add(a, b):\n    return a + b\nadd(1, 2)\n3 == 4')).resolves.toEqual([]);
    await expect(check('import requests\nrequests.get("x")')).resolves.toEqual([
      '3 reportMissingImports',
    ]);
  });

  it('knows the packages that it is given, until they are taken back', async () => {
    const give = (files: Record<string, string | null>): void => {
      server.notify('pyright/createFile', { uri: `file://${INSTALLED_FOLDER}`, files });
    };
    give({
      [`${INSTALLED_FOLDER}greeting/__init__.py`]: 'from .words import greet\nbroken: int = ""\n',
      [`${INSTALLED_FOLDER}greeting/words.py`]:
        'def greet(name, times=1):\n    """Says hello."""\n',
    });
    const program = 'import greeting\ngreeting.greet(|)';
    const help = await server.request('textDocument/signatureHelp', write(program));
    expect(help?.signatures[0]?.label).toBe('(name: Unknown, times: int = 1) -> None');
    const place = write('import greeting\ngreeting.gr|eet');
    expect(JSON.stringify(await server.request('textDocument/hover', place))).toContain(
      'Says hello',
    );
    expect(JSON.stringify(await server.request('textDocument/definition', place))).toContain(
      `${INSTALLED_FOLDER}greeting/words.py`,
    );
    await expect(check('import greeting\ngreeting.gret')).resolves.toEqual([
      '1 reportAttributeAccessIssue',
    ]);
    // Another version of it.
    give({ [`${INSTALLED_FOLDER}greeting/words.py`]: 'def greet(person): ...\n' });
    const newHelp = await server.request('textDocument/signatureHelp', write(program));
    expect(newHelp?.signatures[0]?.label).toBe('(person: Unknown) -> None');
    await expect(check('import greeting\ngreeting.greet(1)')).resolves.toEqual([]);
    // Not one key is pressed.
    const next = new Promise<void>((resolve) => {
      onPublished = resolve;
    });
    give({ [`${INSTALLED_FOLDER}greeting`]: null });
    await next;
    expect(published.get(version)?.map(({ code }) => code)).toEqual(['reportMissingImports']);
  });

  it('renames and finds the uses of a name', async () => {
    const place = write('def gre|et():\n    pass\ngreet()');
    const edit = await server.request('textDocument/rename', { ...place, newName: 'hello' });
    expect(JSON.stringify(edit).match(/"newText":"hello"/g)).toHaveLength(2);
    const uses = await server.request('textDocument/references', {
      ...place,
      context: { includeDeclaration: true },
    });
    expect(uses).toHaveLength(2);
  });

  it('gives up what is no longer wanted', async () => {
    const listeners: ((event: unknown) => void)[] = [];
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: (event: unknown) => void) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    const params = write('import os\nos.path.|');
    const answer = server.request('textDocument/completion', params, token);
    for (const listener of listeners) listener(undefined);
    // Cancelled, or answered before that was heard; never an error.
    await expect(answer).resolves.toSatisfy(
      (result: unknown) => result === null || typeof result === 'object',
    );
  });
});

describe('a server whose script does not load', () => {
  it('fails with the reason', async () => {
    const failure = new Promise<Error>((resolve) => {
      startServer(() => startNodeWorker('throw new Error("no such script")'), resolve);
    });
    await expect(failure).resolves.toMatchObject({
      message: expect.stringMatching(/the language server failed: .*no such script/) as string,
    });
  });
});
