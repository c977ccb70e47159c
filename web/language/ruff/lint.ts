import { isAboutCheckNames } from '../check-names';
import { hidePipLines } from '../pip-lines';
import { LANGUAGE_ID } from '../providers/provider-context';
import { PROJECT_FOLDER } from '../server-settings';
import type * as Monaco from 'monaco-editor/editor';
import type { Ruff } from './ruff';
import type { RuffDiagnostic } from './ruff-contract';

/** Whose markers these are. */
const OWNER = 'ruff';

/** A check begins this long after the last key. */
const CHANGE_DELAY_MS = 300;

/**
 * Marks what ruff finds in every program that Monaco has open, and offers to mend it.
 *
 * @param onFailure Told when ruff fails, and again only after it has worked.
 */
export function provideLint(
  monaco: typeof Monaco,
  ruff: Pick<Ruff, 'check'>,
  onFailure: (error: unknown) => void,
): Monaco.IDisposable {
  let isFailing = false;
  const found = new Map<Monaco.editor.ITextModel, RuffDiagnostic[]>();
  const stops = new Map<Monaco.editor.ITextModel, () => void>();

  async function check(model: Monaco.editor.ITextModel): Promise<void> {
    const version = model.getVersionId();
    const diagnostics = await ruff.check(hidePipLines(model.getValue()));
    if (model.isDisposed() || model.getVersionId() !== version) return;
    // Mistakes in the syntax have no rule; the language server tells them.
    const place = { path: model.uri.path, lines: model.getLinesContent() };
    const listed = diagnostics.filter(
      ({ code, message, start_location: { row } }) =>
        code !== null
        && code !== 'invalid-syntax'
        && !isAboutCheckNames(message, { ...place, line: row - 1 }),
    );
    found.set(model, listed);
    monaco.editor.setModelMarkers(
      model,
      OWNER,
      listed.map((one) => toMarker(monaco, one)),
    );
  }

  async function checkOrTell(model: Monaco.editor.ITextModel): Promise<void> {
    try {
      await check(model);
      isFailing = false;
    } catch (error) {
      if (model.isDisposed()) return;
      // What it found before is about a text that is gone.
      found.delete(model);
      monaco.editor.setModelMarkers(model, OWNER, []);
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  }

  function watch(model: Monaco.editor.ITextModel): void {
    if (model.getLanguageId() !== LANGUAGE_ID || !model.uri.path.startsWith(PROJECT_FOLDER)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changes = model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void checkOrTell(model), CHANGE_DELAY_MS);
    });
    stops.set(model, () => {
      clearTimeout(timer);
      changes.dispose();
      found.delete(model);
    });
    void checkOrTell(model);
  }

  function unwatch(model: Monaco.editor.ITextModel): void {
    stops.get(model)?.();
    stops.delete(model);
  }

  const listeners = [
    monaco.editor.onDidCreateModel(watch),
    monaco.editor.onWillDisposeModel(unwatch),
    monaco.languages.registerCodeActionProvider(
      LANGUAGE_ID,
      {
        provideCodeActions: (model, range) => ({
          actions: (found.get(model) ?? [])
            .filter((one) => monaco.Range.areIntersectingOrTouching(rangeOf(one), range))
            .flatMap((one) => toQuickFix(monaco, model, one)),
          dispose: () => undefined,
        }),
      },
      { providedCodeActionKinds: ['quickfix'] },
    ),
  ];
  for (const model of monaco.editor.getModels()) watch(model);

  return {
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      for (const model of [...stops.keys()]) {
        monaco.editor.setModelMarkers(model, OWNER, []);
        unwatch(model);
      }
    },
  };
}

type Place = RuffDiagnostic['start_location'];

function toIRange(start: Place, end: Place): Monaco.IRange {
  return {
    startLineNumber: start.row,
    startColumn: start.column,
    endLineNumber: end.row,
    endColumn: end.column,
  };
}

function rangeOf({ start_location, end_location }: RuffDiagnostic): Monaco.IRange {
  return toIRange(start_location, end_location);
}

function toMarker(
  { MarkerSeverity, MarkerTag }: typeof Monaco,
  diagnostic: RuffDiagnostic,
): Monaco.editor.IMarkerData {
  const { code, message, tags } = diagnostic;
  const isUnnecessary = tags.includes('unnecessary');
  return {
    ...rangeOf(diagnostic),
    message,
    source: 'ruff',
    ...(code === null ? {} : { code }),
    // What is left over fades; what is likely wrong is underlined.
    severity: isUnnecessary ? MarkerSeverity.Hint : MarkerSeverity.Warning,
    tags: isUnnecessary ? [MarkerTag.Unnecessary] : [],
  };
}

function toQuickFix(
  monaco: typeof Monaco,
  model: Monaco.editor.ITextModel,
  diagnostic: RuffDiagnostic,
): Monaco.languages.CodeAction[] {
  const { fix, message } = diagnostic;
  if (fix === null) return [];
  return [
    {
      title: fix.message ?? message,
      kind: 'quickfix',
      diagnostics: [toMarker(monaco, diagnostic)],
      isPreferred: true,
      edit: {
        edits: fix.edits.map(({ location, end_location, content }) => ({
          resource: model.uri,
          versionId: model.getVersionId(),
          textEdit: { range: toIRange(location, end_location), text: content ?? '' },
        })),
      },
    },
  ];
}
