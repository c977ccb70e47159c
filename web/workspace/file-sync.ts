import { MAIN_NAME } from './file-names';
import { readText } from './folder';
import { reconcile } from './reconcile';
import { words } from '../words/workspace';
import type { Documents, FileDocument } from './documents';
import type { FolderAccess, FolderFiles } from './folder';

export interface FileSyncOptions {
  documents: Documents;
  pathOf: (name: string) => string;
  /** This name or one like it that is free, and from now on taken. */
  claimName: (name: string) => string;
  /** Something happened to a file that a person should know. */
  tell: (text: string, undo?: { label: string; act: () => void }) => void;
  /** Makes a file again that was deleted. */
  restore: (name: string, text: string) => void;
}

/** What is known of the folder at the moment. */
export interface FolderState {
  readonly files: FolderFiles;
  readonly access: Pick<FolderAccess, 'canWrite'>;
  /** Of the file, when the folder was last looked at. */
  readonly stamp: string | null;
}

/** Keeps one open file and that in the folder equal, whoever changes them. */
export interface FileSync {
  /** Fails where the file cannot be read or written, with `NoTextError` where it is none for an editor. */
  readonly bringTogether: (
    name: string,
    document: FileDocument,
    folder: FolderState,
  ) => Promise<void>;
  /** A program has put something else in its place: nothing that an editor may write over. */
  readonly leaveAlone: (name: string, document: FileDocument) => void;
}

export function createFileSync(options: FileSyncOptions): FileSync {
  const { documents, pathOf, claimName, tell } = options;
  const encoder = new TextEncoder();

  async function bringTogether(
    name: string,
    document: FileDocument,
    { files, access, stamp }: FolderState,
  ): Promise<void> {
    const disk = await readText(files, pathOf(name));
    document.stamp = stamp;
    const mine = document.code.get();
    // Gone or renamed while we were reading.
    if (documents.get(name) !== document) return;
    if (!access.canWrite || !document.isLoaded) {
      // main.py is each tab's own.
      if (name !== MAIN_NAME) show(name, document, disk, access);
      return;
    }
    switch (reconcile({ mine, base: document.base, disk })) {
      case 'agree':
        document.base = mine;
        return;
      case 'adopt':
        show(name, document, disk, access);
        return;
      case 'gone':
        vanish(name, document, access);
        return;
      case 'keep-both': {
        const copy = claimName(name);
        await files.write(pathOf(copy), encoder.encode(disk ?? ''));
        tell(words().changedWhileTyping(name, copy));
        break;
      }
      case 'write':
    }
    await files.write(pathOf(name), encoder.encode(mine));
    document.stamp = null;
    document.base = mine;
  }

  function show(
    name: string,
    document: FileDocument,
    disk: string | null,
    access: FolderState['access'],
  ): void {
    if (disk === null) {
      vanish(name, document, access);
      return;
    }
    document.base = disk;
    document.isLoaded = true;
    document.code.follow(disk);
    // For those who look at it: its text has come.
    documents.store.update({});
  }

  function vanish(name: string, document: FileDocument, { canWrite }: FolderState['access']): void {
    // Of main.py the editor has the only text then; it comes back with the next change.
    if (name === MAIN_NAME) {
      document.base = null;
      return;
    }
    const hadTab = documents.store.get().tabs.includes(name);
    const text = document.code.get();
    documents.remove(name);
    if (!hadTab || !document.isLoaded || !canWrite) return;
    tell(words().wasDeleted(name), {
      label: words().bringBack,
      act: () => {
        options.restore(name, text);
      },
    });
  }

  return {
    bringTogether,
    leaveAlone: (name, document) => {
      if (document.code.get() === document.base || !document.isLoaded) documents.remove(name);
      else tell(words().noTextAnyMore(name));
    },
  };
}
