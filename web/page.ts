import { FIRST_PROGRAM } from './examples/first-program';
import { watchImported } from './packages/watch-imported';
import { createSharing } from './sharing';
import { createNoticeBoard } from './ui/notice-board';
import { createThemeSwitch } from './ui/theme';
import { trackLines } from './workspace/line-tracker';
import { openWorkspace } from './workspace/open-workspace';
import { createPageStorage, siteBasePath } from './workspace/page-storage';
import type { ErrorResult, PythonVersion } from '../src/index';
import type { ExtendableEditor, ExtendEditor } from './editor/editor-extension';
import type { EditorHandle } from './editor/editor-handle';
import type { Grants } from './grants';
import type { Language } from './language/language';
import type { DeviceFacts } from './language/may-start';
import type { Python } from './run/python';
import type { PythonState } from './run/python-state';
import type { Sharing } from './sharing';
import type { NoticeBoard } from './ui/notice-board';
import type { ThemeSwitch } from './ui/theme';
import type { PageStorage } from './workspace/page-storage';
import type { Workspace } from './workspace/workspace';

const LOADING_HEAD_START_MS = 1_500;

/** Everything that lives as long as the page and outside React. */
export interface Page {
  readonly python: Python;
  /** What programs may touch, and what they have done with it. */
  readonly grants: Grants;
  readonly workspace: Workspace;
  readonly notices: NoticeBoard;
  readonly sharing: Sharing;
  readonly themeSwitch: ThemeSwitch;
  /** Gives the editor completion, hover and the like. */
  readonly extendEditor: ExtendEditor;
  /** Resolves when Python has loaded and run what was asked for until then, or has had a good start. */
  readonly whenQuiet: Promise<void>;
  readonly run: () => void;
  /** Runs an entry of the console. */
  readonly enter: (source: string) => void;
  readonly stop: () => void;
  /** Saves at once and says so: that is what the keys for it are pressed for. */
  readonly save: () => void;
  /** False while somebody types: the program's input must not catch their keys. */
  readonly mayTakeFocus: () => boolean;
  /** Shows a line of the program that ran, if the editor still has it. */
  readonly goToLine: (line: number, quoted?: string | null) => void;
  /** Loads the page again with this interpreter, now and at later visits. */
  readonly choosePython: (version: PythonVersion) => void;
  readonly connectEditor: (editor: EditorHandle) => () => void;
}

export function createPage(python: Python, grants: Grants): Page {
  const notices = createNoticeBoard();
  const workspace = openWorkspace(FIRST_PROGRAM, notices);
  const whenSession = (): Promise<void> => when(python, ({ session }) => session !== null);
  const sharing = createSharing({
    python,
    grants,
    files: {
      main: workspace.code,
      snapshot: () => [{ path: 'main.py', text: workspace.code.get() }],
      open: ([main, ...others], title) => {
        workspace.open(main?.text ?? '', title);
        if (others.length > 0) {
          const names = others.map(({ path }) => path).join(', ');
          notices.show({
            text: `This page opens the program of the link, not its other files: ${names}`,
          });
        }
        return Promise.resolve();
      },
    },
    notices,
    tabStorage: createPageStorage(siteBasePath(document.baseURI), () => window.sessionStorage),
    whenSession,
  });
  watchImported({ python: python.store, notices, reset: python.reset });
  const lines = trackLines(workspace.code);
  window.addEventListener('storage', grants.lookAgain);
  const themeSwitch = createThemeSwitch({
    root: document.documentElement,
    systemIsDark: window.matchMedia('(prefers-color-scheme: dark)'),
    save: (theme) => workspace.storage.write('theme', theme),
  });
  const whenQuiet = untilQuiet(python);
  void whenSession().then(() => {
    rememberInterpreter(workspace.storage, python.version);
  });
  let language: Language | null = null;
  let editor: EditorHandle | null = null;
  let hasTypedSinceRun = false;
  workspace.code.subscribe((_, origin) => {
    hasTypedSinceRun = origin === 'typing';
  });

  async function run(): Promise<void> {
    if (python.store.get().isBusy || !(await sharing.mayRun())) return;
    const focusedBefore = document.activeElement;
    hasTypedSinceRun = false;
    workspace.dismissOpenedNotice();
    editor?.markError(null);
    lines.start();
    const code = workspace.code.get();
    grants.consent.startRun(code);
    const result = await python.run(code);
    if (result?.status === 'error') {
      const words = await explain(result);
      markError(result, words);
      if (words !== null) python.tell(words);
    }
    giveFocusBack(focusedBefore);
  }

  async function enter(source: string): Promise<void> {
    const focusedBefore = document.activeElement;
    grants.consent.startRun(source);
    const result = await python.enter(source);
    if (result?.status === 'error') {
      const words = await explain(result);
      if (words !== null) python.tell(words);
    }
    giveFocusBack(focusedBefore);
  }

  /** Only where the text is still what Python complains about. */
  function markError(error: ErrorResult, words: string | null): void {
    const { type, message, line, column, endLine, endColumn } = error;
    if (line === null) return;
    const lineNow = lines.untouchedNow(line, endLine ?? line);
    if (lineNow === null) return;
    editor?.markError({
      line: lineNow,
      column,
      endLine: endLine === null ? null : endLine + lineNow - line,
      endColumn,
      message: [message === '' ? type : `${type}: ${message}`, words ?? ''].join('\n\n').trimEnd(),
    });
  }

  async function save(): Promise<void> {
    await language?.beforeSave();
    notices.showBriefly(
      workspace.saveNow() ? 'Saved in this browser' : 'This browser does not let the page save',
    );
  }

  async function loadLanguage(): Promise<Language> {
    const [{ createLanguage }, { mayStartByItself }] = await Promise.all([
      import('./language/language'),
      import('./language/may-start'),
    ]);
    if (language !== null) return language;
    const created = createLanguage({
      version: python.version,
      storage: workspace.storage,
      whenQuiet,
      startsByItself: mayStartByItself(navigator as Navigator & DeviceFacts),
      tell: notices.showBriefly,
    });
    // For whoever has to find out from outside.
    const note = (): void => {
      document.documentElement.dataset['codeHelp'] = created.store.get().server;
    };
    note();
    created.store.subscribe(note);
    language = created;
    return created;
  }

  function extendEditor(extendable: ExtendableEditor): () => void {
    let isOver = false;
    let end: (() => void) | undefined;
    loadLanguage().then(
      ({ help }) => {
        if (!isOver) end = help(extendable);
      },
      () => {
        // Offline, or a new version was published: the editor has its own small help.
      },
    );
    return () => {
      isOver = true;
      end?.();
    };
  }

  function goToLine(line: number, quoted: string | null = null): void {
    const lineNow = lines.lineNow(line, quoted);
    if (lineNow === null) notices.showBriefly('The editor no longer has that line.');
    else editor?.goToLine(lineNow);
  }

  function choosePython(version: PythonVersion): void {
    workspace.saveNow();
    const isKept = workspace.storage.write('python', version);
    const address = new URL(window.location.href);
    // What the address says counts more than what is kept.
    if (!isKept) address.searchParams.set('python', version);
    else address.searchParams.delete('python');
    if (address.href === window.location.href) window.location.reload();
    else window.location.assign(address);
  }

  return {
    python,
    grants,
    workspace,
    notices,
    sharing,
    themeSwitch,
    extendEditor,
    whenQuiet,
    run: () => void run(),
    enter: (source) => void enter(source),
    stop: python.stop,
    save: () => void save(),
    mayTakeFocus: () => !hasTypedSinceRun && !isTypingElsewhere(),
    goToLine,
    choosePython,
    connectEditor: (next) => {
      editor = next;
      return () => {
        editor = null;
      };
    },
  };
}

/** What an error means, in words for beginners; null when it needs none. */
async function explain({ type, message }: ErrorResult): Promise<string | null> {
  try {
    const { explainError } = await import('./language/explanations');
    return explainError(type, message);
  } catch {
    // Offline, or a new version was published: Python's own words are there.
    return null;
  }
}

/** public/before-paint.js does not preload at the next visit what is kept by then. */
function rememberInterpreter(storage: PageStorage, version: string): void {
  const link = document.querySelector<HTMLLinkElement>(
    `link[data-python="${version}"][href$=".wasm"]`,
  );
  if (link !== null) storage.write('interpreter', link.href);
}

/** The start of Python, and a run that waits for it, are worth more than the editor's colours, but not for long. */
function untilQuiet(python: Python): Promise<void> {
  const isQuiet = ({ status, isBusy }: PythonState): boolean =>
    status.state !== 'loading' && !isBusy;
  const patience = new Promise<void>((resolve) => setTimeout(resolve, LOADING_HEAD_START_MS));
  return Promise.race([when(python, isQuiet), patience]);
}

function when({ store }: Python, isSo: (state: PythonState) => boolean): Promise<void> {
  if (isSo(store.get())) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!isSo(store.get())) return;
      unsubscribe();
      resolve();
    });
  });
}

/** In a panel's field: the next Enter there must not answer a program's question. */
function isTypingElsewhere(): boolean {
  const { activeElement } = document;
  if (activeElement?.closest('.side-panel, dialog') === null) return false;
  return activeElement?.matches('input, textarea, [contenteditable]') === true;
}

/** The program's input took the focus; when it is gone the focus rests on the output. */
function giveFocusBack(focusedBefore: Element | null): void {
  const { activeElement } = document;
  const isAdrift = activeElement === document.body || activeElement?.role === 'log';
  if (!isAdrift || !(focusedBefore instanceof HTMLElement) || !focusedBefore.isConnected) return;
  focusedBefore.focus({ preventScroll: true });
}
