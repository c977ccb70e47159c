import { loaded, NotLoaded } from './ui/not-loaded';
import type { ExtendableEditor, ExtendEditor } from './editor/editor-extension';
import type { Language as CodeHelp } from './language/language';
import type { DeviceFacts } from './language/may-start';
import type { EditorParts } from './run-modes/editor-parts';
import type { RunModes } from './run-modes/run-modes';
import type { Python } from './run/python';
import type { RunActions } from './running';
import type { NoticeBoard } from './ui/notice-board';
import type { PageStorage } from './workspace/page-storage';
import type { ProgramFiles } from './workspace/program-files';

interface EditorHelpOptions {
  python: Pick<Python, 'version' | 'store'>;
  storage: PageStorage;
  notices: Pick<NoticeBoard, 'showBriefly'>;
  whenQuiet: Promise<void>;
  device: DeviceFacts;
  actions: RunActions;
  modes: RunModes;
  files: Pick<ProgramFiles, 'store' | 'nameOf' | 'open'>;
  /** The parts of the text that can be run; null when they are gone. */
  onParts: (parts: EditorParts | null) => void;
  /** Something went wrong that no network has a part in. */
  onFailure: (error: unknown) => void;
}

export interface EditorHelp {
  /** Gives the editor completion, hover and the like. */
  readonly extend: ExtendEditor;
  /** What is done to the text before it is saved: formatting it, say. */
  readonly beforeSave: () => Promise<void>;
}

/** What the full editor gets beyond editing, each part when it has loaded: code help, and cells. */
export function createEditorHelp(options: EditorHelpOptions): EditorHelp {
  const { python, storage, notices, whenQuiet, device } = options;
  let language: CodeHelp | null = null;

  async function loadLanguage(): Promise<CodeHelp> {
    const [{ createLanguage }, { LANGUAGE_PARTS }, { mayStartByItself }, { installedSources }] =
      await loaded(
        Promise.all([
          import('./language/language'),
          import('./language/language-parts'),
          import('./language/may-start'),
          import('./installed-sources'),
        ]),
      );
    if (language !== null) return language;
    const created = createLanguage({
      version: python.version,
      sources: installedSources(python.store),
      storage,
      whenQuiet,
      startsByItself: mayStartByItself(device),
      tell: notices.showBriefly,
      parts: LANGUAGE_PARTS,
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

  /** What did not come is missing and nothing else: the editor has its own small help, and Run is there. */
  function tellMistake(error: unknown): void {
    if (!(error instanceof NotLoaded)) options.onFailure(error);
  }

  function extend(extendable: ExtendableEditor): () => void {
    const { actions, modes, files, onParts } = options;
    let isOver = false;
    let end: (() => void) | undefined;
    loadLanguage()
      .then(({ help }) => {
        if (!isOver) end = help(extendable);
      })
      .catch(tellMistake);
    let endParts: (() => void) | undefined;
    loaded(import('./editor-run-modes'))
      .then(({ connectParts }) => {
        if (isOver) return;
        const connected = connectParts(extendable, { actions, modes, files });
        onParts(connected.parts);
        endParts = connected.end;
      })
      .catch(tellMistake);
    return () => {
      isOver = true;
      onParts(null);
      endParts?.();
      end?.();
    };
  }

  return { extend, beforeSave: async () => language?.beforeSave() };
}
