import { createStore } from '../ui/store';
import { createCodeDocument } from './code-document';
import { MAIN_NAME } from './file-names';
import { formatJournal, parseJournal } from './journal';
import type { Store } from '../ui/store';
import type { CodeDocument } from './code-document';
import type { Journal, JournalFile } from './journal';
import type { PageStorage } from './page-storage';

const JOURNAL_NAME = 'files';

export interface FilesState {
  /** The open files, in the order of their tabs. */
  tabs: readonly string[];
  /** The one that the editor shows. */
  active: string;
  /** Every file whose text is known, those without a tab included. */
  names: readonly string[];
  /** The folder's files can be read and not changed: another tab has them, or nobody knows yet. */
  isReadOnly: boolean;
  /** False while something typed is nowhere but on the screen. */
  isKept: boolean;
  /** The folder's files survive the page; so it is hoped until somebody knows. */
  isLasting: boolean;
  /** The folder stands in for one whose stored files could not be opened. */
  isUnopened: boolean;
}

/** A file whose text the page has. */
export interface FileDocument {
  readonly code: CodeDocument;
  /** What editor and folder last agreed on; null when the folder has never had it. */
  base: string | null;
  /** Size and time of what was last read; null: look again. */
  stamp: string | null;
  /** False until its text has come from the folder. */
  isLoaded: boolean;
}

/** The open files and their tabs, as far as no folder is needed for them. */
export interface Documents {
  readonly store: Store<FilesState>;
  get: (name: string) => FileDocument | undefined;
  add: (name: string, text: string, base: string | null) => FileDocument;
  remove: (name: string) => void;
  rename: (from: string, to: string) => void;
  openTab: (name: string) => void;
  closeTab: (name: string) => void;
  moveTab: (name: string, index: number) => void;
  /** Calls back when somebody has typed, or the page has put another text in. */
  onEdit: (listener: (name: string) => void) => void;
  /** Writes everything down at once; false when the browser does not let us. */
  saveJournal: () => boolean;
  /** What the tab that may change the folder has written down. */
  readSharedJournal: () => Journal;
  /** Only the tab that may change the folder writes down for all. What the folder forgets, it has never had. */
  setAccess: (access: Pick<FilesState, 'isReadOnly' | 'isLasting' | 'isUnopened'>) => void;
}

export interface DocumentsOptions {
  /** main.py, which is kept on its own. */
  main: CodeDocument;
  /** Shared by all tabs. */
  storage: PageStorage;
  /** This tab's own. */
  tabStorage: PageStorage;
}

export function createDocuments({ main, storage, tabStorage }: DocumentsOptions): Documents {
  const journal = parseJournal(tabStorage.read(JOURNAL_NAME) ?? storage.read(JOURNAL_NAME));
  const documents = new Map<string, FileDocument>();
  const listeners = new Set<(name: string) => void>();
  const names = new WeakMap<FileDocument, string>();
  const store = createStore<FilesState>({
    tabs: journal.tabs,
    active: journal.active,
    names: [MAIN_NAME],
    isReadOnly: true,
    isKept: true,
    isLasting: true,
    isUnopened: false,
  });

  put(MAIN_NAME, {
    code: main,
    base: journal.files.get(MAIN_NAME)?.base ?? null,
    stamp: null,
    isLoaded: true,
  });
  for (const [name, { text, base }] of journal.files) {
    if (name === MAIN_NAME) continue;
    put(name, {
      code: createCodeDocument(text ?? ''),
      base,
      stamp: null,
      isLoaded: text !== null,
    });
  }
  // An example, a link's program or one that was put aside wants to be seen.
  main.subscribe((_, origin) => {
    if (origin === 'replacement') openTab(MAIN_NAME);
  });

  function put(name: string, document: FileDocument): void {
    documents.set(name, document);
    names.set(document, name);
    document.code.subscribe((_, origin) => {
      const current = names.get(document);
      if (origin === 'outside' || current === undefined) return;
      for (const listener of listeners) listener(current);
    });
    tell();
  }

  function tell(change: Partial<FilesState> = {}): void {
    store.update({ ...change, names: [...documents.keys()] });
  }

  function openTab(name: string): void {
    const { tabs, active } = store.get();
    if (active === name) return;
    store.update({ active: name, tabs: tabs.includes(name) ? tabs : [...tabs, name] });
    saveJournal();
  }

  function closeTab(name: string): void {
    const { tabs, active } = store.get();
    const index = tabs.indexOf(name);
    if (index === -1 || name === MAIN_NAME) return;
    const left = tabs.filter((other) => other !== name);
    const next = left[Math.min(index, left.length - 1)] ?? MAIN_NAME;
    store.update({ tabs: left, active: active === name ? next : active });
    saveJournal();
  }

  function saveJournal(): boolean {
    const { tabs, active, isReadOnly, isLasting } = store.get();
    const files = new Map<string, JournalFile>();
    for (const [name, { code, base, isLoaded }] of documents) {
      // What has no tab and is in the folder need not be here as well.
      if (!tabs.includes(name) && code.get() === base) continue;
      const isKeptHere = isLoaded && name !== MAIN_NAME;
      files.set(name, { text: isKeptHere ? code.get() : null, base: isLasting ? base : null });
    }
    const text = formatJournal({ tabs, active, files });
    tabStorage.write(JOURNAL_NAME, text);
    return isReadOnly || storage.write(JOURNAL_NAME, text);
  }

  return {
    store,
    get: (name) => documents.get(name),
    add: (name, text, base) => {
      const document = { code: createCodeDocument(text), base, stamp: null, isLoaded: true };
      put(name, document);
      return document;
    },
    remove: (name) => {
      const document = documents.get(name);
      if (document === undefined || name === MAIN_NAME) return;
      closeTab(name);
      documents.delete(name);
      names.delete(document);
      tell();
      saveJournal();
    },
    rename: (from, to) => {
      const document = documents.get(from);
      if (document === undefined) return;
      documents.delete(from);
      documents.set(to, document);
      names.set(document, to);
      const { tabs, active } = store.get();
      tell({
        tabs: tabs.map((name) => (name === from ? to : name)),
        active: active === from ? to : active,
      });
      saveJournal();
    },
    openTab,
    closeTab,
    moveTab: (name, index) => {
      const { tabs } = store.get();
      if (!tabs.includes(name)) return;
      const others = tabs.filter((other) => other !== name);
      const place = Math.max(0, Math.min(index, others.length));
      store.update({ tabs: [...others.slice(0, place), name, ...others.slice(place)] });
      saveJournal();
    },
    onEdit: (listener) => {
      listeners.add(listener);
    },
    saveJournal,
    readSharedJournal: () => parseJournal(storage.read(JOURNAL_NAME)),
    setAccess: ({ isReadOnly, isLasting, isUnopened }) => {
      const before = store.get();
      const isSame =
        before.isReadOnly === isReadOnly
        && before.isLasting === isLasting
        && before.isUnopened === isUnopened;
      if (!isSame) store.update({ isReadOnly, isLasting, isUnopened });
    },
  };
}
