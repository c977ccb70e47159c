import { DIAGNOSTICS_OWNER } from '../diagnostics';
import { importLine, projectOf, undefinedName } from '../library-imports';
import { missingModule } from '../missing-module';
import { LANGUAGE_ID } from './provider-context';
import { words } from '../../words/language';
import type * as Monaco from 'monaco-editor/editor';
import type { ModuleSpelling } from '../module-spelling';

interface Fix {
  title: string;
  range: Monaco.IRange;
  text: string;
}

/**
 * Offers `import math` where `math` is not defined; where what is imported is nowhere, the right spelling, or `%pip
 * install` for a name that looks like no other.
 */
export function provideImportFixes(
  monaco: typeof Monaco,
  modules: ReadonlySet<string>,
  spelling: Pick<ModuleSpelling, 'meant'>,
): Monaco.IDisposable {
  return monaco.languages.registerCodeActionProvider(
    LANGUAGE_ID,
    {
      provideCodeActions: (model, range) => ({
        actions: monaco.editor
          .getModelMarkers({ resource: model.uri, owner: DIAGNOSTICS_OWNER })
          .filter((marker) => monaco.Range.areIntersectingOrTouching(marker, range))
          .flatMap((marker) => {
            const fix = fixOf(marker, model);
            if (fix === null) return [];
            const { title, ...textEdit } = fix;
            const edit = { resource: model.uri, versionId: model.getVersionId() };
            return [
              {
                title,
                kind: 'quickfix',
                isPreferred: true,
                diagnostics: [marker],
                edit: { edits: [{ ...edit, textEdit }] },
              },
            ];
          }),
        dispose: () => undefined,
      }),
    },
    { providedCodeActionKinds: ['quickfix'] },
  );

  function fixOf(marker: Monaco.editor.IMarkerData, model: Monaco.editor.ITextModel): Fix | null {
    const name = undefinedName(marker.message);
    if (name !== null && modules.has(name)) return newLine(`import ${name}`, model);
    const missing = missingModule(marker.message);
    if (missing === null) return null;
    const meant = spelling.meant(missing);
    if (meant !== null) return otherName(missing, meant, { marker, model });
    const project = projectOf(missing);
    const text = `%pip install ${project}`;
    // It runs before everything else, wherever it is; and comes with the next run, where it is there.
    if (model.getLinesContent().includes(text)) return null;
    return { ...newLine(text, model), title: words().installWithPip(project) };
  }

  function newLine(added: string, model: Monaco.editor.ITextModel): Fix {
    const line = importLine(model.getLinesContent());
    const isPastEnd = line > model.getLineCount();
    return {
      title: added,
      range: isPastEnd
        ? model.getFullModelRange().collapseToEnd()
        : new monaco.Range(line, 1, line, 1),
      text: isPastEnd ? `\n${added}` : `${added}\n`,
    };
  }

  /** In the place of the name that the marker begins with; null where the text has changed since. */
  function otherName(
    name: string,
    meant: string,
    { marker, model }: { marker: Monaco.editor.IMarkerData; model: Monaco.editor.ITextModel },
  ): Fix | null {
    const { startLineNumber: line, startColumn: start } = marker;
    const range = new monaco.Range(line, start, line, start + name.length);
    if (model.getValueInRange(range) !== name) return null;
    return { title: words().changeTo(meant), range, text: meant };
  }
}
