import { DIAGNOSTICS_OWNER } from '../diagnostics';
import { importLine, missingProject, undefinedName } from '../library-imports';
import { LANGUAGE_ID } from './provider-context';
import { words } from '../../words/language';
import type * as Monaco from 'monaco-editor/editor';

/** Offers `import math` where `math` is not defined, and `%pip install` where what is imported is nowhere. */
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
            const fix = fixOf(marker.message, model, modules);
            if (fix === null) return [];
            const { title, line, text: added } = fix;
            const isPastEnd = line > model.getLineCount();
            const place = isPastEnd
              ? model.getFullModelRange().collapseToEnd()
              : new monaco.Range(line, 1, line, 1);
            const text = isPastEnd ? `\n${added}` : `${added}\n`;
            const edit = { resource: model.uri, versionId: model.getVersionId() };
            return [
              {
                title,
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

function fixOf(
  message: string,
  model: Monaco.editor.ITextModel,
  modules: ReadonlySet<string>,
): { title: string; line: number; text: string } | null {
  const lines = model.getLinesContent();
  const name = undefinedName(message);
  if (name !== null && modules.has(name)) {
    return { title: `import ${name}`, line: importLine(lines), text: `import ${name}` };
  }
  const project = missingProject(message);
  if (project === null) return null;
  const text = `%pip install ${project}`;
  // It runs before everything else, wherever it is; and comes with the next run, where it is there.
  if (lines.includes(text)) return null;
  return { title: words().installWithPip(project), line: importLine(lines), text };
}
