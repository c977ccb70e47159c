import { createDocuments } from './documents';
import { completeName, fileNameProblem, isProgramName, MAIN_NAME } from './file-names';
import { createFileExchange } from './file-exchange';
import { readText, unlessNotFound } from './folder';
import { createFolderSync, requireWritable } from './folder-sync';
import { words } from '../words/workspace';
import type { Store } from '../ui/store';
import type { NoticeBoard } from '../ui/notice-board';
import type { CodeDocument } from './code-document';
import type { FilesState } from './documents';
import type { FileTexts } from './file-exchange';
import type { FolderFiles } from './folder';
import type { Workspace } from './workspace';

/** The files of the workspace, which are those that programs find in their folder. */
export interface ProgramFiles {
  readonly store: Store<FilesState>;
  /** The text of a file that the page knows. */
  code: (name: string) => CodeDocument;
  isReadOnly: (name: string) => boolean;
  /** Shows a file in its tab, from the folder if need be. */
  open: (name: string) => Promise<void>;
  /** Makes a file and shows it. Fails with what is wrong with its name; resolves with the name it has. */
  create: (typed: string, text?: string) => Promise<string>;
  /** Makes a file under this name or, when that is taken, one like it. */
  add: (name: string, text: string) => Promise<string>;
  /** Puts a file into the folder without showing it. One that was there is put aside. */
  writeBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Resolves with false when the page does not know the file. */
  rename: (from: string, to: string) => Promise<boolean>;
  /** Deletes a file, and offers to bring it back. */
  remove: (name: string) => Promise<void>;
  close: (name: string) => void;
  move: (name: string, index: number) => void;
  /** The name of a file by the path that programs have for it; null when it is none of the workspace's. */
  nameOf: (path: string) => string | null;
  /** Every text that the page knows: main.py, the open files and the programs beside them. */
  snapshot: () => FileTexts;
  /** Everything in the folder, by name, and main.py. */
  readAll: () => Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>;
  /** Puts other files in, main.py among them. What they replace is put aside, and there is a way back. */
  openFiles: (files: FileTexts, title: string) => Promise<void>;
  connect: (files: FolderFiles) => Promise<void>;
  flush: () => Promise<void>;
  lookAgain: () => void;
  rest: () => void;
}

export interface ProgramFilesOptions {
  workspace: Pick<
    Workspace,
    'code' | 'storage' | 'tabStorage' | 'store' | 'open' | 'hasOpened' | 'restore'
  >;
  /** Where the folder is mounted. */
  folder: string;
  notices: Pick<NoticeBoard, 'show' | 'dismiss'>;
}

export function createProgramFiles(options: ProgramFilesOptions): ProgramFiles {
  const { workspace, folder, notices } = options;
  const { storage, tabStorage } = workspace;
  const documents = createDocuments({ main: workspace.code, storage, tabStorage });
  const { store } = documents;
  // The address has brought a program, which is what somebody wants to see.
  if (workspace.hasOpened()) documents.openTab(MAIN_NAME);
  const sync = createFolderSync({
    documents,
    path: folder,
    tell,
    restore: (name, text) => void bringBack(name, text),
  });

  function tell(text: string, undo?: { label: string; act: () => void }): void {
    if (undo === undefined) {
      notices.show({ text });
      return;
    }
    const notice = {
      text,
      action: {
        label: undo.label,
        act: () => {
          notices.dismiss(notice);
          undo.act();
        },
      },
    };
    notices.show(notice);
  }

  function checkName(name: string): void {
    const problem = fileNameProblem(name);
    if (problem !== null) throw new Error(problem);
    if (sync.isTaken(name)) throw new Error(words().alreadyThere(name));
  }

  async function makeFile(chooseName: () => string, text: string): Promise<string> {
    const name = await sync.inFolder((connected) => {
      requireWritable(connected);
      const free = chooseName();
      documents.add(free, text, null);
      documents.openTab(free);
      return Promise.resolve(free);
    });
    // main.py, too, if it has been alone until now.
    await sync.flush();
    return name;
  }

  const add = (name: string, text: string): Promise<string> =>
    makeFile(() => sync.claimName(name), text);

  async function bringBack(name: string, text: string): Promise<void> {
    try {
      await add(name, text);
    } catch (error) {
      tell(words().notBroughtBack(name, String(error)));
    }
  }

  /** Knows the file from here on; false when there is none. */
  async function load(name: string): Promise<boolean> {
    if (documents.get(name) !== undefined) return true;
    return sync.inFolder(async ({ files, pathOf }) => {
      const text = await readText(files, pathOf(name));
      if (text === null) return false;
      if (documents.get(name) === undefined) documents.add(name, text, text);
      return true;
    });
  }

  async function open(name: string): Promise<void> {
    if (!(await load(name))) throw new Error(words().notThere(name));
    documents.openTab(name);
  }

  async function remove(name: string): Promise<void> {
    const document = documents.get(name);
    if (document === undefined || name === MAIN_NAME) return;
    const text = document.code.get();
    await sync.inFolder(async (connected) => {
      requireWritable(connected);
      documents.remove(name);
      await connected.files.remove(connected.pathOf(name)).catch(unlessNotFound);
      sync.releaseName(name);
    });
    tell(words().deleted(name), { label: words().undo, act: () => void bringBack(name, text) });
  }

  async function rename(from: string, to: string): Promise<boolean> {
    if (documents.get(from) === undefined) return false;
    if (to === from) return true;
    if (from === MAIN_NAME) throw new Error(words().keepsName(MAIN_NAME));
    checkName(to);
    // What is not written yet goes with it.
    await sync.sync(from);
    await sync.inFolder(async (connected) => {
      requireWritable(connected);
      checkName(to);
      const { files, pathOf } = connected;
      await files.rename(pathOf(from), pathOf(to)).catch(unlessNotFound);
      documents.rename(from, to);
      sync.releaseName(from);
    });
    await sync.sync(to);
    return true;
  }

  function close(name: string): void {
    documents.closeTab(name);
    const document = documents.get(name);
    // Programs are known without a tab, too: others import them.
    if (document?.code.get() === document?.base && !isProgramName(name)) documents.remove(name);
  }

  const exchange = createFileExchange({ documents, sync, workspace, folder, tell, load, remove });

  return {
    store,
    code: (name) => {
      const document = documents.get(name);
      if (document === undefined) throw new Error(words().notKnown(name));
      return document.code;
    },
    isReadOnly: (name) =>
      name !== MAIN_NAME && (store.get().isReadOnly || documents.get(name)?.isLoaded !== true),
    open,
    create: async (typed, text = '') => {
      const name = completeName(typed);
      checkName(name);
      return makeFile(() => {
        checkName(name);
        return name;
      }, text);
    },
    add,
    writeBytes: exchange.writeBytes,
    rename,
    remove,
    close,
    move: documents.moveTab,
    nameOf: (path) => {
      if (path === MAIN_NAME || store.get().names.includes(path)) return path;
      return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
    },
    snapshot: () =>
      Object.fromEntries(
        store
          .get()
          .names.filter((name) => documents.get(name)?.isLoaded === true)
          .map((name) => [name, documents.get(name)?.code.get() ?? '']),
      ),
    readAll: exchange.readAll,
    openFiles: exchange.openFiles,
    connect: sync.connect,
    flush: async () => {
      await exchange.whenOpened();
      await sync.flush();
    },
    lookAgain: sync.lookAgain,
    rest: sync.rest,
  };
}
