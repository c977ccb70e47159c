import { createStore } from '../ui/store';
import { startAutosave } from './autosave';
import { createCodeDocument } from './code-document';
import { parseJson, parsePrograms, withProgram } from './put-aside';
import { words } from '../words/workspace';
import type { Notice, NoticeBoard } from '../ui/notice-board';
import type { Store } from '../ui/store';
import type { CodeDocument } from './code-document';
import type { PageStorage } from './page-storage';
import type { PutAsideProgram } from './put-aside';

const CODE_NAME = 'code';
/** Which tab wrote the code. */
const WRITER_NAME = 'code-tab';
/** What was opened last: a program that nobody has touched need not be kept. */
const OPENED_NAME = 'opened';
const PUT_ASIDE_NAME = 'put-aside';
/** Where earlier versions of this page kept the one program they put aside. */
const PREVIOUS_NAME = 'previous-code';

export interface WorkspaceState {
  isSaved: boolean;
  /** Programs that left the editor, the newest first. */
  putAside: readonly PutAsideProgram[];
}

/** The person's program and where it is kept. */
export interface Workspace {
  readonly code: CodeDocument;
  readonly storage: PageStorage;
  /** This tab's own. */
  readonly tabStorage: PageStorage;
  readonly store: Store<WorkspaceState>;
  /** Puts another program into the editor, and aside what the person had there. */
  open: (code: string, title: string) => void;
  /** Whether another program has been put into the editor since the page began: by its address, say. */
  hasOpened: () => boolean;
  /** Puts a program that was put aside back into the editor. */
  restore: (program: PutAsideProgram) => void;
  /** Saves at once; false when the browser does not let us. */
  saveNow: () => boolean;
  /** The next run takes the place of having second thoughts about what was opened. */
  dismissOpenedNotice: () => void;
  /** The page may be about to go: nothing typed here may go with it. */
  rest: () => void;
  /** Another tab has changed the storage. */
  lookAgain: () => void;
}

export interface WorkspaceOptions {
  /** What the editor shows at the first visit. */
  firstCode: string;
  /** Shared by all tabs, survives the browser's end. */
  storage: PageStorage;
  /** This tab's own, survives a reload. */
  tabStorage: PageStorage;
  /** Different in every tab and after every reload. */
  tabId: string;
  notices: Pick<NoticeBoard, 'store' | 'show' | 'dismiss'>;
}

interface Opened {
  code: string;
  title: string | null;
}

/**
 * Every tab goes on with its own program, also after a reload; a new tab starts with the one saved
 * last. There is one place for that one, so whoever writes there first looks whether it holds what
 * this tab has never shown, and puts that aside.
 */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { firstCode, storage, tabStorage, tabId, notices } = options;
  const loaded = readBoth(CODE_NAME) ?? firstCode;
  const code = createCodeDocument(loaded);
  let opened = parseOpened(readBoth(OPENED_NAME)) ?? { code: firstCode, title: null };
  /** Whether that is written down: a later visit may be in another language, in which the first program is another. */
  let isOpenedKept = readBoth(OPENED_NAME) !== null;
  /** What the shared place holds as far as this tab has had to do with it. */
  let lastKnown = loaded;
  /** What was loaded and may have been put aside before: this tab goes on with it. */
  let adopted: string | null = loaded;
  let hasChanged = false;
  let hasOpened = false;
  let isCodeKept = true;
  let isListKept = true;
  let told: { notice: Notice; kept: PutAsideProgram } | null = null;
  const store = createStore<WorkspaceState>({
    isSaved: true,
    putAside: parsePrograms(storage.read(PUT_ASIDE_NAME)),
  });
  const autosave = startAutosave({
    document: code,
    save,
    onSavedChange: (isSaved) => {
      isCodeKept = isSaved;
      store.update({ isSaved: isCodeKept && isListKept });
    },
  });
  adoptEarlierStorage();
  code.subscribe((text) => {
    hasChanged = true;
    // Undone in the editor rather than here: it is again whose it was.
    const known = store.get().putAside.find((program) => program.code === text);
    if (known) opened = { code: '', title: known.madeFrom };
  });

  function readBoth(name: string): string | null {
    return tabStorage.read(name) ?? storage.read(name);
  }

  function adoptEarlierStorage(): void {
    const previous = storage.read(PREVIOUS_NAME);
    if (previous === null) return;
    putAside({ code: previous, madeFrom: null, tab: null });
    storage.remove(PREVIOUS_NAME);
  }

  function changePutAside(
    change: (programs: readonly PutAsideProgram[]) => readonly PutAsideProgram[],
  ): void {
    // Another tab may have written since; but what could not be written is here alone.
    const text = isListKept ? storage.read(PUT_ASIDE_NAME) : null;
    const before = isListKept ? parsePrograms(text) : store.get().putAside;
    const putAside = change(before);
    const next = JSON.stringify(putAside);
    if (next === (text ?? '[]')) return;
    isListKept = storage.write(PUT_ASIDE_NAME, next);
    store.update({ putAside, isSaved: isCodeKept && isListKept });
  }

  function putAside(program: PutAsideProgram): void {
    changePutAside((programs) => withProgram(programs, program));
  }

  function save(text: string): boolean {
    keepOtherTabsCode(text);
    tabStorage.write(CODE_NAME, text);
    if (!isOpenedKept) keepOpened();
    if (!storage.write(CODE_NAME, text)) return false;
    lastKnown = text;
    // An earlier version of what this tab has, put aside by another tab or before a reload.
    const isEarlier = (program: PutAsideProgram): boolean =>
      program.tab === tabId || (program.tab !== null && program.code === adopted);
    changePutAside((programs) => programs.filter((program) => !isEarlier(program)));
    if (text !== adopted) adopted = null;
    return storage.write(WRITER_NAME, tabId);
  }

  function keepOpened(): void {
    isOpenedKept = true;
    const text = JSON.stringify(opened);
    tabStorage.write(OPENED_NAME, text);
    storage.write(OPENED_NAME, text);
  }

  /** What another tab saved would be gone with our writing. */
  function keepOtherTabsCode(own: string): void {
    const stored = storage.read(CODE_NAME);
    if (stored === null || stored === lastKnown || stored === own) return;
    const theirs = parseOpened(storage.read(OPENED_NAME));
    const isUntouched = stored === firstCode || stored === theirs?.code;
    if (isUntouched || stored.trim() === '') return;
    const writer = storage.read(WRITER_NAME);
    // The other tab has not got round to its name yet.
    const tab = writer === tabId ? null : writer;
    const isNew = !store.get().putAside.some((program) => tab !== null && program.tab === tab);
    putAside({ code: stored, madeFrom: theirs?.title ?? null, tab });
    if (!isNew) return;
    notices.show({
      text: words().otherTab,
    });
  }

  /** An example or a link's program that nobody touched can be opened again: no need to keep it. */
  function currentWorthKeeping(): PutAsideProgram | null {
    const own = code.get();
    if (own === opened.code || own.trim() === '') return null;
    return { code: own, madeFrom: opened.title, tab: null };
  }

  /** Returns what had to be put aside for it. */
  function exchange(next: string, origin: Opened): PutAsideProgram | null {
    const current = currentWorthKeeping();
    const kept = current?.code === next ? null : current;
    if (kept) putAside(kept);
    adopted = null;
    hasOpened = true;
    opened = origin;
    keepOpened();
    code.replace(next);
    // `opened` may have been taken for that of an equal text put aside.
    opened = origin;
    autosave.saveNow();
    return kept;
  }

  function tellExchange(what: string, newlyKept: PutAsideProgram | null): void {
    // Whoever looks at one example after the other can still go back from the last.
    const isStillTold = told !== null && notices.store.get().notice === told.notice;
    const kept = newlyKept ?? (isStillTold ? told?.kept : null);
    if (!kept) return;
    const whose = kept.madeFrom === null ? words().ownProgram : words().yourChanged(kept.madeFrom);
    const notice: Notice = {
      text: words().keptUnder(what, whose),
      action: {
        label: words().undo,
        act: () => {
          notices.dismiss(notice);
          restore(kept);
        },
      },
    };
    told = { notice, kept };
    notices.show(notice);
  }

  function restore(program: PutAsideProgram): void {
    // From now on it counts as touched: it is kept again when it has to go.
    const kept = exchange(program.code, { code: '', title: program.madeFrom });
    changePutAside((programs) => programs.filter((other) => other.code !== program.code));
    tellExchange(words().programIsBack, kept);
  }

  return {
    code,
    storage,
    tabStorage,
    store,
    open: (next, title) => {
      const kept = exchange(next, { code: next, title });
      tellExchange(words().opened(title), kept);
    },
    hasOpened: () => hasOpened,
    restore,
    saveNow: autosave.saveNow,
    dismissOpenedNotice: () => {
      if (told) notices.dismiss(told.notice);
    },
    rest: () => {
      autosave.flush();
      // Two tabs may have written in the same moment, and the other one was the later.
      if (!hasChanged || storage.read(CODE_NAME) === code.get()) return;
      const current = currentWorthKeeping();
      if (current) putAside({ ...current, tab: tabId });
    },
    lookAgain: () => {
      if (isListKept) store.update({ putAside: parsePrograms(storage.read(PUT_ASIDE_NAME)) });
    },
  };
}

function parseOpened(text: string | null): Opened | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return null;
  const { code, title } = value as Partial<Record<keyof Opened, unknown>>;
  if (typeof code !== 'string') return null;
  return { code, title: typeof title === 'string' ? title : null };
}
