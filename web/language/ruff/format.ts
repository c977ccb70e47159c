import { messageOf } from '../../ui/message-of';
import { NotLoaded } from '../../ui/not-loaded';
import { markPipLines, showPipLines } from '../pip-lines';
import { LANGUAGE_ID } from '../providers/provider-context';
import { words } from '../../words/language';
import type * as Monaco from 'monaco-editor/editor';
import type { Ruff } from './ruff';

/**
 * Formats with ruff, which loads when that is first asked for.
 *
 * @param onFailure Told why a program cannot be formatted, in words for a person.
 */
export function provideFormat(
  monaco: typeof Monaco,
  getRuff: () => Promise<Ruff>,
  onFailure: (reason: string) => void,
): Monaco.IDisposable {
  return monaco.languages.registerDocumentFormattingEditProvider(LANGUAGE_ID, {
    displayName: 'ruff',
    provideDocumentFormattingEdits: async (model) => {
      let ruff: Ruff;
      try {
        ruff = await getRuff();
      } catch (error) {
        onFailure(
          error instanceof NotLoaded
            ? words().formatterNotLoaded
            : words().formatterFailed(messageOf(error)),
        );
        return null;
      }
      const version = model.getVersionId();
      try {
        const text = showPipLines(await ruff.format(markPipLines(model.getValue())));
        // Somebody typed meanwhile: what was formatted is gone.
        if (model.isDisposed() || model.getVersionId() !== version) return null;
        return [{ range: model.getFullModelRange(), text }];
      } catch (error) {
        onFailure(words().onlyWithoutMistakes(messageOf(error)));
        return null;
      }
    },
  });
}
