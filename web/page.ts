import type { PythonVersion } from '../src/index';
import type { ExtendEditor } from './editor/editor-extension';
import type { EditorHandle } from './editor/editor-handle';
import type { Grants } from './grants';
import type { RunModes } from './run-modes/run-modes';
import type { RunActions } from './running';
import type { Layout } from './layout';
import type { Offline } from './offline/offline';
import type { Place } from './place';
import type { Python } from './run/python';
import type { Sharing } from './sharing';
import type { KeptState } from './kept';
import type { NoticeBoard } from './ui/notice-board';
import type { Store } from './ui/store';
import type { TextSize } from './ui/text-size';
import type { ThemeSwitch } from './ui/theme';
import type { View } from './view';
import type { Language } from './words/choose-language';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';
import type { WorkspaceSwitch } from './workspace-switch';

/** What the rest of the page may ask of the output and the console below it. */
export interface OutputHandle {
  clear: () => void;
  focus: () => void;
  focusPrompt: () => void;
}

/** Everything that lives as long as the page and outside React. */
export interface Page {
  readonly python: Python;
  /** What programs may touch, and what they have done with it. */
  readonly grants: Grants;
  /** The workspace that is open, and where the site keeps its things. */
  readonly place: Place;
  /** Its name, and all others. */
  readonly workspaces: WorkspaceSwitch;
  /** main.py and what was put aside. */
  readonly workspace: Workspace;
  /** Every file of the workspace. */
  readonly files: ProgramFiles;
  /** What the browser does not keep of it all. */
  readonly kept: Store<KeptState>;
  readonly notices: NoticeBoard;
  readonly sharing: Sharing;
  readonly themeSwitch: ThemeSwitch;
  readonly textSize: TextSize;
  readonly layout: Layout;
  /** Which panel and which dialog are open. */
  readonly view: View;
  /** What the browser keeps of this site, and new versions of it. */
  readonly offline: Offline;
  /** Gives the editor completion, hover and the like. */
  readonly extendEditor: ExtendEditor;
  /** Resolves when Python has loaded and run what was asked for until then, or has had a good start. */
  readonly whenQuiet: Promise<void>;
  /** Everything that runs something. */
  readonly actions: RunActions;
  /** The settings of runs, the results of tests and checks, the debugger. */
  readonly modes: RunModes;
  readonly run: () => void;
  /** Runs an entry of the console. */
  readonly enter: (source: string) => void;
  readonly stop: () => void;
  /** Saves at once and says so: that is what the keys for it are pressed for. */
  readonly save: () => void;
  /** False while somebody types: the program's input must not catch their keys. */
  readonly mayTakeFocus: () => boolean;
  /** Shows a line of what ran, if the editor still has it. `file` is its path as programs have it. */
  readonly goToLine: (line: number, quoted?: string | null, file?: string) => void;
  /** Takes files from the person's disk into the workspace. */
  readonly importFiles: (files: readonly File[]) => void;
  readonly focusEditor: () => void;
  readonly tellFailure: (error: unknown) => void;
  /** Loads the page again with this interpreter, now and at later visits. */
  readonly choosePython: (version: PythonVersion) => void;
  readonly chooseLanguage: (language: Language) => void;
  readonly connectEditor: (editor: EditorHandle) => () => void;
  /** Null until it is on the screen. */
  readonly editor: () => EditorHandle | null;
  readonly connectOutput: (output: OutputHandle) => () => void;
  readonly output: () => OutputHandle | null;
}
