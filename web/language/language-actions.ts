import { words } from '../words/language';
import type { Store } from '../ui/store';
import type { HelpedEditor } from './language';
import type { LanguageSettings } from './language-settings';

export const FORMAT_ACTION = 'editor.action.formatDocument';

interface LanguageActions {
  settings: Store<LanguageSettings>;
  tell: (text: string) => void;
  startOnRequest: () => Promise<void>;
}

/** Actions of the editor, which the page's palette (F1) lists, too. */
export function addLanguageActions(
  { monaco, editor, runAction }: HelpedEditor,
  { settings, tell, startOnRequest }: LanguageActions,
): void {
  const { Shift, Alt } = monaco.KeyMod;
  editor.addAction({
    id: 'goru.format',
    label: words().format,
    // Monaco's own key for it is another one on Linux.
    keybindings: [Shift | Alt | monaco.KeyCode.KeyF],
    run: () => runAction(FORMAT_ACTION),
  });
  editor.addAction({
    id: 'goru.formatOnSave',
    label: words().formatOnSave,
    run: () => {
      const formatsOnSave = !settings.get().formatsOnSave;
      settings.update({ formatsOnSave });
      tell(formatsOnSave ? words().formattedWhenSaved : words().savedAsAre);
    },
  });
  editor.addAction({
    id: 'goru.inlayHints',
    label: words().typesBetween,
    run: () => {
      settings.update({ hasInlayHints: !settings.get().hasInlayHints });
    },
  });
  editor.addAction({ id: 'goru.codeHelp', label: words().load, run: startOnRequest });
}
