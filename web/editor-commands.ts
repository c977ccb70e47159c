import { words } from './words/commands';
import type { Command } from './commands/command';
import type { Page } from './page';

/** Of the editor's own actions, those that have a name of ours and a key to tell. */
const EDIT_COMMANDS = [
  {
    id: 'run-selection',
    title: 'runSelection',
    keys: 'Alt+Enter',
    action: 'goru.runSelection',
  },
  {
    id: 'run-cell',
    title: 'runCellAndMoveOn',
    keys: 'Shift+Enter',
    action: 'goru.runCellAndMoveOn',
  },
  { id: 'format', title: 'format', keys: 'Shift+Alt+F', action: 'goru.format' },
  { id: 'find', title: 'find', keys: 'Mod+F', action: 'actions.find' },
  { id: 'go-to-line', title: 'goToLine', keys: 'Ctrl+G', action: 'editor.action.gotoLine' },
  {
    id: 'go-to-symbol',
    title: 'goToSymbol',
    keys: 'Mod+Shift+O',
    action: 'editor.action.quickOutline',
  },
] as const;

/** What is in the list already, under another name. */
const NOT_LISTED: ReadonlySet<string> = new Set<string>([
  ...EDIT_COMMANDS.map(({ action }) => action),
  'goru.run',
  'goru.stop',
  'editor.action.formatDocument',
]);

/** Those with a name of ours: always in the list, whether there is an editor that has them or not. */
export function editCommands({ editor }: Page): readonly Command[] {
  return EDIT_COMMANDS.map(({ id, title, keys, action }) => ({
    id,
    title: words()[title],
    group: words().groups.edit,
    keys: [keys],
    keysAreEditors: true,
    when: () =>
      editor()
        ?.actions()
        .some((other) => other.id === action) === true,
    run: () => editor()?.act(action),
  }));
}

/** All others, as the editor on the screen has them. */
export function editorCommands({ editor }: Page): readonly Command[] {
  return (editor()?.actions() ?? [])
    .filter(({ id }) => !NOT_LISTED.has(id))
    .map(({ id, label }) => ({
      id,
      title: label,
      group: words().groups.edit,
      run: () => editor()?.act(id),
    }));
}
