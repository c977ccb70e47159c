import { PYTHON_VERSIONS } from '../src/index';
import { editCommands, editorCommands } from './editor-commands';
import { fileCommands, openFileCommands } from './file-commands';
import { goCommands, viewCommands } from './view-commands';
import { openWorkspaceCommands, workspaceCommands } from './workspace-commands';
import { words } from './words/commands';
import type { Command } from './commands/command';
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
 * Everything that the page offers, in one list. To add a command, add it to the function of its group, here or in the
 * file of the group: the palette, the sheet of shortcuts and the keys follow.
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
