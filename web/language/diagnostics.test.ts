import { expect, it } from 'vitest';
import { createDiagnostics, DIAGNOSTICS_OWNER } from './diagnostics';
import { FINDINGS_MAX } from './findings-max';
import type * as Monaco from 'monaco-editor/editor';
import type { ServerDocuments } from './server-documents';

const NOTHING = { dispose: () => undefined };

it('judges and shows no more of a program than somebody reads, however many mistakes it has', () => {
  const lines = Array.from({ length: 5_000 }, () => 'output');
  const model = { uri: { path: '/workspace/evil.py' }, getLinesContent: () => lines };
  let marks: readonly unknown[] = [];
  const monaco = {
    MarkerTag: { Unnecessary: 1, Deprecated: 2 },
    MarkerSeverity: { Error: 8, Warning: 4, Hint: 1 },
    Range: { areIntersectingOrTouching: () => false },
    editor: {
      getModelMarkers: () => [],
      setModelMarkers: (_: unknown, owner: string, next: readonly unknown[]) => {
        if (owner === DIAGNOSTICS_OWNER) marks = next;
      },
      onDidChangeMarkers: () => NOTHING,
      onWillDisposeModel: () => NOTHING,
    },
  } as unknown as typeof Monaco;
  const documents = { modelOf: () => model, versionOf: () => 1 } as unknown as ServerDocuments;
  const { show } = createDiagnostics(monaco, () => documents, { meant: () => null });
  const diagnostics = lines.map((_, line) => ({
    range: { start: { line, character: 0 }, end: { line, character: 6 } },
    message: '"output" is not defined',
    code: 'reportUndefinedVariable',
  }));
  show({ uri: 'file:///workspace/evil.py', version: 1, diagnostics });
  expect(marks).toHaveLength(FINDINGS_MAX);
});
