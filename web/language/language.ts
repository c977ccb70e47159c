import { openLanguageSettings } from './language-settings';
import { offersLateCompletion } from './late-completion';
import { untilIdle, untilUsed } from './when-used';
import { provideFormat } from './ruff/format';
import { createStore } from '../ui/store';
import { words } from '../words/language';
import type * as Monaco from 'monaco-editor/editor';
import type { PythonVersion } from '../../src/index';
import type { Store } from '../ui/store';
import type { LateCompletion } from './late-completion';
import type { LanguageSettings, SettingsStorage } from './language-settings';
import type { InstalledSources } from './installed-packages';
import type { Ruff } from './ruff/ruff';

export interface LanguageState {
  /** `off`: not started, as on small devices; `failed`: it could not be had, most likely offline. */
  server: 'off' | 'loading' | 'ready' | 'failed';
}

/** What an editor gives away so that it can be helped. */
export interface HelpedEditor {
  readonly monaco: typeof Monaco;
  readonly editor: Monaco.editor.IStandaloneCodeEditor;
  /** The editor's own small knowledge, which is over when the server answers. */
  readonly quickHelp: Monaco.IDisposable;
}

export interface Language {
  readonly store: Store<LanguageState>;
  readonly settings: Store<LanguageSettings>;
  /** Helps an editor until the returned function is called. */
  help: (editor: HelpedEditor) => () => void;
  /** Formats the program, if that is wanted when it is saved. */
  beforeSave: () => Promise<void>;
}

export interface LanguageOptions {
  version: PythonVersion;
  sources: InstalledSources;
  storage: SettingsStorage;
  /** Nothing is loaded before this resolves, nor before somebody uses the editor. */
  whenQuiet: Promise<void>;
  /** Whether it starts without being asked; see may-start.ts. */
  startsByItself: boolean;
  /** Tells a person something. */
  tell: (text: string) => void;
}

const FORMAT_ACTION = 'editor.action.formatDocument';

/** Code help for the page's editors: loaded once, when nothing else is going on. */
export function createLanguage(options: LanguageOptions): Language {
  const { version, tell } = options;
  const store = createStore<LanguageState>({ server: 'off' });
  const settings = openLanguageSettings(options.storage);
  let current: HelpedEditor | null = null;
  let late: LateCompletion | null = null;
  let loadingRuff: Promise<Ruff> | null = null;
  let hasLint = false;
  let hasFormat = false;

  /** At most once at a time, and anew after a failure. */
  function getRuff(): Promise<Ruff> {
    loadingRuff ??= import('./ruff/ruff-loader')
      .then(({ loadOwnRuff }) => loadOwnRuff(version))
      .catch((error: unknown) => {
        loadingRuff = null;
        throw error;
      });
    return loadingRuff;
  }

  /** What cannot be had, most likely offline, is missing and nothing else; false then. */
  async function start(monaco: typeof Monaco): Promise<boolean> {
    const [hasServer, isLinted] = [await startServer(monaco), await startLint(monaco)];
    return hasServer && isLinted;
  }

  async function startServer(monaco: typeof Monaco): Promise<boolean> {
    const { server } = store.get();
    if (server === 'loading' || server === 'ready') return true;
    store.update({ server: 'loading' });
    try {
      const { startLanguageServer } = await import('./start-language-server');
      await startLanguageServer(monaco, version, {
        sources: options.sources,
        onLeftOut: (name) => {
          tell(words().packageTooLarge(name));
        },
      });
    } catch {
      store.update({ server: 'failed' });
      return false;
    }
    store.update({ server: 'ready' });
    current?.quickHelp.dispose();
    late?.offer();
    return true;
  }

  async function startLint(monaco: typeof Monaco): Promise<boolean> {
    if (hasLint) return true;
    try {
      const [{ provideLint }, ruff] = await Promise.all([import('./ruff/lint'), getRuff()]);
      provideLint(monaco, ruff);
      hasLint = true;
      return true;
    } catch {
      return false;
    }
  }

  async function startWhenUsed({ monaco, editor }: HelpedEditor): Promise<void> {
    await Promise.all([options.whenQuiet, untilUsed(editor)]);
    await untilIdle();
    await start(monaco);
  }

  async function startOnRequest(monaco: typeof Monaco): Promise<void> {
    tell(words().loading);
    const isThere = await start(monaco);
    tell(isThere ? words().isThere : words().notLoaded);
  }

  function help(helped: HelpedEditor): () => void {
    const { monaco, editor, quickHelp } = helped;
    current = helped;
    if (store.get().server === 'ready') quickHelp.dispose();
    if (!hasFormat) provideFormat(monaco, getRuff, tell);
    hasFormat = true;
    const showHints = (): void => {
      const enabled = settings.get().hasInlayHints ? 'on' : 'off';
      editor.updateOptions({ inlayHints: { enabled } });
    };
    showHints();
    const unsubscribe = settings.subscribe(showHints);
    addActions(helped, {
      settings,
      tell,
      startOnRequest: () => void startOnRequest(monaco),
    });
    const typing = offersLateCompletion(monaco, editor);
    late = typing;
    if (options.startsByItself) void startWhenUsed(helped);
    return () => {
      typing.dispose();
      if (late === typing) late = null;
      unsubscribe();
      if (current === helped) current = null;
    };
  }

  return {
    store,
    settings,
    help,
    beforeSave: async () => {
      if (settings.get().formatsOnSave) await current?.editor.getAction(FORMAT_ACTION)?.run();
    },
  };
}

/** Actions of the editor, which the page's palette (F1) lists, too. */
function addActions(
  { monaco, editor }: HelpedEditor,
  {
    settings,
    tell,
    startOnRequest,
  }: {
    settings: Store<LanguageSettings>;
    tell: (text: string) => void;
    startOnRequest: () => void;
  },
): void {
  const { Shift, Alt } = monaco.KeyMod;
  editor.addAction({
    id: 'goru.format',
    label: words().format,
    // Monaco's own key for it is another one on Linux.
    keybindings: [Shift | Alt | monaco.KeyCode.KeyF],
    run: () => editor.getAction(FORMAT_ACTION)?.run(),
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
