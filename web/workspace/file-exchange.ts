import { fileNameProblem, MAIN_NAME } from './file-names';
import { EVERYTHING, listTree, unlessNotFound } from './folder';
import { PUT_ASIDE_FOLDER, requireWritable } from './folder-sync';
import { words } from '../words/workspace';
import type { Documents } from './documents';
import type { FolderSync } from './folder-sync';
import type { Workspace } from './workspace';

/** Texts by their names in the workspace's folder. */
export type FileTexts = Readonly<Record<string, string>>;

/** Whole sets of files, in and out. */
export interface FileExchange {
  openFiles: (texts: FileTexts, title: string) => Promise<void>;
  writeBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readAll: () => Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>;
  /** Resolves when what is being opened is there, or has failed. */
  whenOpened: () => Promise<void>;
}

export interface FileExchangeOptions {
  documents: Documents;
  sync: FolderSync;
  workspace: Pick<Workspace, 'code' | 'store' | 'open' | 'restore'>;
  /** Where the folder is mounted. */
  folder: string;
  tell: (text: string, undo: { label: string; act: () => void }) => void;
  /** Knows the file from here on; false when there is none. */
  load: (name: string) => Promise<boolean>;
  remove: (name: string) => Promise<void>;
}

/** More tabs at once would be no help to anybody. */
const TABS_AT_ONCE_MAX = 8;

export function createFileExchange(options: FileExchangeOptions): FileExchange {
  const { documents, sync, workspace, folder, tell, load, remove } = options;
  let opening: Promise<void> = Promise.resolve();

  /** main.py at once, the others as soon as there is a folder. */
  async function openFiles(texts: FileTexts, title: string): Promise<void> {
    const mainBefore = workspace.code.get();
    const others = Object.entries(texts).filter(([name]) => name !== MAIN_NAME);
    const problem = others.map(([name]) => fileNameProblem(name)).find((each) => each !== null);
    if (problem !== undefined) throw new Error(problem);
    const main = texts[MAIN_NAME];
    if (main !== undefined) {
      workspace.open(main, title);
      documents.openTab(MAIN_NAME);
    }
    if (others.length === 0) return;
    const work = openOthers(others);
    opening = work.then(ignore, ignore);
    const { before, keptCount } = await work;
    const kept = keptCount === 0 ? '' : words().replacedIn(PUT_ASIDE_FOLDER);
    tell(words().openedFile(title, kept), {
      label: words().undo,
      act: () => void undo(before, mainBefore),
    });
  }

  async function openOthers(
    others: readonly (readonly [name: string, text: string])[],
  ): Promise<{ before: ReadonlyMap<string, string | null>; keptCount: number }> {
    const { active } = documents.store.get();
    const before = new Map<string, string | null>();
    for (const [name] of others) {
      const isThere = await load(name);
      before.set(name, isThere ? (documents.get(name)?.code.get() ?? null) : null);
    }
    await sync.inFolder((connected) => {
      requireWritable(connected);
      return Promise.resolve();
    });
    let keptCount = 0;
    for (const [name, text] of others) {
      const old = before.get(name) ?? null;
      if (old !== null && old !== text && old.trim() !== '') {
        await keepAside(name, new TextEncoder().encode(old));
        keptCount += 1;
      }
      const document = documents.get(name) ?? documents.add(name, text, null);
      document.code.replace(text);
      if (others.length <= TABS_AT_ONCE_MAX) documents.openTab(name);
    }
    documents.openTab(active);
    await sync.flush();
    return { before, keptCount };
  }

  async function undo(
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
      const tree = await listTree(files, folder, EVERYTHING);
      for (const name of tree.keys()) found.set(name, await files.read(pathOf(name)));
    });
    return found.set(MAIN_NAME, new TextEncoder().encode(workspace.code.get()));
  }

  return { openFiles, writeBytes, readAll, whenOpened: () => opening };
}

function ignore(): void {
  // Whoever asked for it hears of the failure.
}
