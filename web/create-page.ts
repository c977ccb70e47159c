import { connectArrivals } from './arrivals';
import { askBeforeLeaving } from './ask-before-leaving';
import { connectFiles } from './connect-files';
import { createEditorHelp } from './editor-help';
import { tellOfRefusedStorage, watchKept } from './kept';
import { createLayout } from './layout';
import { createStorageKeeper } from './offline/keep-storage';
import { openLaunchedFiles } from './offline/launched-files';
import { createOffline } from './offline/offline';
import { watchImported } from './packages/watch-imported';
import { reloadWith } from './reload-with';
import { createSave } from './saving';
import { createScreen } from './screen';
import { createSharing } from './sharing';
import { createNoticeBoard } from './ui/notice-board';
import { loaded } from './ui/not-loaded';
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
import { siteBasePath } from './workspace/page-storage';
import { createProgramFiles } from './workspace/program-files';
import { words as firstProgram } from './words/first-program';
import { words } from './words/page';
import { noteBrought, watchUse } from './watch-use';
import { markUnkept, unkeptLockName } from './workspaces/hold-workspace';
import type { Grants } from './grants';
import type { EditorParts } from './run-modes/editor-parts';
import type { Page } from './page';
import type { ReloadSetting } from './reload-with';
import type { DeviceFacts } from './language/may-start';
import type { Place } from './place';
import type { Python } from './run/python';
import type { PageStorage } from './workspace/page-storage';
import type { LinkWatch } from './workspaces/watch-links';

/** Puts the page together: everything that lives outside React, and who hears of what. */
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
  askBeforeLeaving({ kept, place, page: window });
  const tellOthers = markUnkept(unkeptLockName(siteBasePath(document.baseURI), place.current.id));
  const mark = (): void => {
    tellOthers(kept.get().unkept.length > 0);
  };
  mark();
  kept.subscribe(mark);
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
  openLaunchedFiles({
    open: (code, title) => {
      workspace.open(code, words().quoted(title));
    },
    tell: notices.showBriefly,
  });
  const screen = createScreen({ files, lines, notices });
  let parts: EditorParts | null = null;
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
    getEditor: screen.editor,
    getParts: () => parts,
    mark: place.touch,
    onStart: (kind) => {
      screen.startRun();
      // There a panel covers the output, and what the program asks.
      if (kind !== 'tests' && layout.store.get().isNarrow) view.showPanel(null);
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
  const save = createSave({
    beforeSave: editorHelp.beforeSave,
    keeper: createStorageKeeper({
      storage: (navigator as Partial<Navigator>).storage,
      asksPerson: navigator.userAgent.includes('Firefox/'),
    }),
    workspace,
    files,
    notices,
  });
  workspace.code.subscribe((_, origin) => {
    screen.noteChange(origin);
  });

  function tellFailure(error: unknown): void {
    notices.show({ text: messageOf(error) });
  }

  async function importFiles(chosen: readonly File[]): Promise<void> {
    try {
      const { importFile } = await loaded(import('./workspace/import-files'));
      for (const file of chosen) {
        const leftOut = await importFile(file, { files, workspace });
        if (leftOut !== null) notices.showBriefly(leftOut);
      }
    } catch (error) {
      tellFailure(error);
    }
  }

  /** Loads the page again with another setting. */
  function chooseAnew(setting: ReloadSetting, value: string): void {
    workspace.saveNow();
    files.rest();
    reloadWith(place.siteTexts, setting, value);
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
    save: () => void save().catch(tellFailure),
    mayTakeFocus: screen.mayTakeFocus,
    goToLine: (line, quoted = null, file = MAIN_NAME) => {
      screen.goToLine(line, quoted, file).catch(tellFailure);
    },
    importFiles: (chosen) => void importFiles(chosen),
    focusEditor: () => screen.editor()?.focus(),
    tellFailure,
    choosePython: (version) => {
      chooseAnew('python', version);
    },
    chooseLanguage: (language) => {
      chooseAnew('lang', language);
    },
    connectEditor: screen.connectEditor,
    editor: screen.editor,
    connectOutput: screen.connectOutput,
    output: screen.output,
  };
}

/** public/before-paint.js does not preload at the next visit what is kept by then. */
function rememberInterpreter(storage: PageStorage, version: string): void {
  const link = document.querySelector<HTMLLinkElement>(
    `link[data-python="${version}"][href$=".wasm"]`,
  );
  if (link !== null) storage.write('interpreter', link.href);
}
