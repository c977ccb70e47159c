import { addLanguageActions, FORMAT_ACTION } from './language-actions';
import { openLanguageSettings } from './language-settings';
import { offersLateCompletion } from './late-completion';
import { untilIdle, untilUsed } from './when-used';
import { provideFormat } from './ruff/format';
import { messageOf } from '../ui/message-of';
import { loaded, loadOnce, NotLoaded } from '../ui/not-loaded';
import { createStore } from '../ui/store';
import { words } from '../words/language';
import type * as Monaco from 'monaco-editor/editor';
import type { PythonVersion } from '../../src/index';
import type { Store } from '../ui/store';
import type { LateCompletion } from './late-completion';
import type { LanguageSettings, SettingsStorage } from './language-settings';
import type { InstalledSources } from './installed-packages';
import type { LanguageServerOptions } from './start-language-server';
import type { Ruff } from './ruff/ruff';

export interface LanguageState {
  /** `off`: not started, as on small devices; `failed`: it did not come, most likely offline, or did not start. */
  server: 'off' | 'loading' | 'ready' | 'failed';
}

/** What an editor gives away so that it can be helped. */
export interface HelpedEditor {
  readonly monaco: typeof Monaco;
  readonly editor: Monaco.editor.IStandaloneCodeEditor;
  /** The editor's own small knowledge, which is over when the server answers. */
  readonly quickHelp: Monaco.IDisposable;
  /** Runs one of the editor's actions; to be given up in the middle of it is no failure. */
  readonly runAction: (id: string) => Promise<void>;
}

/** The large parts, each loaded when it is first needed. */
export interface LanguageParts {
  server: () => Promise<{ startLanguageServer: StartServer }>;
  ruff: () => Promise<{ loadOwnRuff: (version: PythonVersion) => Promise<Ruff> }>;
  lint: () => Promise<{ provideLint: ProvideLint }>;
}

type ProvideLint = (
  monaco: typeof Monaco,
  ruff: Ruff,
  onFailure: (error: unknown) => void,
) => Monaco.IDisposable;

type StartServer = (
  monaco: typeof Monaco,
  version: PythonVersion,
  options: LanguageServerOptions,
) => Promise<Monaco.IDisposable>;

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
  parts: LanguageParts;
}

/** Code help for the page's editors: loaded once, when nothing else is going on. */
export function createLanguage(options: LanguageOptions): Language {
  const { version, tell, parts } = options;
  const store = createStore<LanguageState>({ server: 'off' });
  const settings = openLanguageSettings(options.storage);
  let current: HelpedEditor | null = null;
  let late: LateCompletion | null = null;
  let hasFormat = false;

  const getRuff = loadOnce(async () => (await loaded(parts.ruff())).loadOwnRuff(version));

  const startServer = loadOnce(async (monaco: typeof Monaco) => {
    store.update({ server: 'loading' });
    try {
      const { startLanguageServer } = await loaded(parts.server());
      await startLanguageServer(monaco, version, {
        sources: options.sources,
        onLeftOut: (name) => {
          tell(words().packageTooLarge(name));
        },
        onFailure: (error) => {
          tell(words().packagesNotRead(messageOf(error)));
        },
      });
    } catch (error) {
      store.update({ server: 'failed' });
      throw error;
    }
    store.update({ server: 'ready' });
    current?.quickHelp.dispose();
    late?.offer();
  });

  const startLint = loadOnce(async (monaco: typeof Monaco) => {
    const [{ provideLint }, ruff] = await Promise.all([loaded(parts.lint()), getRuff()]);
    provideLint(monaco, ruff, (error) => {
      tell(words().checkFailed(messageOf(error)));
    });
  });

  /** What does not start is missing and nothing else. Resolves with what to tell of it; null when all is there. */
  async function start(
    monaco: typeof Monaco,
  ): Promise<{ isOffline: boolean; text: string } | null> {
    const failures: unknown[] = [];
    // One after the other: both are large.
    for (const part of [startServer, startLint]) {
      await part(monaco).catch((error: unknown) => failures.push(error));
    }
    if (failures.length === 0) return null;
    const mistake = failures.find((error) => !(error instanceof NotLoaded));
    if (mistake === undefined) return { isOffline: true, text: words().notLoaded };
    return { isOffline: false, text: words().notStarted(messageOf(mistake)) };
  }

  async function startWhenUsed({ monaco, editor }: HelpedEditor): Promise<void> {
    await Promise.all([options.whenQuiet, untilUsed(editor)]);
    await untilIdle();
    const problem = await start(monaco);
    // Whoever is offline has not asked for it, and the editor's own small help is there.
    if (problem?.isOffline === false) tell(problem.text);
  }

  async function startOnRequest(monaco: typeof Monaco): Promise<void> {
    tell(words().loading);
    const problem = await start(monaco);
    tell(problem?.text ?? words().isThere);
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
    addLanguageActions(helped, { settings, tell, startOnRequest: () => startOnRequest(monaco) });
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
      if (settings.get().formatsOnSave) await current?.runAction(FORMAT_ACTION);
    },
  };
}
