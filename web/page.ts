import { connectArrivals } from './arrivals';
import { connectFiles } from './connect-files';
import { createEditorHelp } from './editor-help';
import { describeUnkept, watchKept } from './kept';
import { createLayout } from './layout';
import { createStorageKeeper } from './offline/keep-storage';
import { openLaunchedFiles } from './offline/launched-files';
import { createOffline } from './offline/offline';
import { watchImported } from './packages/watch-imported';
import { createSharing } from './sharing';
import { createNoticeBoard } from './ui/notice-board';
import { createTextSize } from './ui/text-size';
import { createThemeSwitch } from './ui/theme';
import { messageOf } from './ui/message-of';
import { createRunModes } from './run-modes/run-modes';
import { untilQuiet, when } from './run/python-moments';
import { createRunning } from './running';
import { createWorkspaceSwitch } from './workspace-switch';
import { createView } from './view';
import { MAIN_NAME } from './workspace/file-names';
import { trackFiles } from './workspace/line-trackers';
import { openWorkspace } from './workspace/open-workspace';
import { createProgramFiles } from './workspace/program-files';
import { words as firstProgram } from './words/first-program';
import { words } from './words/page';
import { noteBrought, watchUse } from './watch-use';
import type { PythonVersion } from '../src/index';
import type { ExtendEditor } from './editor/editor-extension';
import type { EditorHandle } from './editor/editor-handle';
import type { Grants } from './grants';
import type { EditorParts } from './run-modes/editor-parts';
import type { RunModes } from './run-modes/run-modes';
import type { RunActions } from './running';
import type { Layout } from './layout';
import type { DeviceFacts } from './language/may-start';
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
import type { PageStorage } from './workspace/page-storage';
import type { Language } from './words/choose-language';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';
import type { WorkspaceSwitch } from './workspace-switch';
import type { LinkWatch } from './workspaces/watch-links';

/** By then the workspace has kept what was typed. */
const KEPT_MS = 2_000;

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

export function createPage(python: Python, grants: Grants, place: Place, links: LinkWatch): Page {
  const notices = createNoticeBoard();
  const workspace = openWorkspace(
    {
      firstCode: firstProgram().code,
      storage: place.texts,
      tabStorage: place.tabTexts,
      notices,
    },
    place.hash,
  );
  const files = createProgramFiles({ workspace, folder: grants.filesPath, notices });
  const whenSession = (): Promise<void> => when(python, ({ session }) => session !== null);
  const sharing = createSharing({
    python,
    grants,
    files: {
      main: workspace.code,
      // main.py is the first of them.
      snapshot: () => Object.entries(files.snapshot()).map(([path, text]) => ({ path, text })),
      open: ([main, ...others], title) =>
        files.openFiles(
          Object.fromEntries([
            [MAIN_NAME, main?.text ?? ''],
            ...others.map(({ path, text }) => [path, text] as const),
          ]),
          title,
        ),
    },
    notices,
    tabStorage: place.tabTexts,
    hash: place.hash,
    whenSession,
  });
  const whenNoted = sharing.whenOpened.then((names) =>
    noteBrought(names, place.texts, python.store.get().session, grants.filesPath),
  );
  const use = watchUse({ place, files, folder: grants.filesPath, whenNoted });
  connectFiles(files, python, { onFailure: tellFailure, onChange: use.folderChanged });
  watchImported({ python: python.store, notices, reset: python.reset });
  const lines = trackFiles(files);
  window.addEventListener('storage', grants.lookAgain);
  const themeSwitch = createThemeSwitch({
    root: document.documentElement,
    systemIsDark: window.matchMedia('(prefers-color-scheme: dark)'),
    save: (theme) => place.siteTexts.write('theme', theme),
  });
  const textSize = createTextSize({ root: document.documentElement, storage: place.siteTexts });
  const layout = createLayout({
    storage: place.siteTexts,
    windowWidth: () => window.innerWidth,
    onResize: (listener) => {
      window.addEventListener('resize', listener);
    },
  });
  python.store.subscribe(() => {
    if (python.store.get().isBusy) layout.showOutput();
  });
  const view = createView(() => document.querySelector('dialog[open]') !== null);
  const whenQuiet = untilQuiet(python);
  void whenQuiet
    .then(grants.openKv)
    .then((values) => values.onChange(place.touch))
    .catch(() => {
      // Without values there is nothing to mark.
    });
  const kept = watchKept({ workspace, files, grants, whenQuiet });
  tellOfRefusedStorage(kept, notices);
  connectArrivals({ links, place, kept, notices, workspace, whenBrought: whenNoted });
  void whenSession().then(() => {
    rememberInterpreter(place.siteTexts, python.version);
  });
  const workspaces = createWorkspaceSwitch({
    place,
    notices,
    isAllKept: () => kept.get().unkept.length === 0,
    saveAll: async () => {
      workspace.saveNow();
      files.rest();
      await files.flush();
    },
  });
  const device = navigator as Navigator & DeviceFacts;
  const offline = createOffline({
    whenQuiet,
    python: python.version,
    savesData: device.connection?.saveData === true,
    storage: place.siteTexts,
    notices,
    beforeReload: () => void workspace.saveNow(),
  });
  const storageKeeper = createStorageKeeper({
    storage: (navigator as Partial<Navigator>).storage,
    asksPerson: navigator.userAgent.includes('Firefox/'),
  });
  openLaunchedFiles({
    open: (code, title) => {
      workspace.open(code, words().quoted(title));
    },
    tell: notices.showBriefly,
  });
  let editor: EditorHandle | null = null;
  let parts: EditorParts | null = null;
  let output: OutputHandle | null = null;
  let hasTypedSinceRun = false;
  const modes = createRunModes({
    storage: place.tabTexts,
    onNotLoaded: () => {
      notices.show({ text: words().newsNotLoaded });
    },
    onFailure: tellFailure,
  });
  python.takeNews(modes.takeNews);
  const actions = createRunning({
    python,
    grants,
    workspace,
    files,
    sharing,
    notices,
    lines,
    modes,
    getEditor: () => editor,
    getParts: () => parts,
    mark: place.touch,
    onStart: () => {
      hasTypedSinceRun = false;
    },
  });
  const editorHelp = createEditorHelp({
    python,
    storage: place.siteTexts,
    notices,
    whenQuiet,
    device,
    actions,
    modes,
    files,
    onParts: (next) => {
      parts = next;
    },
    onFailure: tellFailure,
  });
  workspace.code.subscribe((_, origin) => {
    hasTypedSinceRun = origin === 'typing';
    if (origin === 'typing') setTimeout(storageKeeper.afterChange, KEPT_MS);
  });

  function tellFailure(error: unknown): void {
    notices.show({ text: messageOf(error) });
  }

  async function importFiles(chosen: readonly File[]): Promise<void> {
    try {
      const { importFile } = await import('./workspace/import-files');
      for (const file of chosen) {
        const leftOut = await importFile(file, { files, workspace });
        if (leftOut !== null) notices.showBriefly(leftOut);
      }
    } catch (error) {
      tellFailure(error);
    }
  }

  async function save(): Promise<void> {
    // What cannot be formatted is saved as it is.
    await editorHelp.beforeSave().catch(tellFailure);
    storageKeeper.afterSave();
    files.rest();
    notices.showBriefly(workspace.saveNow() ? words().saved : words().savedNot);
  }

  async function goToLine(line: number, quoted: string | null, path: string): Promise<void> {
    const name = files.nameOf(path);
    const tracker = name === null ? undefined : lines.of(name);
    const lineNow = tracker === undefined ? line : tracker.lineNow(line, quoted);
    if (name === null || lineNow === null) {
      notices.showBriefly(words().lineIsGone);
      return;
    }
    await files.open(name);
    editor?.goToLine(lineNow);
  }

  /** Loads the page again with another setting, which begins with a new page. */
  function chooseAnew(setting: 'python' | 'lang', value: string): void {
    workspace.saveNow();
    files.rest();
    const isKept = place.siteTexts.write(setting, value);
    const address = new URL(window.location.href);
    // What the address says counts more than what is kept.
    if (!isKept) address.searchParams.set(setting, value);
    else address.searchParams.delete(setting);
    if (address.href === window.location.href) window.location.reload();
    else window.location.assign(address);
  }

  return {
    python,
    grants,
    place,
    kept,
    workspaces,
    workspace,
    files,
    notices,
    sharing,
    themeSwitch,
    textSize,
    layout,
    view,
    offline,
    extendEditor: editorHelp.extend,
    whenQuiet,
    actions,
    modes,
    run: actions.run,
    enter: actions.enter,
    stop: python.stop,
    save: () => void save(),
    mayTakeFocus: () => !hasTypedSinceRun && !isTypingElsewhere(),
    goToLine: (line, quoted = null, file = MAIN_NAME) => {
      goToLine(line, quoted, file).catch(tellFailure);
    },
    importFiles: (chosen) => void importFiles(chosen),
    focusEditor: () => editor?.focus(),
    tellFailure,
    choosePython: (version) => {
      chooseAnew('python', version);
    },
    chooseLanguage: (language) => {
      chooseAnew('lang', language);
    },
    connectEditor: (next) => {
      editor = next;
      return () => {
        editor = null;
      };
    },
    editor: () => editor,
    connectOutput: (next) => {
      output = next;
      return () => {
        output = null;
      };
    },
    output: () => output,
  };
}

/** Once: from then on the badge says it. What only does not fit any more, the badge says alone. */
function tellOfRefusedStorage(kept: Store<KeptState>, notices: NoticeBoard): void {
  const unsubscribe = kept.subscribe(() => {
    const { unkept } = kept.get();
    if (!unkept.some((thing) => thing !== 'code')) return;
    unsubscribe();
    notices.show({ text: describeUnkept(unkept) });
  });
}

/** public/before-paint.js does not preload at the next visit what is kept by then. */
function rememberInterpreter(storage: PageStorage, version: string): void {
  const link = document.querySelector<HTMLLinkElement>(
    `link[data-python="${version}"][href$=".wasm"]`,
  );
  if (link !== null) storage.write('interpreter', link.href);
}

/** In a panel's field: the next Enter there must not answer a program's question. */
function isTypingElsewhere(): boolean {
  const { activeElement } = document;
  if (activeElement?.closest('.side-panel, dialog') === null) return false;
  return activeElement?.matches('input, textarea, [contenteditable]') === true;
}
