import { fromRange, fromSeverity, fromTags } from './convert';
import { isAboutCheckNames } from './check-names';
import { explainDiagnostic } from './explanations';
import { FINDINGS_MAX } from './findings-max';
import { isAboutTopLevelAwait } from './top-level-await';
import type * as Monaco from 'monaco-editor/editor';
import type * as lsp from 'vscode-languageserver-protocol';
import type { ModuleSpelling } from './module-spelling';
import type { ServerDocuments } from './server-documents';

/** Whose markers these are. */
export const DIAGNOSTICS_OWNER = 'language-server';

/** What Python itself would refuse. Everything else runs, and is a warning at most. */
const CERTAIN_ERRORS = ['reportUndefinedVariable', 'reportUnboundVariable'];
/** ruff says the same, with a way to mend it. */
const SAID_BY_RUFF = ['reportUnusedImport', 'reportUnusedVariable'];

/** Whether a finding is one here, where programs have more than plain Python gives them. */
export function isWorthShowing(
  { message, code, range: { start } }: lsp.Diagnostic,
  { path, lines }: { path: string; lines: readonly string[] },
): boolean {
  return (
    !isAboutTopLevelAwait(textOf(message), { lines, ...start })
    && !isAboutCheckNames(textOf(message), { path, lines, line: start.line })
    && !(typeof code === 'string' && SAID_BY_RUFF.includes(code))
  );
}

export interface Diagnostics {
  show: (params: lsp.PublishDiagnosticsParams) => void;
  dispose: () => void;
}

/** Shows the server's findings under the code, except where the last run's own error stands. */
export function createDiagnostics(
  monaco: typeof Monaco,
  getDocuments: () => ServerDocuments | null,
  { meant }: Pick<ModuleSpelling, 'meant'>,
): Diagnostics {
  const found = new Map<Monaco.editor.ITextModel, Monaco.editor.IMarkerData[]>();
  const shown = new Map<Monaco.editor.ITextModel, string>();

  function show({ uri, version, diagnostics }: lsp.PublishDiagnosticsParams): void {
    const documents = getDocuments();
    const model = documents?.modelOf(uri) ?? null;
    if (model === null) return;
    // The next check, of the text as it is now, is on its way.
    if (version !== undefined && version !== documents?.versionOf(model)) return;
    const place = { path: model.uri.path, lines: model.getLinesContent() };
    const markers = diagnostics
      .slice(0, FINDINGS_MAX)
      .filter((diagnostic) => isWorthShowing(diagnostic, place))
      .map((diagnostic) => toMarker(monaco, diagnostic, meant));
    found.set(model, markers);
    refresh(model);
  }

  function refresh(model: Monaco.editor.ITextModel): void {
    const markers = found.get(model) ?? [];
    const others = monaco.editor
      .getModelMarkers({ resource: model.uri })
      .filter(
        ({ owner, severity }) =>
          owner !== DIAGNOSTICS_OWNER && severity === monaco.MarkerSeverity.Error,
      );
    // Python knows better what went wrong there than a look at the text does.
    const visible = markers.filter(
      (marker) =>
        marker.severity === monaco.MarkerSeverity.Hint
        || !others.some((other) => monaco.Range.areIntersectingOrTouching(marker, other)),
    );
    const key = JSON.stringify(visible);
    // Setting them is a change of markers, too.
    if (shown.get(model) === key) return;
    shown.set(model, key);
    monaco.editor.setModelMarkers(model, DIAGNOSTICS_OWNER, visible);
  }

  const listeners = [
    monaco.editor.onDidChangeMarkers((resources) => {
      for (const resource of resources) {
        const model = monaco.editor.getModel(resource);
        if (model !== null && found.has(model)) refresh(model);
      }
    }),
    monaco.editor.onWillDisposeModel((model) => {
      found.delete(model);
      shown.delete(model);
    }),
  ];

  return {
    show,
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      for (const model of found.keys()) monaco.editor.setModelMarkers(model, DIAGNOSTICS_OWNER, []);
    },
  };
}

function toMarker(
  monaco: typeof Monaco,
  { range, severity, message: given, code, tags }: lsp.Diagnostic,
  meant: ModuleSpelling['meant'],
): Monaco.editor.IMarkerData {
  const { Error, Warning } = monaco.MarkerSeverity;
  const weight = fromSeverity(monaco.MarkerSeverity, severity);
  const message = textOf(given);
  // Without a rule's name it is a mistake in the syntax.
  const isCertain = typeof code !== 'string' || CERTAIN_ERRORS.includes(code);
  const words = explainDiagnostic(message, meant);
  return {
    ...fromRange(range),
    severity: weight === Error && !isCertain ? Warning : weight,
    message: words === null ? message : `${message}\n\n${words}`,
    tags: fromTags(monaco.MarkerTag, tags),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

function textOf(message: lsp.Diagnostic['message']): string {
  return typeof message === 'string' ? message : message.value;
}
