import { DIAGNOSTICS_OWNER } from '../diagnostics';
import { importLine, undefinedName } from '../library-imports';
import { LANGUAGE_ID } from './provider-context';
import type * as Monaco from 'monaco-editor/editor';

/** Offers `import math` where `math` is not defined. */
export function provideImportFixes(
  monaco: typeof Monaco,
  modules: ReadonlySet<string>,
): Monaco.IDisposable {
  return monaco.languages.registerCodeActionProvider(
    LANGUAGE_ID,
    {
      provideCodeActions: (model, range) => ({
        actions: monaco.editor
          .getModelMarkers({ resource: model.uri, owner: DIAGNOSTICS_OWNER })
          .filter((marker) => monaco.Range.areIntersectingOrTouching(marker, range))
          .flatMap((marker) => {
            const name = undefinedName(marker.message);
            if (name === null || !modules.has(name)) return [];
            const line = importLine(model.getLinesContent());
            const isPastEnd = line > model.getLineCount();
            const place = isPastEnd
              ? model.getFullModelRange().collapseToEnd()
              : new monaco.Range(line, 1, line, 1);
            const text = isPastEnd ? `\nimport ${name}` : `import ${name}\n`;
            const edit = { resource: model.uri, versionId: model.getVersionId() };
            return [
              {
                title: `import ${name}`,
                kind: 'quickfix',
                isPreferred: true,
                diagnostics: [marker],
                edit: { edits: [{ ...edit, textEdit: { range: place, text } }] },
              },
            ];
          }),
        dispose: () => undefined,
      }),
    },
    { providedCodeActionKinds: ['quickfix'] },
  );
}
