import { PYTHON_VERSIONS } from '../src/index';
import { LAYOUT_MODES, PANEL_PLACES } from './layout';
import { PANELS } from './panels';
import { focusRegion } from './regions';
import { chooseFiles } from './ui/choose-files';
import { saveFile } from './ui/save-file';
import { THEMES } from './ui/theme';
import { openWorkspaceCommands, workspaceCommands } from './workspace-commands';
import { words } from './words/commands';
import { MAIN_NAME } from './workspace/file-names';
import type { Command } from './commands/command';
import type { LayoutMode } from './layout';
import type { Page } from './page';

export interface PageCommands {
  /** Those that are always the same: what keys, buttons and the sheet of shortcuts go by. */
  readonly fixed: readonly Command[];
  /** Those and what there is just now: the files, and what the editor can do. */
  all: () => readonly Command[];
  /** The first keys of a command, as keys.ts writes them. */
  keysOf: (id: string) => string | undefined;
}

/**
 * Everything that the page offers, in one list. To add a command, add it to the function of its group: the palette, the
 * sheet of shortcuts and the keys follow.
 */
export function createPageCommands(page: Page): PageCommands {
  const fixed = [
    ...runCommands(page),
    ...fileCommands(page),
    ...workspaceCommands(page),
    ...editCommands(page),
    ...viewCommands(page),
    ...goCommands(page),
    ...helpCommands(page),
  ];
  return {
    fixed,
    all: () => [
      ...fixed,
      ...openFileCommands(page),
      ...openWorkspaceCommands(page),
      ...editorCommands(page),
    ],
    keysOf: (id) => fixed.find((command) => command.id === id)?.keys?.[0],
  };
}

function runCommands({ python, run, stop, output, actions, view }: Page): readonly Command[] {
  const group = words().groups.run;
  return [
    {
      id: 'run',
      title: words().run,
      group,
      keys: ['Mod+Enter'],
      worksInDialogs: true,
      when: () => !python.store.get().isBusy,
      run,
    },
    {
      id: 'stop',
      title: words().stop,
      group,
      keys: ['Mod+Shift+Enter'],
      worksInDialogs: true,
      when: () => python.store.get().isBusy,
      run: stop,
    },
    ...(['runFresh', 'runTests', 'debugLastError'] as const).map((id) => ({
      id,
      title: words()[id],
      group,
      when: () => !python.store.get().isBusy,
      run: actions[id],
    })),
    {
      id: 'run-with',
      title: words().runWith,
      group,
      run: () => {
        view.openDialog('run-with');
      },
    },
    {
      id: 'reset',
      title: words().resetSession,
      group,
      when: () => python.store.get().session !== null,
      run: python.reset,
    },
    {
      id: 'clear-output',
      title: words().clearOutput,
      group,
      run: () => output()?.clear(),
    },
  ];
}

function fileCommands(page: Page): readonly Command[] {
  const { files, view, save, importFiles, tellFailure } = page;
  const group = words().groups.file;
  const active = (): string => files.store.get().active;
  const canChange = (): boolean => active() !== MAIN_NAME && !files.isReadOnly(active());
  return [
    {
      id: 'new-file',
      title: words().newFile,
      group,
      run: () => {
        view.startNaming(null);
      },
    },
    {
      id: 'rename-file',
      title: words().renameFile,
      group,
      when: canChange,
      run: () => {
        view.startNaming(active());
      },
    },
    {
      id: 'delete-file',
      title: words().deleteFile,
      group,
      when: canChange,
      run: () => {
        files.remove(active()).catch(tellFailure);
      },
    },
    {
      id: 'close-file',
      title: words().closeFile,
      group,
      when: () => active() !== MAIN_NAME,
      run: () => {
        files.close(active());
      },
    },
    { id: 'save', title: words().save, group, keys: ['Mod+S'], worksInDialogs: true, run: save },
    {
      id: 'download-file',
      title: words().downloadFile,
      group,
      run: () => {
        const name = active().replace(/^.*\//, '');
        saveFile(name, new Blob([files.code(active()).get()], { type: 'text/plain' }));
      },
    },
    {
      id: 'import-files',
      title: words().importFiles,
      group,
      run: () => {
        chooseFiles(importFiles);
      },
    },
    {
      id: 'export-files',
      title: words().exportFiles,
      group,
      run: () => {
        import('./workspace/export-files')
          .then(({ exportFiles }) => exportFiles(files))
          .catch(tellFailure);
      },
    },
    {
      id: 'share',
      title: words().share,
      group,
      run: () => {
        view.openDialog('share');
      },
    },
  ];
}

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

function editCommands({ editor }: Page): readonly Command[] {
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

function viewCommands({ view, layout, textSize, themeSwitch }: Page): readonly Command[] {
  const group = words().groups.view;
  const { store } = layout;
  const isWide = (): boolean => !store.get().isNarrow;
  /** Whoever asks for less wants the panel gone, too. */
  const changeMode = (mode: LayoutMode): void => {
    if (mode !== 'normal') view.showPanel(null);
    layout.setMode(mode);
  };
  return [
    ...PANELS.map(({ id, title }) => ({
      id: `panel-${id}`,
      title: words().showPanel(title()),
      group,
      run: () => {
        view.showPanel(id);
      },
    })),
    {
      id: 'close-panel',
      title: words().closePanel,
      group,
      when: () => view.store.get().panelId !== null,
      run: () => {
        view.showPanel(null);
      },
    },
    ...LAYOUT_MODES.map((mode) => ({
      id: `layout-${mode}`,
      title: words().layouts[mode],
      group,
      when: () => store.get().mode !== mode,
      run: () => {
        changeMode(mode);
      },
    })),
    {
      id: 'toggle-focus',
      title: words().toggleFocus,
      group,
      keys: ['F9'],
      run: () => {
        changeMode(store.get().mode === 'normal' ? 'focus' : 'normal');
      },
    },
    {
      id: 'toggle-output',
      title: words().toggleOutput,
      group,
      when: () => store.get().mode === 'focus',
      run: () => {
        if (store.get().isOutputShown) layout.hideOutput();
        else layout.showOutput();
      },
    },
    {
      id: 'output-beside',
      title: words().outputBeside,
      group,
      when: () => isWide() && store.get().direction === 'column',
      run: () => {
        layout.placeOutput('row');
      },
    },
    {
      id: 'output-below',
      title: words().outputBelow,
      group,
      when: () => isWide() && store.get().direction === 'row',
      run: () => {
        layout.placeOutput('column');
      },
    },
    ...PANEL_PLACES.map((place) => ({
      id: `panels-${place}`,
      title: words().panels[place],
      group,
      when: () => isWide() && store.get().panelPlace !== place,
      run: () => {
        layout.placePanel(place);
      },
    })),
    { id: 'text-bigger', title: words().biggerText, group, run: textSize.bigger },
    {
      id: 'text-smaller',
      title: words().smallerText,
      group,
      run: textSize.smaller,
    },
    { id: 'text-normal', title: words().normalText, group, run: textSize.reset },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: words().themes[theme],
      group,
      when: () => themeSwitch.store.get().theme !== theme,
      run: () => {
        themeSwitch.choose(theme);
      },
    })),
  ];
}

function goCommands({ focusEditor, output, layout }: Page): readonly Command[] {
  const group = words().groups.go;
  return [
    { id: 'go-editor', title: words().goToEditor, group, run: focusEditor },
    {
      id: 'go-output',
      title: words().goToOutput,
      group,
      run: () => {
        layout.showOutput();
        output()?.focus();
      },
    },
    {
      id: 'go-console',
      title: words().goToConsole,
      group,
      run: () => {
        layout.showOutput();
        output()?.focusPrompt();
      },
    },
    {
      id: 'go-panel',
      title: words().goToPanel,
      group,
      when: () => document.getElementById('side-panel') !== null,
      run: () => document.getElementById('side-panel')?.focus(),
    },
    {
      id: 'next-region',
      title: words().nextPart,
      group,
      keys: ['F6'],
      run: () => {
        focusRegion(1);
      },
    },
    {
      id: 'previous-region',
      title: words().previousPart,
      group,
      keys: ['Shift+F6'],
      run: () => {
        focusRegion(-1);
      },
    },
  ];
}

function helpCommands({ view, python, choosePython }: Page): readonly Command[] {
  const group = words().groups.help;
  return [
    {
      id: 'commands',
      title: words().commands,
      group,
      keys: ['F1', 'Mod+Shift+P'],
      run: () => {
        view.openDialog('commands');
      },
    },
    {
      id: 'shortcuts',
      title: words().shortcuts,
      group,
      keys: ['Shift+F1', '?'],
      run: () => {
        view.openDialog('shortcuts');
      },
    },
    ...PYTHON_VERSIONS.map((version) => ({
      id: `python-${version}`,
      title: words().python(version),
      group: words().groups.run,
      when: () => version !== python.version,
      run: () => {
        choosePython(version);
      },
    })),
  ];
}

function openFileCommands({ files, tellFailure }: Page): readonly Command[] {
  const { names, active } = files.store.get();
  return names
    .filter((name) => name !== active)
    .map((name) => ({
      id: `open:${encodeURIComponent(name)}`,
      title: words().openFile(name),
      group: words().groups.file,
      run: () => {
        files.open(name).catch(tellFailure);
      },
    }));
}

function editorCommands({ editor }: Page): readonly Command[] {
  return (editor()?.actions() ?? [])
    .filter(({ id }) => !NOT_LISTED.has(id))
    .map(({ id, label }) => ({
      id,
      title: label,
      group: words().groups.edit,
      run: () => editor()?.act(id),
    }));
}
