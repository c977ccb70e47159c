import { createDocuments } from './documents';
import { completeName, fileNameProblem, isProgramName, MAIN_NAME } from './file-names';
import { isNotFound, listTree, readText } from './folder';
import { createFolderSync, PUT_ASIDE_FOLDER } from './folder-sync';
import type { Store } from '../ui/store';
import type { NoticeBoard } from '../ui/notice-board';
import type { CodeDocument } from './code-document';
import type { FilesState } from './documents';
import type { FolderFiles } from './folder';
import type { ConnectedFolder } from './folder-sync';
import type { Workspace } from './workspace';

/** Texts by their names in the workspace's folder. */
export type FileTexts = Readonly<Record<string, string>>;

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
  /** Resolves with false when the page does not know the file. */
  /** Puts a file into the folder without showing it. One that was there is put aside. */
  writeBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
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

/** More tabs at once would be no help to anybody. */
const TABS_AT_ONCE_MAX = 8;

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

  function requireWritable({ access }: ConnectedFolder): void {
    if (!access.canWrite) throw new Error(access.problem ?? 'The folder can only be read here');
  }

  function checkName(name: string): void {
    const problem = fileNameProblem(name);
    if (problem !== null) throw new Error(problem);
    if (sync.isTaken(name)) throw new Error(`${name} is already there`);
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
      tell(`${name} could not be brought back: ${String(error)}`);
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
    if (!(await load(name))) throw new Error(`${name} is not there any more`);
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
    });
    tell(`Deleted ${name}.`, { label: 'Undo', act: () => void bringBack(name, text) });
  }

  async function rename(from: string, to: string): Promise<boolean> {
    if (documents.get(from) === undefined) return false;
    if (to === from) return true;
    if (from === MAIN_NAME) throw new Error(`${MAIN_NAME} is what Run runs: it keeps its name`);
    checkName(to);
    // What is not written yet goes with it.
    await sync.sync(from);
    await sync.inFolder(async (connected) => {
      requireWritable(connected);
      checkName(to);
      const { files, pathOf } = connected;
      await files.rename(pathOf(from), pathOf(to)).catch(unlessNotFound);
      documents.rename(from, to);
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

  async function openFiles(texts: FileTexts, title: string): Promise<void> {
    const mainBefore = workspace.code.get();
    const others = Object.entries(texts).filter(([name]) => name !== MAIN_NAME);
    const problem = others.map(([name]) => fileNameProblem(name)).find((each) => each !== null);
    if (problem !== undefined) throw new Error(problem);
    const before = new Map<string, string | null>();
    for (const [name] of others) {
      const isThere = await load(name);
      before.set(name, isThere ? (documents.get(name)?.code.get() ?? null) : null);
    }
    if (others.length > 0) {
      await sync.inFolder((connected) => {
        requireWritable(connected);
        return Promise.resolve();
      });
    }
    let keptCount = 0;
    const areShown = others.length <= TABS_AT_ONCE_MAX;
    for (const [name, text] of others) {
      const old = before.get(name) ?? null;
      if (old !== null && old !== text && old.trim() !== '') {
        await keepAside(name, new TextEncoder().encode(old));
        keptCount += 1;
      }
      const document = documents.get(name) ?? documents.add(name, text, null);
      document.code.replace(text);
      if (areShown) documents.openTab(name);
    }
    const main = texts[MAIN_NAME];
    if (main !== undefined) {
      workspace.open(main, title);
      documents.openTab(MAIN_NAME);
    }
    await sync.flush();
    if (others.length === 0) return;
    const kept = keptCount === 0 ? '' : ` What it replaced is in the folder “${PUT_ASIDE_FOLDER}”.`;
    tell(`Opened ${title}.${kept}`, {
      label: 'Undo',
      act: () => void undoOpening(before, mainBefore),
    });
  }

  async function keepAside(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await sync.inFolder(async ({ files, pathOf }) => {
      const copy = sync.claimName(`${PUT_ASIDE_FOLDER}/${name}`);
      await files.write(pathOf(copy), bytes);
    });
  }

  async function writeBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const old = await sync.inFolder(async (connected) => {
      requireWritable(connected);
      return connected.files.read(connected.pathOf(name)).catch(unlessNotFound);
    });
    const isSame = old?.length === bytes.length && old.every((byte, i) => byte === bytes[i]);
    if (isSame) return;
    if (old !== undefined) await keepAside(name, old);
    await sync.inFolder(({ files, pathOf }) => files.write(pathOf(name), bytes));
  }

  async function readAll(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    await sync.flush();
    const found = new Map<string, Uint8Array<ArrayBuffer>>();
    await sync.inFolder(async ({ files, pathOf }) => {
      const tree = await listTree(files, folder);
      for (const name of tree.keys()) found.set(name, await files.read(pathOf(name)));
    });
    return found.set(MAIN_NAME, new TextEncoder().encode(workspace.code.get()));
  }

  async function undoOpening(
    before: ReadonlyMap<string, string | null>,
    mainBefore: string,
  ): Promise<void> {
    for (const [name, text] of before) {
      if (text === null) await remove(name);
      else documents.get(name)?.code.replace(text);
    }
    if (workspace.code.get() !== mainBefore) {
      const aside = workspace.store.get().putAside.find(({ code }) => code === mainBefore);
      if (aside) workspace.restore(aside);
      else workspace.code.replace(mainBefore);
    }
    await sync.flush();
  }

  return {
    store,
    code: (name) => {
      const document = documents.get(name);
      if (document === undefined) throw new Error(`${name} is not known`);
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
    writeBytes,
    rename,
    remove,
    close,
    move: documents.moveTab,
    nameOf: (path) => {
      if (path === MAIN_NAME) return MAIN_NAME;
      return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
    },
    snapshot: () =>
      Object.fromEntries(
        store
          .get()
          .names.filter((name) => documents.get(name)?.isLoaded === true)
          .map((name) => [name, documents.get(name)?.code.get() ?? '']),
      ),
    readAll,
    openFiles,
    connect: sync.connect,
    flush: sync.flush,
    lookAgain: sync.lookAgain,
    rest: sync.rest,
  };
}

function unlessNotFound(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
