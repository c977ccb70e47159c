import { messageOf } from '../ui/message-of';
import { createFileSync } from './file-sync';
import { freeFileName, isProgramName, MAIN_NAME } from './file-names';
import { findAccess, isNotFound, listTree, NoTextError, readText } from './folder';
import { words } from '../words/workspace';
import type { Documents } from './documents';
import type { FolderAccess, FolderFiles } from './folder';

/** Time to finish a word; then it is written. */
const WRITE_DELAY_MS = 300;
/** What could not be written may have room a moment later, and nobody says when. */
const RETRY_DELAY_MS = 5_000;
/** A program may change files all the time. */
const LOOK_DELAY_MS = 300;
/** Of the programs without a tab, which code help knows and tracebacks lead to. */
export const PROGRAMS_MAX = 50;
export const PROGRAM_MAX_BYTES = 300_000;
/** What a link's files have replaced is kept there: to be found, not to be imported. */
export const PUT_ASIDE_FOLDER = 'put aside';

export interface FolderSync {
  /** A session is there. Resolves when the folder has been looked at once. */
  connect: (files: FolderFiles) => Promise<void>;
  /** One after the other with everything else that is done in the folder. */
  inFolder: <T>(work: (folder: ConnectedFolder) => Promise<T>) => Promise<T>;
  /** Resolves when programs find what the editor shows. Nothing waits while there is only main.py. */
  flush: () => Promise<void>;
  /** Another tab may have changed or left the folder. */
  lookAgain: () => void;
  /** The page may be about to go. */
  rest: () => void;
  /** Brings one file and its document together. */
  sync: (name: string) => Promise<void>;
  isTaken: (name: string) => boolean;
  /** This name or one like it that is free, and from now on taken. */
  claimName: (name: string) => string;
  /** The file has just left, which the next look at the folder would find. */
  releaseName: (name: string) => void;
}

export interface ConnectedFolder {
  readonly files: FolderFiles;
  readonly pathOf: (name: string) => string;
  readonly access: FolderAccess;
}

export interface FolderSyncOptions {
  documents: Documents;
  /** Where the folder is mounted. */
  path: string;
  /** Something happened to a file that a person should know. */
  tell: (text: string, undo?: { label: string; act: () => void }) => void;
  /** Makes a file again that was deleted. */
  restore: (name: string, text: string) => void;
}

const NO_ACCESS: FolderAccess = {
  canWrite: false,
  isLasting: false,
  isUnopened: false,
  problem: words().pythonIsLoading,
};

/** Keeps the open files and those in the folder equal, whoever changes them. */
export function createFolderSync(options: FolderSyncOptions): FolderSync {
  const { documents, path: folderPath, tell } = options;
  let files: FolderFiles | null = null;
  let access = NO_ACCESS;
  let tree: Awaited<ReturnType<typeof listTree>> = new Map();
  /** Since the folder was last looked at. */
  const claimed = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let setConnected: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    setConnected = resolve;
  });
  const writeTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Files of which a failure has been told. */
  const failed = new Set<string>();
  /** Files to be tried again. */
  const unwritten = new Set<string>();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  documents.onEdit((name) => {
    clearTimeout(writeTimers.get(name));
    writeTimers.set(
      name,
      setTimeout(() => {
        writeTimers.delete(name);
        keep();
        if (isShared(name)) void inTurn(() => syncOne(name)).catch(tellFailure);
      }, WRITE_DELAY_MS),
    );
  });

  const pathOf = (name: string): string => `${folderPath}/${name}`;
  const isTaken = (name: string): boolean =>
    tree.has(name) || claimed.has(name) || documents.get(name) !== undefined;

  function claimName(name: string): string {
    const free = freeFileName(name, isTaken);
    claimed.add(free);
    return free;
  }

  const { bringTogether, leaveAlone } = createFileSync({ ...options, pathOf, claimName });

  function tellFailure(error: unknown): void {
    tell(words().folderNotLooked(messageOf(error)));
  }

  /** A single program needs no folder: main.py goes there when it gets company. */
  function isShared(name: string): boolean {
    if (name !== MAIN_NAME || documents.store.get().names.length > 1) return true;
    return documents.get(MAIN_NAME)?.base !== null;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    // Whoever asked hears of the failure; the next one's turn comes all the same.
    last = turn.catch(() => undefined);
    return turn;
  }

  /** Writes down what is open, and says where it is not kept. */
  function keep(): void {
    const isWritten = documents.saveJournal();
    const isUnsaved = (name: string): boolean => {
      const document = documents.get(name);
      if (document === undefined || name === MAIN_NAME) return false;
      return document.code.get() !== document.base || !access.isLasting;
    };
    const { names, isKept } = documents.store.get();
    const nextIsKept = isWritten || !names.some(isUnsaved);
    if (nextIsKept !== isKept) documents.store.update({ isKept: nextIsKept });
  }

  async function look(): Promise<void> {
    if (files === null) return;
    access = await findAccess(files, folderPath);
    if (access.canWrite && documents.store.get().isReadOnly) takeOver();
    const { isLasting, isUnopened } = access;
    const isOtherFolder = isLasting !== documents.store.get().isLasting;
    documents.setAccess({ isReadOnly: !access.canWrite, isLasting, isUnopened });
    tree = await listTree(files, folderPath);
    claimed.clear();
    if (isOtherFolder || (!isLasting && tree.size === 0)) forgetFolder();
    await addPrograms();
    for (const name of documents.store.get().names) {
      const document = documents.get(name);
      if (document === undefined || !isShared(name)) continue;
      const isSame = document.stamp !== null && document.stamp === tree.get(name)?.stamp;
      if (!isSame || document.code.get() !== document.base) await syncOne(name);
    }
    keep();
  }

  /** From now on this tab may change the folder: also by what the one before it had no time to write. */
  function takeOver(): void {
    const shared = documents.readSharedJournal();
    for (const [name, { text, base }] of shared.files) {
      const document = documents.get(name);
      if (name === MAIN_NAME) {
        // Each tab has a main.py of its own; what the folder has is the last one's.
        if (document !== undefined) document.base = base;
      } else if (text !== null && text !== base) {
        const isMine = document?.isLoaded === true && document.code.get() !== document.base;
        if (isMine) continue;
        if (document === undefined) documents.add(name, text, base);
        else {
          document.base = base;
          document.isLoaded = true;
          document.code.follow(text);
        }
      }
    }
  }

  /** A folder in memory is a new one with each interpreter: nobody has deleted what the last one had. */
  function forgetFolder(): void {
    for (const name of documents.store.get().names) {
      const document = documents.get(name);
      if (document?.isLoaded === true) document.base = null;
    }
  }

  async function addPrograms(): Promise<void> {
    let count = documents.store.get().names.length;
    for (const [name, { bytes }] of tree) {
      if (count >= PROGRAMS_MAX) return;
      const isWanted =
        isProgramName(name)
        && bytes <= PROGRAM_MAX_BYTES
        && name !== MAIN_NAME
        && !name.startsWith(`${PUT_ASIDE_FOLDER}/`);
      if (!isWanted || documents.get(name) !== undefined || files === null) continue;
      const text = await readText(files, pathOf(name)).catch(ignoreNoText);
      if (text === null || documents.get(name) !== undefined) continue;
      documents.add(name, text, text);
      count += 1;
    }
  }

  async function syncOne(name: string): Promise<void> {
    const document = documents.get(name);
    if (document === undefined || files === null) return;
    try {
      await bringTogether(name, document, { files, access, stamp: tree.get(name)?.stamp ?? null });
      failed.delete(name);
    } catch (error) {
      if (error instanceof NoTextError) leaveAlone(name, document);
      else {
        if (!failed.has(name)) tell(words().notInFolder(name, messageOf(error)));
        retrySoon(name);
      }
      failed.add(name);
    }
    keep();
  }

  function retrySoon(name: string): void {
    unwritten.add(name);
    retryTimer ??= setTimeout(() => {
      retryTimer = undefined;
      const names = [...unwritten];
      unwritten.clear();
      void inTurn(async () => {
        for (const each of names) await syncOne(each);
      }).catch(tellFailure);
    }, RETRY_DELAY_MS);
  }

  function lookSoon(): void {
    lookTimer ??= setTimeout(() => {
      lookTimer = undefined;
      void inTurn(look).catch(tellFailure);
    }, LOOK_DELAY_MS);
  }

  function writeNow(): void {
    for (const timer of writeTimers.values()) clearTimeout(timer);
    writeTimers.clear();
    keep();
  }

  return {
    connect: async (next) => {
      files = next;
      next.onChange(lookSoon);
      try {
        await inTurn(look);
      } finally {
        setConnected();
      }
    },
    inFolder: async (work) => {
      await connected;
      return inTurn(() => {
        if (files === null) throw new Error(words().folderNotThere);
        return work({ files, pathOf, access });
      });
    },
    flush: async () => {
      if (documents.store.get().names.every((name) => !isShared(name))) return;
      await connected;
      writeNow();
      await inTurn(async () => {
        if (!access.canWrite) await look();
        for (const name of documents.store.get().names) {
          const document = documents.get(name);
          if (document !== undefined && document.code.get() !== document.base) await syncOne(name);
        }
      });
    },
    lookAgain: lookSoon,
    rest: writeNow,
    sync: (name) => inTurn(() => syncOne(name)),
    isTaken,
    claimName,
    releaseName: (name) => {
      tree.delete(name);
      claimed.delete(name);
    },
  };
}

export function requireWritable({ access }: ConnectedFolder): void {
  if (!access.canWrite) throw new Error(access.problem ?? words().folderReadOnly);
}

function ignoreNoText(error: unknown): null {
  if (error instanceof NoTextError || isNotFound(error)) return null;
  throw error;
}
